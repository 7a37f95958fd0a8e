import Engine
import Identity
import MariaDB
import Web

/// The tokens of people who signed in: issued, and revoked in the database, so that every worker on every host knows at once.
struct Sessions {
  private let database: Connection

  init(_ database: Connection) {
    self.database = database
  }

  /// A new pair of tokens, the access token naming the refresh token. - Parameter signedInAt: nil for now.
  static func pair(
    for person: ID, generation: Int, isRestricted: Bool, isExempt: Bool, signedInAt: Int?
  ) -> (access: Token, refresh: Token) {
    let now = Token.now
    var refresh = Token(
      kind: .refresh, identity: .person, subject: person.description, jti: ID.random().description, issuedAt: now,
      expiresAt: now + Token.refreshLifetime)
    refresh.requiresTwoFactorSetup = isRestricted
    refresh.isExemptFromTwoFactor = isExempt
    refresh.generation = generation
    refresh.sessionStart = signedInAt
    return (access(of: refresh, at: now, isRestricted: isRestricted), refresh)
  }

  /// An access token that belongs to a refresh token.
  static func access(of refresh: Token, at now: Int = Token.now, isRestricted: Bool) -> Token {
    var access = Token(
      kind: .access, identity: .person, subject: refresh.subject, jti: ID.random().description, issuedAt: now,
      expiresAt: now + Token.accessLifetime)
    access.refreshJTI = refresh.jti
    access.requiresTwoFactorSetup = isRestricted
    access.isExemptFromTwoFactor = refresh.isExemptFromTwoFactor
    access.generation = refresh.generation
    access.sessionStart = refresh.signedInAt
    return access
  }

  /// Revokes a token, and the refresh token that an access token came with, for as long as they would have been good.
  func revoke(_ token: Token) throws {
    // Room is made by those that expired, a few at a time.
    try database.execute("DELETE FROM revoked_token WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 100")
    let lifetime = token.kind == .refresh ? Token.refreshLifetime : Token.accessLifetime
    for (jti, lifetime) in [(token.jti, lifetime), (token.refreshJTI, Token.refreshLifetime)] {
      guard let jti else { continue }
      try database.execute(
        """
        INSERT IGNORE INTO revoked_token (jti, expires_at) VALUES (\(jti), UTC_TIMESTAMP(6) + INTERVAL \(lifetime) SECOND)
        """)
    }
  }

  /// How often the person's sessions were ended: what a new token is marked with.
  func generation(of person: ID) throws -> Int {
    try database.first("SELECT COALESCE(session_generation, 0) FROM person WHERE id = \(person)") { $0.int(0) ?? 0 } ?? 0
  }

  /// Is the session of a token over? One is that began before all of the person's were ended, and was not to go on (`end`). The tokens of
  /// programs belong to none.
  /// - Parameters:
  ///   - generation: that of the person's row.
  ///   - kept: the session that went on.
  static func isOver(_ token: Token, generation: Int, kept: String?) -> Bool {
    token.identity == .person && token.generation != generation && (token.session == nil || token.session != kept)
  }

  /// Ends every session of a person at once, whatever was signed until now; tokens of programs are not sessions and stay.
  /// - Parameter kept: a token of the session that goes on.
  func end(of person: ID, keeping kept: Token? = nil) throws {
    try database.execute(
      """
      UPDATE person SET session_generation = COALESCE(session_generation, 0) + 1, kept_session = \(kept?.session) WHERE id = \(person)
      """)
  }

  /// Ends every session of the people.
  func end(of people: [ID]) throws {
    guard !people.isEmpty else { return }
    try database.execute(
      "UPDATE person SET session_generation = COALESCE(session_generation, 0) + 1, kept_session = NULL WHERE id IN \(people)")
  }

  /// Ends every session of the people and every token of their programs.
  func endAll(of people: [ID]) throws {
    try database.execute(
      """
      UPDATE person SET session_generation = COALESCE(session_generation, 0) + 1, kept_session = NULL, jti = NULL WHERE id IN \(people)
      """)
  }

  /// A token for a bot or for a person's programs. It replaces the one before, which stops working at once.
  /// - Parameter expiration: the last day (UTC) on which it is good; nil for no end.
  func issueProgramToken(for person: ID, isBot: Bool, expiration: DateTime?) throws -> Token {
    let token = Token(
      kind: .access, identity: isBot ? .bot : .personAPI, subject: person.description, jti: ID.random().description, issuedAt: Token.now,
      expiresAt: expiration.map { DateTime.endOfDay($0) })
    try database.execute("UPDATE person SET jti = \(token.jti) WHERE id = \(person)")
    return token
  }
}

/// A pair of tokens as it is handed out.
struct Session {
  let access: String
  let refresh: String
  let isRestricted: Bool
  /// What a browser keeps it in; none for programs.
  let cookies: [Header]

  /// A new session.
  /// - Parameters:
  ///   - isRestricted: good for nothing but setting up a second factor.
  ///   - isExempt: from the enforced second factor, which the identity provider asks for itself.
  ///   - signedInAt: when the person signed in, in seconds since 1970; nil for now.
  init(for person: ID, isRestricted: Bool, isExempt: Bool = false, signedInAt: Int? = nil, _ call: Call) throws {
    self.isRestricted = isRestricted
    let generation = try Sessions(call.database).generation(of: person)
    let pair = Sessions.pair(for: person, generation: generation, isRestricted: isRestricted, isExempt: isExempt, signedInAt: signedInAt)
    access = pair.access.signed(with: call.configuration.secretKey)
    refresh = pair.refresh.signed(with: call.configuration.secretKey)
    cookies = Browser.isBrowser(call.request) ? SessionCookies(call).set(access: access, refresh: refresh) : []
  }
}

extension DateTime {
  /// Seconds since 1970 when the day is over.
  static func endOfDay(_ day: DateTime) -> Int {
    var midnight = day
    (midnight.hour, midnight.minute, midnight.second) = (0, 0, 0)
    return midnight.secondsSince1970 + 86_400
  }
}
