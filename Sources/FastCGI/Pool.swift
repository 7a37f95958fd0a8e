import CShims
import Glibc

/// The supervisor at work: which workers there are, and which there should be.
struct Pool {
  /// A worker as the supervisor sees it.
  struct Member {
    let pid: pid_t
    let slot: Slot
    var generation: UInt64
    let started: UInt64
    /// It was seen ready.
    var isReady = false
    /// It was told to leave: another one takes, or has taken, its place.
    var isLeaving = false
    /// It was killed, and only has to be buried.
    var isKilled = false
  }

  enum Phase: Equatable {
    case starting
    case serving
    /// Workers of the newest generation are coming up next to those of the one before.
    case reloading
    /// Until this time of the monotonic clock.
    case draining(until: UInt64)
  }

  let supervisor: Supervisor
  let signals: Signals
  let board: Scoreboard
  let slots: [Slot]
  let notifications = NotificationSocket()
  let pid = getpid()

  var members: [Member] = []
  var phase = Phase.starting
  var generation: UInt64 = 1
  var wantsReload = false
  /// A worker has seen that nobody waits any more; only asked for while draining.
  var isDrained = false
  var hasLostRequests = false
  var backOff = BackOff()
  var nextWatch: UInt64 = 0
  var nextStatus: UInt64 = 0

  var configuration: PoolConfiguration { supervisor.configuration }
  var log: PoolLog { supervisor.log }

  init(supervisor: Supervisor, signals: Signals, board: Scoreboard) {
    self.supervisor = supervisor
    self.signals = signals
    self.board = board
    slots = (0..<board.layout.slots).map { Slot(board: board, index: $0) }
  }

  /// Keeps the pool as it should be until it ends; answers the exit status.
  mutating func run() -> Int32 {
    log(.info, "listening on \(supervisor.listener.address) with \(configuration.workers) workers, supervisor \(pid)")
    while true {
      bury()
      noticeReady()
      watch()
      if isOver { break }
      fill()
      show()
      switch signals.wait(microseconds: patience()) {
      case SIGTERM, SIGINT: end()
      case SIGHUP: startReload()
      default: continue  // A child died or is ready, or it is time to look after them.
      }
    }
    log(.info, "stopped")
    return hasLostRequests ? 1 : 0
  }

  private var isOver: Bool {
    guard case .draining(let end) = phase else { return false }
    return members.isEmpty && (isDrained || supervisor.listener.isInherited || MonotonicClock.now() >= end)
  }

  /// Members that are to stay.
  var staying: Int { members.count { !$0.isLeaving && !$0.isKilled && $0.generation == generation } }

  /// How long nothing has to be done unless a signal comes.
  private func patience() -> UInt64 {
    let now = MonotonicClock.now()
    var next = nextWatch
    if staying < configuration.workers, backOff.until > now { next = min(next, backOff.until) }
    return MonotonicClock.elapsed(from: now, to: next)
  }

  /// Tells the scoreboard, and systemd now and then.
  private mutating func show() {
    let state: PoolState =
      switch phase {
      case .starting: .starting
      case .serving: .serving
      case .reloading: .reloading
      case .draining: .draining
      }
    board.show(state: state, generation: generation, workers: configuration.workers)
    let now = MonotonicClock.now()
    if phase == .serving, now >= nextStatus {
      nextStatus = now + 10 * MonotonicClock.second
      notifications.send(.status(status))
    }
  }

  /// The pool in a line, for `systemctl status`.
  var status: String {
    let snapshot = board.snapshot()
    return "\(snapshot.workers.count) workers, \(snapshot.busyWorkers) busy, \(snapshot.totals.requests) requests"
  }
}

/// How long to wait before another worker is started when the last ones died at start.
struct BackOff {
  private(set) var failures = 0
  private(set) var until: UInt64 = 0

  /// Workers that were started together die together: that is one failure. Answers whether this one counts.
  @discardableResult
  mutating func fail(now: UInt64) -> Bool {
    guard now >= until else { return false }
    failures += 1
    until = now + min(100_000 << UInt64(min(failures - 1, 10)), 30 * MonotonicClock.second)
    return true
  }

  mutating func succeed() {
    failures = 0
  }
}
