import Engine
import Identity
import MariaDB
import Web

/// Questions to the identity provider and the answers to them, each good once: kept in the database, so that any worker on any host takes
/// the answer.
struct SAMLExchanges {
  private let call: Call
  private let settings: SAMLSettings
  private var database: Connection { call.database }

  /// For signing in there, with whatever second factor.
  private static let minutes = 30
  private static let cookie = "saml_browser"

  init(_ call: Call, _ settings: SAMLSettings) {
    self.call = call
    self.settings = settings
  }

  /// Notes what was asked.
  func begin(_ request: SAMLServiceProvider.Request) throws {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM saml_request WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    try database.execute(
      """
      INSERT INTO saml_request (id, browser_hash, expires_at)
      VALUES (\(request.id), \(asksForBrowser ? Digest.sha256(Array(nameBrowser().utf8)) : nil),
      UTC_TIMESTAMP(6) + INTERVAL \(Self.minutes) MINUTE)
      """)
  }

  /// Uses up an answer, and the question with it. - Throws: when one of them is not good, or no longer.
  func end(_ assertion: SAMLAssertion, of provider: SAMLMetadata) throws {
    try database.execute("DELETE FROM saml_assertion WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let hash = Digest.sha256(Array("\(provider.entityID)\n\(assertion.id)".utf8))
    // Of two at once, the second waits for the first, and is then a duplicate.
    let isNew = try database.execute(
      """
      INSERT IGNORE INTO saml_assertion (assertion_hash, expires_at)
      VALUES (\(hash), COALESCE(UTC_TIMESTAMP(6) + INTERVAL \(max(0, assertion.end - Token.now) + 60) SECOND, '9999-12-31'))
      """)
    guard isNew == 1 else { throw Refused("the assertion has been used before (a replay)") }
    guard let request = assertion.request else {
      guard settings.allowsUnsolicited else { throw Refused("it answers no request, and SAML_ALLOW_UNSOLICITED is off") }
      return
    }
    let browser = try database.first(
      "SELECT browser_hash FROM saml_request WHERE id = \(request) AND expires_at > UTC_TIMESTAMP(6) FOR UPDATE"
    ) { $0.isNull(0) ? nil : Array($0.bytes(0)) }
    guard let browser else { throw Refused("it answers a request that is not ours, was answered already or is too old") }
    if let browser, !isBrowser(browser) { throw Refused("another browser made the request that it answers") }
    try database.execute("DELETE FROM saml_request WHERE id = \(request)")
  }

  /// Why an answer is not good, for the log.
  struct Refused: Error {
    let reason: String

    init(_ reason: String) {
      self.reason = reason
    }
  }

  // MARK: The browser

  /// Must whoever brings the answer be the one who asked? Else somebody could be signed in as the attacker, whose answer the attacker's page
  /// sends along. (Where answers are taken that nobody asked for, it protects as far as the identity provider gives none of those.) Browsers
  /// send the cookie along from another site over TLS only.
  private var asksForBrowser: Bool { call.configuration.domainProtocol == "https" }

  /// What the browser shows in its cookie; made up when it has none yet. It stays for several tabs.
  private func nameBrowser() -> String {
    let name = call.request.cookie(Self.cookie)?.nonEmpty ?? SecureRandom.code(40)
    let prefix = call.request.parameter("TSUBAME_PREFIX") ?? ""
    call.headers.append(
      Header(
        "Set-Cookie",
        "\(Self.cookie)=\(name); Max-Age=\(Self.minutes * 60); Secure; HttpOnly; Path=\(prefix)/auth/saml; SameSite=None"))
    return name
  }

  private func isBrowser(_ hash: [UInt8]) -> Bool {
    guard let name = call.request.cookie(Self.cookie) else { return false }
    return SecureCompare.equal(Digest.sha256(Array(name.utf8)), hash)
  }
}
