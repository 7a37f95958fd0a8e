import ArgumentParser
import Engine
import Tracker

/// `tsubame routes`: the API, a route a line.
struct RouteList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "routes", abstract: "Print the routes of the API, and who may.")

  @Flag(help: "Method, a tab, and the path with its {parameters}, without the summary and who may.")
  var tsv = false

  func run() {
    for route in DeclaredRoute.all {
      let line = [route.method, route.path] + (tsv ? [] : [route.summary, route.who ?? ""])
      print(line.joined(separator: "\t"))
    }
  }
}

/// `tsubame nginx-sizes`: which routes take large bodies.
struct NginxSizes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nginx-sizes", abstract: "Print nginx's locations of the routes that take more than 1 MB.",
    discussion: """
      The site includes them from the file that `make install` writes with MAX_CONTENT_LENGTH as it is then: \
      /usr/local/share/tsubame/nginx/large-bodies.conf.
      """)

  func run() throws {
    print(LargeBodies.locations(setting: try ProcessSettings.configuration(needsSecret: false).maxContentLength), terminator: "")
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
