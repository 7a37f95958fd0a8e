import ArgumentParser
import CShims
import EventStream
import FastCGI
import Glibc

/// `tsubame stream`: tells browsers and programs what happens.
struct Stream: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell browsers and programs what happens, as it happens (Socket.IO, Server-Sent Events).",
    discussion: """
      Events are rows of the database, so as many of these processes as one likes may run, on any host: each tells its clients everything, and \
      what happens while none runs is told to who asks for it. Where to listen: --listen, or EVENT_STREAM_HOST and EVENT_STREAM_PORT.

      Example: tsubame stream --listen tcp:127.0.0.1:5001
      """)

  @Option(help: "Where to listen: unix:/path or tcp:host:port.")
  var listen: String?

  func run() throws {
    let settings = try ProcessSettings.configuration()
    let address: EventServer.Address
    switch try listen.map({ try ListenAddress($0) }) {
    case .unix(let path, _)?: address = .unix(path: path)
    case .tcp(let host, let port)?: address = .tcp(host: host, port: Int(port))
    case nil: address = .tcp(host: settings.streamHost, port: settings.streamPort)
    }
    _ = shim_set_process_name("tsubame-stream")
    // A descriptor for each client.
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    signal(SIGPIPE, SIG_IGN)
    var ends = sigset_t()
    sigemptyset(&ends)
    for signal in [SIGTERM, SIGINT] { sigaddset(&ends, signal) }
    // Blocked before there is any other thread, and waited for here.
    sigprocmask(SIG_BLOCK, &ends, nil)
    try EventServer(settings, log: ProcessSettings.logger(settings)).run(at: address) {
      var signal: Int32 = 0
      sigwait(&ends, &signal)
    }
  }
}
