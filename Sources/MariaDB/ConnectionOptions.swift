/// Where the database is and how a session behaves.
public struct ConnectionOptions: Sendable {
  public var host = "localhost"
  public var port = 3306
  /// Path of the server's Unix socket; wins over `host` and `port`.
  public var socket: String?
  public var user = "tsubame"
  public var password = ""
  public var database = "tsubame"
  /// Certificate authority (PEM file) that must have signed the server's certificate; nil: TLS is not asked for.
  public var certificateAuthority: String?
  public var connectTimeout = 3
  /// Seconds after which the server ends a statement (`max_statement_time`); 0: never.
  public var statementTimeout = 60
  /// Seconds beyond that in which the server must answer at all, or the connection is given up.
  public var patience = 30
  /// Seconds a statement waits for another transaction's lock.
  public var lockTimeout = 10
  /// Statements slower than this many milliseconds are reported to `onSlowStatement`.
  public var slowStatement = 500
  /// Gets the text of a slow statement (placeholders, no values) and its milliseconds.
  public var onSlowStatement: @Sendable (String, Int) -> Void = { _, _ in }

  public init() {}

  /// The same for work that takes as long as it takes, as bringing a large database up to date: no statement is ended, however long the
  /// server does not answer.
  public var unhurried: ConnectionOptions {
    var options = self
    (options.statementTimeout, options.slowStatement) = (0, .max)
    return options
  }
}
