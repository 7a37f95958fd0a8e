import ArgumentParser
import Engine
import FastCGI
import Glibc
import Tracker

/// `tsubame serve`: the pool of workers that answer nginx.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer FastCGI requests with a pool of workers.",
    discussion: """
      SIGHUP replaces the workers without failing a request, SIGTERM serves what waits and ends. Under systemd the socket of the socket unit \
      is used and --listen is not needed.
      """)

  @Option(help: "Where to listen: unix:/path or tcp:host:port.")
  var listen: String?

  @Option(help: "Workers that serve at the same time.")
  var workers = 4

  @Option(help: "Requests after which a worker is replaced; 0 for never.")
  var maxRequests = 10_000

  @Option(help: "Resident megabytes past which a worker is replaced; 0 for no limit.")
  var maxMemory = 512

  @Option(help: "Seconds left to running requests when the pool is told to end.")
  var drain = 30

  @Option(help: "Seconds after which a worker that is stuck in a request is killed; 0 for never.")
  var requestTimeout = 120

  @Option(help: "File of the scoreboard that `tsubame status` reads. Default: beside the Unix socket.")
  var scoreboard: String?

  func run() throws {
    let settings = try ProcessSettings.configuration()
    let logger = ProcessSettings.logger(settings)
    var pool = PoolConfiguration()
    pool.workers = workers
    pool.maxRequests = maxRequests
    pool.maxMemory = maxMemory << 20
    pool.drain = drain
    pool.requestTimeout = requestTimeout
    pool.scoreboardPath = scoreboard
    pool.spoolFolder = settings.temporaryFolder
    pool.maxBody = settings.maxContentLength == 0 ? Int.max - 1 : settings.maxContentLength
    pool.workerName = "tsubame-worker"
    let supervisor = Supervisor(
      configuration: pool, listener: try listener(), routes: Server.routeNames(),
      log: { level, line in
        switch level {
        case .debug: logger.debug("\(line)")
        case .info: logger.info("\(line)")
        case .warning: logger.warning("\(line)")
        case .error: logger.error("\(line)")
        }
      },
      // Read anew by the workers that a reload starts.
      makeResponder: { _ in
        let settings = try ProcessSettings.configuration()
        return Server(configuration: settings, log: ProcessSettings.logger(settings))
      })
    throw ExitCode(supervisor.run())
  }

  private func listener() throws -> Listener {
    if let inherited = Listener.fromSystemd() { return inherited }
    guard let listen else { throw ValidationError("--listen is missing, and systemd passed no socket.") }
    return try Listener(ListenAddress(listen))
  }
}
