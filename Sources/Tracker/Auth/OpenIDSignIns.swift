import Engine
import Identity
import MariaDB
import Web

/// Sign-ins that are under way at the provider. They are in the database, so that any worker on any host takes the browser that comes back;
/// its cookie proves that it is the one that left. One browser may have several, in several windows.
struct OpenIDSignIns {
  private let call: Call
  private var database: Connection { call.database }

  private static let minutes = 10
  private static let cookie = "oidc"

  init(_ call: Call) {
    self.call = call
  }

  /// A new one for the browser that asks. - Returns: its secrets, and the cookie for the answer.
  func begin() throws -> (secrets: OpenIDSignIn, cookie: Header) {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM openid_sign_in WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let (browser, secrets) = (self.browser ?? .random(), OpenIDSignIn())
    try database.execute(
      """
      INSERT INTO openid_sign_in (state, browser_id, nonce, verifier, expires_at) VALUES
      (\(secrets.state), \(browser), \(secrets.nonce), \(secrets.verifier), UTC_TIMESTAMP(6) + INTERVAL \(Self.minutes) MINUTE)
      """)
    return (secrets, cookie(browser))
  }

  /// The one of that state, which is over from now on; nil when this browser did not begin it, or too long ago.
  func take(state: String) throws -> OpenIDSignIn? {
    guard let browser else { return nil }
    return try database.transaction {
      // Locked: of two that come back at once, the second finds nothing.
      let sql: SQL = """
        SELECT nonce, verifier, expires_at > UTC_TIMESTAMP(6) FROM openid_sign_in
        WHERE state = \(state) AND browser_id = \(browser) FOR UPDATE
        """
      let found = try database.first(sql) { row in
        row.bool(2) ? OpenIDSignIn(state: state, nonce: row.text(0) ?? "", verifier: row.text(1) ?? "") : nil
      }
      try database.execute("DELETE FROM openid_sign_in WHERE state = \(state) AND browser_id = \(browser)")
      return found ?? nil
    }
  }

  private var browser: ID? { call.request.cookie(Self.cookie).flatMap { ID($0) } }

  /// Lax: the browser comes back from another site.
  private func cookie(_ browser: ID) -> Header {
    let path = (call.request.parameter("TSUBAME_PREFIX") ?? "") + "/auth/oidc"
    let isSecure = call.configuration.domainProtocol == "https"
    return Header(
      "Set-Cookie",
      "\(Self.cookie)=\(browser); Max-Age=\(Self.minutes * 60);\(isSecure ? " Secure;" : "") HttpOnly; Path=\(path); SameSite=Lax")
  }
}
