import Engine
import Glibc
import Logging

/// Writes log lines as `level=… key=value` to standard error, one write each, so that lines of several workers never mix. journald adds
/// the time; the level stands in front in the form that it understands (sd-daemon(3)).
package struct LogfmtHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  private let isJournal: Bool
  private let isCopied: Bool

  /// - Parameters:
  ///   - isJournal: prefixes lines with `<N>` and leaves out the time.
  ///   - isCopied: to the system's log, which keeps what a terminal does not.
  package init(level: Logger.Level, isJournal: Bool, isCopied: Bool = false) {
    logLevel = level
    self.isJournal = isJournal
    self.isCopied = isCopied
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let level = event.level
    let message = event.message.description
    let isRequest = message.hasPrefix("id=")
    var line = isJournal ? "<\(level.syslog)>" : "time=\(Self.timestamp()) "
    line += "level=\(level) "
    line += isRequest ? message : "msg=\(message.logfmt)"
    if let extra = event.metadata ?? (metadata.isEmpty ? nil : [:]) {
      let all = metadata.merging(extra) { _, new in new }
      for (key, value) in all.sorted(by: { $0.key < $1.key }) { line += " \(key)=\("\(value)".logfmt)" }
    }
    line += "\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
    // LOG_AUTHPRIV (syslog(3)).
    if isCopied { line.withCString { text in withVaList([text]) { vsyslog(10 << 3 | Int32(level.syslog), "%s", $0) } } }
  }

  private static func timestamp() -> String {
    let now = Call.now
    return "\(now.date)T\(now.sql.dropFirst(11).prefix(12))Z"
  }
}

extension Logger.Level {
  /// RFC 5424 §6.2.1.
  fileprivate var syslog: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
