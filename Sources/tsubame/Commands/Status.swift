import ArgumentParser
import FastCGI

/// `tsubame status`: what the pool does at the moment.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the workers of a running pool and what they do.")

  @Option(help: "File of the scoreboard, as given to `tsubame serve`.")
  var scoreboard = "/run/tsubame/scoreboard"

  func run() throws {
    print(try Scoreboard.read(path: scoreboard))
  }
}
