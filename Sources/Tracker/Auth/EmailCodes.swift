import Engine
import Identity
import MariaDB
import Web

/// Codes sent by mail in the place of a second factor: HOTP (RFC 4226) with a counter drawn for each, good once and for five minutes.
struct EmailCodes {
  private let database: Connection

  /// Seconds for which a code is good.
  static let lifetime = 300

  init(_ database: Connection) {
    self.database = database
  }

  /// A code of that secret; the one before is void.
  func issue(for person: ID, secret: String) throws -> String? {
    try database.execute("DELETE FROM email_code WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let counter = SecureRandom.number(below: 1_000_000_000_000)
    try database.execute(
      """
      REPLACE INTO email_code (person_id, counter, expires_at)
      VALUES (\(person), \(counter), UTC_TIMESTAMP(6) + INTERVAL \(Self.lifetime) SECOND)
      """)
    return OneTimeCode.code(counter: counter, secret: secret)
  }

  /// Is it the code that was sent last? The right one is used up; a wrong one leaves it as it is.
  func accepts(_ code: String, from person: ID, secret: String) throws -> Bool {
    let sql: SQL = "SELECT counter FROM email_code WHERE person_id = \(person) AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE"
    guard let counter = try database.first(sql, { $0.int(0) }) ?? nil, let expected = OneTimeCode.code(counter: counter, secret: secret),
      SecureCompare.equal(Array(expected.utf8), Array(code.utf8))
    else { return false }
    try database.execute("DELETE FROM email_code WHERE person_id = \(person)")
    return true
  }
}
