import Engine
import Identity
import MariaDB
import Web

/// Secrets that let somebody choose a password who cannot show the old one, used once. Only their hash is stored. Several may be good for
/// one address: an administrator's link does not spoil the invitation that was mailed before.
struct ResetTokens {
  private let database: Connection

  enum Purpose {
    /// Asked for by the person, or forced by the password `default`.
    case recovery
    /// Handed over by an administrator.
    case administrator
    case invitation

    fileprivate var hours: Int { self == .invitation ? 7 * 24 : 2 }
  }

  init(_ database: Connection) {
    self.database = database
  }

  /// A new token. Those issued before stop working, but for an administrator's, which is one more.
  /// - Parameter email: in any case (oddity 01-12).
  func issue(for email: String, _ purpose: Purpose) throws -> String {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM reset_token WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    if purpose != .administrator { try end("email = \(email.lowercased())") }
    let token = SecureRandom.code(64)
    try database.execute(
      """
      INSERT INTO reset_token (token_hash, email, expires_at)
      VALUES (\(Self.hash(token)), \(email.lowercased()), UTC_TIMESTAMP(6) + INTERVAL \(purpose.hours) HOUR)
      """)
    return token
  }

  /// The page of the web app on which a new token is good.
  func link(for email: String, _ purpose: Purpose, _ configuration: Configuration) throws -> String {
    let token = try issue(for: email, purpose)
    let site = "\(configuration.domainProtocol)://\(configuration.domainName)"
    let kind = purpose == .invitation ? "&type=new" : ""
    return "\(site)/reset-change-password?email=\(PercentEncoding.encode(email))&token=\(token)\(kind)"
  }

  /// Is it a token of that address, and still good? Its row stays locked until the transaction ends: of two uses at once one succeeds.
  func accepts(_ token: String, for email: String) throws -> Bool {
    let sql: SQL = "SELECT email FROM reset_token WHERE token_hash = \(Self.hash(token)) AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE"
    // Found by its hash, of which nobody can guess more than they know of the token: the time tells nothing.
    return try database.first(sql) { $0.text(0) } == email.lowercased()
  }

  /// A password was chosen: none of the person's is good any more.
  func end(of person: ID) throws {
    try end("email = (SELECT email FROM person WHERE id = \(person))")
  }

  private func end(_ condition: SQL) throws {
    try database.execute("DELETE FROM reset_token WHERE \(condition)")
  }

  private static func hash(_ token: String) -> [UInt8] { Digest.sha256(Array(token.utf8)) }
}
