import Engine
import Identity
import MariaDB
import Web

/// Codes with which desktop tools sign in: good once, and for a minute. The database has them, so that any worker on any host takes the
/// tool that comes with one; it knows only their hashes.
struct AppLoginCodes {
  private let database: Connection

  /// Seconds for which a code is good.
  static let lifetime = 60

  init(_ database: Connection) {
    self.database = database
  }

  /// What a code stands for.
  struct Code {
    let person: ID
    /// Unpadded base64url of the SHA-256 of the tool's verifier (RFC 7636 §4.2, S256).
    let challenge: String
    let sessionGeneration: Int
    /// When the person signed in, in seconds since 1970.
    let signedInAt: Int
    /// From the enforced second factor, as the session that asked.
    let isExempt: Bool

    func accepts(_ verifier: String) -> Bool {
      SecureCompare.equal(Array(Base64URL.encode(Digest.sha256(Array(verifier.utf8))).utf8), Array(challenge.utf8))
    }
  }

  /// A new code. - Parameter session: the token of the session that asks.
  func issue(for person: ID, challenge: String, session: Token) throws -> String {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM app_login_code WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let code = Base64URL.encode(SecureRandom.bytes(32))
    try database.execute(
      """
      INSERT INTO app_login_code (code_hash, person_id, challenge, session_generation, signed_in_at, is_exempt, expires_at) VALUES
      (\(Self.hash(code)), \(person), \(challenge), \(try Sessions(database).generation(of: person)), \(session.signedInAt ?? 0),
      \(session.isExemptFromTwoFactor), UTC_TIMESTAMP(6) + INTERVAL \(Self.lifetime) SECOND)
      """)
    return code
  }

  /// Uses a code up, whatever comes of it; nil for one that is unknown, used or too old.
  func take(_ code: String) throws -> Code? {
    let found = try database.first(
      """
      SELECT person_id, challenge, session_generation, signed_in_at, is_exempt FROM app_login_code
      WHERE code_hash = \(Self.hash(code)) AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE
      """
    ) { row -> Code? in
      guard let person = row.id(0), let challenge = row.text(1) else { return nil }
      return Code(
        person: person, challenge: challenge, sessionGeneration: row.int(2) ?? 0, signedInAt: row.int(3) ?? 0, isExempt: row.bool(4))
    }
    try database.execute("DELETE FROM app_login_code WHERE code_hash = \(Self.hash(code))")
    return found ?? nil
  }

  private static func hash(_ code: String) -> [UInt8] { Digest.sha256(Array(code.utf8)) }
}
