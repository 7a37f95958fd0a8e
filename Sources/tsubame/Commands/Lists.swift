import ArgumentParser
import Engine
import Tracker

/// `tsubame routes`: the API, a route a line.
struct RouteList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "routes", abstract: "Print the routes of the API.")

  @Flag(help: "Method, a tab, and the path with its {parameters}, without the summary.")
  var tsv = false

  func run() {
    for route in DeclaredRoute.all {
      print(tsv ? "\(route.method)\t\(route.path)" : "\(route.method)\t\(route.path)\t\(route.summary)")
    }
  }
}

/// `tsubame config`: the settings in force.
struct ConfigurationList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print the settings in force, secrets masked.")

  func run() throws {
    for setting in try ProcessSettings.configuration(needsSecret: false).settings {
      print("\(setting.name)=\(setting.isSecret && !setting.value.isEmpty ? "********" : setting.value)")
    }
  }
}
