import ArgumentParser
import Engine
import MariaDB
import Web

/// `tsubame jobs list`: a job a line.
struct ListJobs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the jobs that wait, are worked on, or were given up in the last thirty days.",
    discussion: "A line each: id, kind, state, attempts, when it was made (UTC), and why the last attempt failed; separated by tabs.")

  @Flag(help: "Only those that were given up.")
  var givenUp = false

  @Option(help: "How many, from the oldest on.")
  var limit = 1000

  func run() throws {
    for job in try administration().list(givenUp: givenUp, atMost: max(0, limit)) {
      print([job.id.description, job.kind, job.state, "\(job.attempts)", job.createdAt, job.reason ?? ""].joined(separator: "\t"))
    }
  }
}

/// `tsubame jobs show`: all about one.
struct ShowJob: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a job with everything that is known of it.")

  @Argument(help: "Id of the job.")
  var id: String

  func run() throws {
    let job = try refusing { try administration().find(id) }
    let facts = [
      ("id", job.id.description), ("kind", job.kind), ("state", job.state), ("attempts", "\(job.attempts)"),
      ("made", "\(job.createdAt) UTC"),
      ("due", "\(job.dueAt) UTC"), ("reason", job.reason ?? ""),
    ]
    for (name, value) in facts { print("\(name): \(value)") }
    for (name, value) in job.payload { print("\(name): \(value.text ?? value.description)") }
  }
}

/// `tsubame jobs retry`: once more.
struct RetryJob: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Let a job that waits or was given up be tried again at once, however late it is.")

  @Argument(help: "Id of the job.")
  var id: String

  func run() throws {
    try refusing { try administration().retry(id) }
    print("The job is tried again.")
  }
}

/// `tsubame jobs cancel`: never.
struct CancelJob: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Forget a job that waits or was given up.")

  @Argument(help: "Id of the job.")
  var id: String

  func run() throws {
    try refusing { try administration().cancel(id) }
    print("The job is forgotten.")
  }
}

private func administration() throws -> JobAdministration {
  JobAdministration(Connection(try ProcessSettings.configuration(needsSecret: false).database))
}
