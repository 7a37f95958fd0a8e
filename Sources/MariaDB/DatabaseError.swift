import CMariaDB

/// What the server or the connector reported. The message and the statement are for the log, never for a client.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
  /// MariaDB error number: 1xxx and up from the server, 2xxx from the connector.
  public let code: Int
  public let message: String
  /// The statement's text with its placeholders, without the values bound to it.
  public let statement: String

  public init(code: Int, message: String, statement: String = "") {
    self.code = code
    self.message = message
    self.statement = statement
  }

  public var description: String {
    statement.isEmpty ? "MariaDB \(code): \(message)" : "MariaDB \(code): \(message) in: \(statement)"
  }

  /// The transaction was chosen as a victim and may be played again: deadlock, lock-wait time-out, Galera certification.
  public var isConflict: Bool { [1213, 1205, 1020].contains(code) }

  /// The connection is gone; what was not committed did not happen.
  public var isConnectionLost: Bool { [2006, 2013, 2055, 1927, 1053].contains(code) }

  /// There is no server to talk to just now, or it refuses newcomers.
  public var isUnavailable: Bool { isConnectionLost || [2002, 2003, 2005, 2012, 1040, 1129, 1203, 1226, 1047].contains(code) }

  /// The statement ran longer than the session allows (`max_statement_time`).
  public var isTimeout: Bool { code == 1969 || code == 3024 }

  public var isDuplicate: Bool { code == 1062 || code == 1586 }
  public var isForeignKey: Bool { [1451, 1452, 1216, 1217].contains(code) }
  public var isNullRefused: Bool { code == 1048 || code == 1364 }
  public var isCheckRefused: Bool { code == 4025 }
  /// A value of another type, too long or out of range.
  /// The statement holds more values than a prepared one can.
  public var isTooLarge: Bool { [1390, 1153].contains(code) }
  public var isBadValue: Bool { [1264, 1265, 1292, 1366, 1406, 1411, 3140, 4038, 1525, 1690, 1267].contains(code) }
}
