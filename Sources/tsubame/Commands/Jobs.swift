import ArgumentParser
import CShims
import Engine
import Glibc
import Tracker

/// `tsubame jobs`: what no request waits for.
struct Jobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do what no request waits for: send mails, remove files; list, show, retry or cancel it.",
    discussion: """
      Jobs are rows of the database: none is lost when this process ends, and as many processes as one likes may share them, on any host. \
      SIGTERM ends it after the job at hand.
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
    JobRunner(configuration: settings, lease: lease, log: ProcessSettings.logger(settings)).run { milliseconds in
      var timeout = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
      return sigtimedwait(&ends, nil, &timeout) > 0
    }
  }
}
