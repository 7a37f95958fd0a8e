import ArgumentParser
import Engine
import MariaDB
import Tracker
import Web

/// `tsubame previews`: movies that are not ready.
struct Previews: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the movies that are being made or could not be, with the reason; make one again.",
    subcommands: [ListPreviews.self, RetryPreview.self], defaultSubcommand: ListPreviews.self)
}

/// `tsubame previews list`: a movie a line.
struct ListPreviews: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the movies that are not ready, newest first.",
    discussion: """
      A line each: id, status, percent done, name, project, and why it could not be made; separated by tabs. `tsubame jobs list` has the \
      last lines of the program behind it.
      """)

  @Flag(help: "Only those that could not be made.")
  var broken = false

  @Option(help: "How many.")
  var limit = 1000

  func run() throws {
    for entry in try MovieRetry.list(broken: broken, atMost: max(0, limit), ProcessSettings.database()) {
      let columns = [
        entry.id.description, entry.status, entry.progress.map { "\($0)" } ?? "", entry.name, entry.project, entry.reason ?? "",
      ]
      print(columns.joined(separator: "\t"))
    }
  }
}

/// `tsubame previews retry`: once more.
struct RetryPreview: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "retry", abstract: "Make a movie again that could not be made.")

  @Argument(help: "Id of the preview.")
  var id: String

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    try refusing { try MovieRetry.retry(id, settings, Connection(settings.database)) }
    print("The movie is made again.")
  }
}
