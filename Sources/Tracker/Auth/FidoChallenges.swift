import Engine
import Identity
import MariaDB
import Web

/// Challenges for security keys, each answered once, well or badly. They are in the database, so that any worker on any host takes the
/// answer; the cookie only names one.
struct FidoChallenges {
  private let call: Call
  private var database: Connection { call.database }

  enum Purpose: String {
    case registration
    case assertion
  }

  private static let minutes = 5
  private static let cookie = "session"

  init(_ call: Call) {
    self.call = call
  }

  /// A new challenge: 32 random bytes. It is named in a cookie of the answer.
  func issue(to person: ID, _ purpose: Purpose) throws -> [UInt8] {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM fido_challenge WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let (id, challenge) = (ID.random(), SecureRandom.bytes(32))
    try database.execute(
      """
      INSERT INTO fido_challenge (id, person_id, purpose, challenge, expires_at)
      VALUES (\(id), \(person), \(purpose.rawValue), \(challenge), UTC_TIMESTAMP(6) + INTERVAL \(Self.minutes) MINUTE)
      """)
    setCookie(id.description)
    return challenge
  }

  /// The challenge that the cookie names, which is void from now on. Nil when there is none for that person and purpose, or no longer.
  func take(from person: ID, _ purpose: Purpose) throws -> [UInt8]? {
    guard let id = call.request.cookie(Self.cookie).flatMap({ ID($0) }) else { return nil }
    setCookie(nil)
    // Locked: of two answers at once, the second finds nothing.
    let sql: SQL = """
      SELECT challenge, purpose, expires_at > UTC_TIMESTAMP(6) FROM fido_challenge WHERE id = \(id) AND person_id = \(person) FOR UPDATE
      """
    let challenge = try database.first(sql) { row in
      row.text(1) == purpose.rawValue && row.bool(2) ? Array(row.bytes(0)) : nil
    }
    try database.execute("DELETE FROM fido_challenge WHERE id = \(id) AND person_id = \(person)")
    return challenge ?? nil
  }

  private func setCookie(_ value: String?) {
    let isSecure = call.configuration.domainProtocol == "https"
    let end = value == nil ? " Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0;" : ""
    call.headers += [
      Header("Set-Cookie", "\(Self.cookie)=\(value ?? "");\(end)\(isSecure ? " Secure;" : "") HttpOnly; Path=/"), Header("Vary", "Cookie"),
    ]
  }
}
