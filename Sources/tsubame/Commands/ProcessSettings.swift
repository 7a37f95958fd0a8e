import Engine
import Glibc
import Logging
import MariaDB
import Tracker

/// What the commands take from the environment.
enum ProcessSettings {
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
      entry += 1
    }
    return variables
  }

  /// The settings in force. - Throws: `Configuration.Refused`, which says all that is wrong with them.
  static func configuration(needsSecret: Bool = true) throws -> Configuration {
    try Configuration(environment: variables, needsSecret: needsSecret)
  }

  /// A connection for a command that works on the database without serving.
  /// - Parameter isUnhurried: its statements take as long as they take.
  static func database(isUnhurried: Bool = false) throws -> Connection {
    let options = try configuration(needsSecret: false).database
    return Connection(isUnhurried ? options.unhurried : options)
  }

  static func logger(_ configuration: Configuration) -> Logger { logger(configuration, isCommand: false) }

  /// For commands that somebody types: their lines are kept by the system's log too.
  static func auditLogger(_ configuration: Configuration) -> Logger { logger(configuration, isCommand: true) }

  private static func logger(_ configuration: Configuration, isCommand: Bool) -> Logger {
    let level = Logger.Level(rawValue: configuration.logLevel) ?? .info
    let isJournal = variables["JOURNAL_STREAM"] != nil
    return Logger(label: "tsubame") { _ in LogfmtHandler(level: level, isJournal: isJournal, isCopied: isCommand && !isJournal) }
  }
}
