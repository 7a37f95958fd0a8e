import Engine
import Identity
import MariaDB
import Web

/// Finds out who makes a request: token, then the person's row in one indexed query (contract chapter 01, section 8, steps 2 to 11).
package struct Identification {
  private let configuration: Configuration
  private let database: Connection

  package init(_ configuration: Configuration, _ database: Connection) {
    self.configuration = configuration
    self.database = database
  }

  /// Nil for a route that anyone may call: no token is read there.
  /// - Parameter document: is read with the caller.
  /// - Throws: 401, 422 or 403 as the contract orders the checks.
  func caller(of request: Request, for audience: Endpoint.Audience, with document: CallerDocument? = nil) throws -> Caller? {
    if audience == .anyone { return nil }
    let isRefresh = audience == .refresh
    // A cookie decides only when it is good: a stale one must not shut out a program that sends a valid header (oddity 01-2).
    if let cookie = request.cookie(isRefresh ? "refresh_token_cookie" : "access_token_cookie")?.nonEmpty {
      do {
        return try identify(cookie, request, audience, document)
      } catch let failure as Failure
        where (failure.status == 401 || failure.status == 422) && request.header("Authorization")?.nonEmpty != nil
      {
        // The header is tried next.
      }
    }
    return try identify(try bearer(of: request), request, audience, document)
  }

  /// Who sends an access token, whatever it is for (the event stream, contract chapter 01, Algorithm 8).
  /// - Throws: 401, 422 or 403 as for a request.
  package func caller(withToken text: String) throws -> Caller { try identify(text, nil, .signedIn, nil) }

  /// The token in the `Authorization` header, which may be a list with one `Bearer` element (RFC 6750 §2.1).
  private func bearer(of request: Request) throws(Failure) -> String {
    // Bytes, not characters: the header is read with every request.
    let elements = (request.header("Authorization") ?? "").utf8.split(separator: UInt8(ascii: ","))
      .map { $0.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
    let bearers = elements.filter { $0.first?.elementsEqual("Bearer".utf8) == true }
    guard let bearer = bearers.first, bearers.count == 1 else {
      throw .token(401, "Missing JWT in cookies or headers: send Authorization: Bearer <token>.")
    }
    guard bearer.count == 2 else { throw .token(422, "Bad Authorization header. Expected: Authorization: Bearer <token>.") }
    return String(decoding: bearer[1], as: UTF8.self)
  }

  private func identify(
    _ text: String, _ request: Request?, _ audience: Endpoint.Audience, _ document: CallerDocument?
  ) throws -> Caller {
    let token = try verified(text)
    switch (token.kind, audience == .refresh) {
    case (.refresh, false): throw Failure.token(422, "Only non-refresh tokens are allowed.")
    case (.access, true): throw Failure.token(422, "Only refresh tokens are allowed.")
    default: break
    }
    guard let jti = token.jti, let identity = token.identity else { throw Self.revoked }
    let subject = ID(token.subject)
    let person = try document.flatMap { try find(subject, token, with: $0) } ?? find(subject, token)
    guard let person, let role = person.role, let id = subject else {
      // A program's token is named by the person's row only: without the row it is no token any more.
      let isRevoked = try database.exists("SELECT 1 FROM revoked_token WHERE jti IN (\(jti), \(token.session))")
      if identity != .person || isRevoked { throw Self.revoked }
      if request?.segments == ["auth", "logout"] { throw Failure.token(401, "The person of this token no longer exists.") }
      throw Self.unknown
    }
    if person.isRevoked || person.disowns(token) { throw Self.revoked }
    guard person.isActive else {
      if identity == .person { try Sessions(database).revoke(token) }
      throw Self.unknown
    }
    if let preview = person.preview {
      if !preview.admits(tokenOf: token.issuedAt, at: Token.now) { throw Self.unknown }
      if let request, !["GET", "HEAD", "OPTIONS"].contains(request.verb) { throw Failure.forbidden }
    }
    if person.hasEnded(token) { throw Self.revoked }
    if token.requiresTwoFactorSetup, !Self.openToRestricted.contains(request?.path ?? "") {
      throw Failure(
        status: 403,
        body: [
          "error": true, "two_factor_authentication_required": true,
          "message": "Set up a second factor first: until then this session can do nothing else.",
        ])
    }
    if audience == .person || audience == .refresh, identity == .bot { throw Failure.forbidden }
    return Caller(id: id, email: person.email, role: role, token: token, document: person.document)
  }

  /// What a person's row says about a token.
  private struct Person {
    let isRevoked: Bool
    let jti: String?
    let isActive: Bool
    let role: Role?
    let email: String?
    let generation: Int
    let keptSession: String?
    let preview: PreviewAccount?
    var document: [UInt8]?

    /// A token is revoked by its own id, or with its session by that of the refresh token. - Parameter token: nil: it is not looked at.
    static func columns(_ token: Token?) -> SQL {
      let isRevoked: SQL =
        token.map { "EXISTS (SELECT 1 FROM revoked_token WHERE revoked_token.jti IN (\($0.jti), \($0.session)))" } ?? "FALSE"
      return """
        \(isRevoked), person.jti, person.active, person.role, person.email, person.session_generation, person.kept_session,
        \(PreviewAccount.columns)
        """
    }
    /// How many that are.
    static let width = 10

    /// - Parameter start: index of the first of the columns.
    init(_ row: Row, from start: Int) {
      isRevoked = row.bool(start)
      jti = row.text(start + 1)
      isActive = row.bool(start + 2)
      role = row.text(start + 3).flatMap { Role(rawValue: $0) }
      email = row.text(start + 4)
      generation = row.int(start + 5) ?? 0
      keptSession = row.text(start + 6)
      preview = PreviewAccount(row, from: start + 7)
    }

    /// The only valid token of a bot, or for a person's programs, is the one that the person's row names.
    func disowns(_ token: Token) -> Bool {
      token.identity != .person && jti.map { SecureCompare.equal(Array($0.utf8), Array((token.jti ?? "").utf8)) } != true
    }

    /// Is its session over, or the preview account closed?
    func hasEnded(_ token: Token) -> Bool {
      Sessions.isOver(token, generation: generation, kept: keptSession)
        || preview?.admits(tokenOf: token.issuedAt, at: Token.now) == false
    }
  }

  /// Which of the tokens of connected people are good no more, in two queries: revoked, their session ended, their person inactive or gone.
  /// - Returns: the ids of those tokens.
  package func over(_ callers: [Caller]) throws -> Set<String> {
    guard !callers.isEmpty else { return [] }
    let ids = Set(callers.flatMap { [$0.token.jti, $0.token.session].compactMap { $0 } })
    let revoked = Set(try database.texts("SELECT jti FROM revoked_token WHERE jti IN \(Array(ids))"))
    let people = try database.all(
      """
      SELECT \(Person.columns(nil)), person.id FROM person WHERE person.id IN \(Array(Set(callers.map(\.id))))
      """
    ) { (Person($0, from: 0), $0.text(Person.width) ?? "") }
    let known = Dictionary(people.map { ($0.1, $0.0) }) { first, _ in first }
    return Set(
      callers.filter { caller in
        guard let person = known[caller.id.description], person.isActive, let jti = caller.token.jti else { return true }
        if caller.token.session.map(revoked.contains) == true { return true }
        return revoked.contains(jti) || person.disowns(caller.token) || person.hasEnded(caller.token)
      }.compactMap(\.token.jti))
  }

  private func find(_ person: ID?, _ token: Token) throws -> Person? {
    try database.first("SELECT \(Person.columns(token)) FROM person WHERE person.id = \(person)") { Person($0, from: 0) }
  }

  /// - Returns: nil also when the document lacks a row.
  private func find(_ person: ID?, _ token: Token, with document: CallerDocument) throws -> Person? {
    let output = JSONOutput(capacity: 4096)
    var gathering: Shape.Gathering?
    var found: Person?
    _ = try database.all(
      """
      SELECT \(document.full.select), \(Person.columns(token)) FROM person \(document.joins) WHERE person.id = \(person)
      """
    ) { row in
      let known = found ?? Person(row, from: document.full.width)
      found = known
      (known.role == .admin ? document.full : document.limited).write(row, gathering: &gathering, to: output)
    }
    found?.document = Array(output.bytes)
    return found
  }

  private func verified(_ text: String) throws(Failure) -> Token {
    do throws(Token.Failure) {
      return try Token(text, keys: [configuration.secretKey] + configuration.formerSecretKeys, now: Token.now)
    } catch {
      switch error {
      case .expired: throw .plain(401, "Signature has expired: sign in again.")
      case .unusable(let reason): throw .token(422, reason)
      }
    }
  }

  static let revoked = Failure.token(401, "Token has been revoked.")

  private static let unknown = Failure.plain(
    401, "The server could not verify that you are authorized to access this address: the account is inactive or no longer exists.")

  /// What a session may ask for before its second factor is set up (section 9); the exact paths.
  private static let openToRestricted: Set<String> = [
    "/auth/totp", "/auth/email-otp", "/auth/fido", "/auth/recovery-codes", "/auth/login", "/auth/logout", "/auth/authenticated",
    "/auth/refresh-token",
  ]
}
