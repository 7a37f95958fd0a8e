import ArgumentParser
import CShims
import Engine
import Glibc
import Logging
import Tracker

/// `tsubame jobs`: what no request waits for.
struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do what no request waits for: send mails, make movies, remove files; list, show, retry or cancel it.",
    discussion: """
      Jobs are rows of the database: none is lost when this process ends, and as many processes as one likes may share them, on any host. \
      SIGTERM ends it after the job at hand; a movie is given back to be made anew. MEDIA_JOBS movies are made at the same time, each by a \
      process of its own.
      """, subcommands: [WorkOnJobs.self, ListJobs.self, ShowJob.self, RetryJob.self, CancelJob.self],
    defaultSubcommand: WorkOnJobs.self)
}

/// `tsubame jobs run`, or without a word behind it: the process that works on them.
struct WorkOnJobs: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Work on jobs until told to end.")

  @Option(help: "Seconds after which a job that its process left unfinished is taken by another.")
  var lease = 180

  func validate() throws {
    guard (1...86_400).contains(lease) else { throw ValidationError("--lease must be between 1 and 86400 seconds.") }
  }

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    _ = shim_set_process_name("tsubame-jobs")
    // libcurl takes domains with other characters than ASCII in the encoding of the locale.
    setlocale(LC_CTYPE, "C.UTF-8")
    var ends = sigset_t()
    sigemptyset(&ends)
    for signal in [SIGTERM, SIGINT] { sigaddset(&ends, signal) }
    // Blocked, and looked for between two jobs.
    sigprocmask(SIG_BLOCK, &ends, nil)
    signal(SIGPIPE, SIG_IGN)
    let log = ProcessSettings.logger(settings)
    let media = MediaProcesses(settings, lease: lease, log)
    media.start()
    let end = EndSignal(ends)
    JobRunner(configuration: settings, lease: lease, isMedia: false, log: log).run { milliseconds in
      media.start()
      return end.wait(milliseconds)
    }
    media.stop()
  }
}

/// SIGTERM or SIGINT, which are blocked.
private final class EndSignal {
  private var signals: sigset_t
  private var hasCome = false

  init(_ signals: sigset_t) { self.signals = signals }

  /// - Returns: has it come?
  func wait(_ milliseconds: Int) -> Bool {
    if hasCome { return true }
    var timeout = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    hasCome = sigtimedwait(&signals, nil, &timeout) > 0
    return hasCome
  }
}

/// The processes that make movies. They die with us.
private final class MediaProcesses {
  private let settings: Configuration
  private let lease: Int
  private let log: Logger
  private var running: [pid_t]
  private var lastStart = 0

  init(_ settings: Configuration, lease: Int, _ log: Logger) {
    (self.settings, self.lease, self.log) = (settings, lease, log)
    running = Array(repeating: 0, count: settings.media.jobs)
  }

  /// Starts those that are not there, at most once a second.
  func start() {
    for index in running.indices where running[index] > 0 {
      var status: Int32 = 0
      guard waitpid(running[index], &status, WNOHANG) == running[index] else { continue }
      log.error("the process for movies ended", metadata: ["pid": "\(running[index])", "status": "\(status)"])
      running[index] = 0
    }
    let now = time(nil)
    guard running.contains(0), now != lastStart else { return }
    lastStart = now
    for index in running.indices where running[index] == 0 { running[index] = fork() }
  }

  private func fork() -> pid_t {
    let parent = getpid()
    let child = shim_fork()
    guard child == 0 else { return max(child, 0) }
    _ = shim_die_with_parent(SIGKILL)
    if getppid() != parent { _exit(1) }
    _ = shim_set_process_name("tsubame-media")
    var ends = sigset_t()
    sigemptyset(&ends)
    for signal in [SIGTERM, SIGINT] { sigaddset(&ends, signal) }
    let end = EndSignal(ends)
    JobRunner(configuration: settings, lease: lease, isMedia: true, log: log).run { end.wait($0) }
    _exit(0)
  }

  /// Each gives back what it works on.
  func stop() {
    for process in running where process > 0 { kill(process, SIGTERM) }
    for process in running where process > 0 { waitpid(process, nil, 0) }
  }
}
