import CShims
import Glibc

/// Keeps a pool of workers that serve FastCGI requests.
///
///     let supervisor = Supervisor(
///       configuration: configuration, listener: try Listener(ListenAddress("unix:/run/api.sock")), routes: router.names,
///       log: { level, line in logger.log(level: .init(level), "\(line)") },
///       makeResponder: { slot in try App(configuration: read(), slot: slot) })
///     exit(supervisor.run())
///
/// Workers are forked before anything else is opened, so that nothing (no database connection, no thread) is shared by accident.
/// The supervisor itself parses no input. It is told what to do by signals:
///
/// | signal | effect |
/// |---|---|
/// | SIGHUP | new workers take over, then the old ones finish: no request fails |
/// | SIGTERM, SIGINT | no new connections; those that wait are served, for up to ``PoolConfiguration/drain`` seconds |
/// | a second SIGTERM or SIGINT | the end, at once |
public struct Supervisor {
  /// What a worker sends when it is ready, so that the supervisor looks at the scoreboard.
  static let readySignal = SIGUSR2

  let configuration: PoolConfiguration
  let listener: Listener
  let routes: [String]
  let log: PoolLog
  let reload: @Sendable () -> Void
  let makeResponder: (Slot) throws -> any Responder

  /// A pool that is not running yet.
  /// - Parameters:
  ///   - routes: the names of the routes; ``Slot/route(_:)`` takes their indices.
  ///   - log: is given what happens to the pool, here and in the workers.
  ///   - reload: is called in the supervisor at SIGHUP, before new workers are forked, for instance to open log files anew.
  ///   - makeResponder: is called in each worker once it is forked. What it reads, such as the configuration, is read anew by the
  ///     workers that a reload starts.
  public init(
    configuration: PoolConfiguration, listener: Listener, routes: [String], log: @escaping PoolLog,
    reload: @escaping @Sendable () -> Void = {}, makeResponder: @escaping (Slot) throws -> any Responder
  ) {
    self.configuration = configuration
    self.listener = listener
    self.routes = routes
    self.log = log
    self.reload = reload
    self.makeResponder = makeResponder
  }

  /// Runs the pool until it is told to end. Answers the exit status of the program: 0, or 1 when it could not start or had to end
  /// with requests unanswered.
  public func run() -> Int32 {
    do {
      try configuration.validate()
      signal(SIGPIPE, SIG_IGN)
      let signals = Signals(blocking: [SIGTERM, SIGINT, SIGHUP, SIGCHLD, WorkerSignal.drain, Self.readySignal])
      // A reload needs as many places again, and a few for old workers that are still busy from the reload before.
      let path = scoreboardPath
      let board = try Scoreboard(slots: configuration.workers * 2 + 2, routes: routes, path: path)
      let file = path.flatMap { FileIdentity(path: $0) }
      var pool = Pool(supervisor: self, signals: signals, board: board)
      let status = pool.run()
      if let path, let file, FileIdentity(path: path) == file { unlink(path) }
      listener.close()
      return status
    } catch {
      log(.error, "\(error)")
      listener.close()
      return 1
    }
  }

  /// Where the scoreboard is kept: as configured, or next to the Unix socket.
  private var scoreboardPath: String? {
    if let path = configuration.scoreboardPath { return path }
    guard case .unix(let socket, _) = listener.address, !socket.isEmpty else { return nil }
    return (socket.hasSuffix(".sock") ? String(socket.dropLast(5)) : socket) + ".scoreboard"
  }
}
