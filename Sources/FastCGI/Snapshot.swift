import Glibc

/// A scoreboard at one moment. Its `description` is a table for the terminal.
public struct Snapshot: Sendable {
  /// A worker and what it does.
  public struct Worker: Sendable, Equatable {
    /// Its process.
    public let pid: pid_t
    /// What it is doing.
    public let state: WorkerState
    /// Which reload of the pool it came with, from 1.
    public let generation: Int
    /// Microseconds since it was forked.
    public let age: UInt64
    /// Microseconds that it has been in its state; for a request, since the accept of its connection.
    public let since: UInt64
    /// Requests that it has served.
    public let requests: Int
    /// Resident memory in bytes, measured about once a second; 0 until then.
    public let memory: Int
    /// The method of its request, empty without one.
    public let method: String
    /// The route of its request, nil until it is known.
    public let route: String?
    /// The id of its request, empty without one.
    public let requestID: String
  }

  /// What a route has been asked.
  public struct RouteTotals: Sendable, Equatable {
    /// As the supervisor was given it.
    public let name: String
    /// Requests that were answered, or ended with their worker.
    public var requests = 0
    /// Requests answered with a status of 500 or more.
    public var failures = 0
    /// The sum of the time between accept and answer.
    public var microseconds = 0
  }

  /// Sums since the pool was started.
  public struct Totals: Sendable {
    /// Requests by the first digit of their status; at 0 those without one, as when the client left.
    public var byStatusClass = [Int](repeating: 0, count: ScoreboardLayout.statusClasses)
    /// The sum of the time between accept and answer.
    public var microseconds = 0
    /// In the order of the names that the supervisor was given.
    public var routes: [RouteTotals]
    /// Workers that were replaced because they died.
    public var restarts = 0
    /// Workers that were killed because a request took longer than the limit.
    public var timeouts = 0
    /// Workers that were replaced because of their age in requests or their memory.
    public var recycled = 0
    /// Requests that ended with their worker.
    public var lost = 0

    /// All requests.
    public var requests: Int { byStatusClass.reduce(0, +) }
  }

  /// The pid of the supervisor.
  public let supervisor: pid_t
  /// When the pool was started, in seconds since 1970 (UTC).
  public let startedAt: Int
  /// Microseconds since then.
  public let uptime: UInt64
  /// What the pool as a whole is doing.
  public let state: PoolState
  /// How often the pool was loaded, from 1.
  public let generation: Int
  /// The number of workers that the pool was told to have.
  public let wantedWorkers: Int
  /// Workers that exist; during a reload, more than wanted.
  public let workers: [Worker]
  /// Sums over all workers, past ones included.
  public let totals: Totals

  /// Whether the supervisor still exists. A killed one leaves its scoreboard behind.
  public var isRunning: Bool {
    kill(supervisor, 0) == 0 || errno == EPERM
  }

  /// Workers that have a request.
  public var busyWorkers: Int {
    workers.count { $0.state == .working || $0.state == .reading }
  }
}
