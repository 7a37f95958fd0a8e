import Identity
import MariaDB

/// Secrets that let somebody choose a password who cannot show the old one: one per address, used once. Only their hash is stored.
struct ResetTokens {
  private let database: Connection

  init(_ database: Connection) {
    self.database = database
  }

  /// A new token; the one before stops working. - Parameter email: in any case (oddity 12).
  func issue(for email: String, hours: Int) throws -> String {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM reset_token WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let token = SecureRandom.code(64)
    try database.execute(
      """
      REPLACE INTO reset_token (email, token_hash, expires_at)
      VALUES (\(email.lowercased()), \(Self.hash(token)), UTC_TIMESTAMP(6) + INTERVAL \(hours) HOUR)
      """)
    return token
  }

  /// Is it the token of that address, and still good? Its row stays locked until the transaction ends: of two uses at once one succeeds.
  func accepts(_ token: String, for email: String) throws -> Bool {
    let hash = Self.hash(token)
    let sql: SQL = "SELECT token_hash FROM reset_token WHERE email = \(email.lowercased()) AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE"
    return try database.first(sql) { SecureCompare.equal(Array($0.bytes(0)), hash) } ?? false
  }

  func use(for email: String) throws {
    try database.execute("DELETE FROM reset_token WHERE email = \(email.lowercased())")
  }

  private static func hash(_ token: String) -> [UInt8] { Digest.sha256(Array(token.utf8)) }
}
