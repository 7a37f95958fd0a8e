import Engine
import Identity
import MariaDB
import Web

/// Sessions: signing in and out, and who one is.
enum AuthRoutes {
  static func declare(in routes: inout Routes) {
    routes.post("/auth/login", for: .anyone, "Sign in with a password") { try Login($0).answer() }
    routes.get("/auth/logout", for: .person, writing: true, "End the session", then: logout)
    routes.get("/auth/refresh-token", for: .refresh, "Get a new access token", then: refresh)
    routes.get("/auth/authenticated", with: account, "Tell who is signed in", then: authenticated)
  }

  private static func logout(_ call: Call) throws -> Response {
    let caller = try call.access.caller
    // A program's token is replaced by an admin, never by logging out.
    if caller.token.identity == .person {
      try Sessions(call.database).revoke(caller.token)
      call.note(.signedOut)
    }
    var response = Response.json(["logout": true])
    if Browser.isBrowser(call.request) { response.headers = SessionCookies(call).clear() }
    return response
  }

  private static func refresh(_ call: Call) throws -> Response {
    let caller = try call.access.caller
    // Whom nothing is enforced on: who has a factor, and the preview accounts of productions.
    let isFree = try call.database.exists(
      """
      SELECT 1 FROM person WHERE id = \(caller.id)
      AND (totp_enabled OR email_otp_enabled OR fido_enabled OR preview_project_id IS NOT NULL)
      """)
    let isRestricted =
      !caller.token.isExemptFromTwoFactor && TwoFactorPolicy(call.configuration).restricts(email: caller.email, hasFactor: isFree)
    // It lives and ends with its session.
    let token = Sessions.access(of: caller.token, isRestricted: isRestricted).signed(with: call.configuration.secretKey)
    call.note(.tokenCreated, means: "refresh")
    guard Browser.isBrowser(call.request) else { return .json(["access_token": .text(token)]) }
    var response = Response.json(["refresh": true])
    let cookies = SessionCookies(call)
    response.headers = [cookies.setAccess(token), cookies.clearRefresh()]
    return response
  }

  private static func authenticated(_ call: Call) throws -> Response {
    let access = try call.access
    if let document = access.caller.document { return Response(body: .bytes(document)) }
    // The studio has no row about itself yet.
    try Organisation.ensure(call.database)
    let shape = access.isAdmin ? account.full : account.limited
    let sql: SQL = "SELECT \(shape.select) FROM person \(account.joins) WHERE person.id = \(access.caller.id)"
    let output = JSONOutput(capacity: 4096)
    var gathering: Shape.Gathering?
    _ = try call.database.all(sql) { shape.write($0, gathering: &gathering, to: output) }
    return Response(body: .bytes(Array(output.bytes)))
  }

  /// The caller and the studio.
  private static let account: CallerDocument = {
    let full = Shape(keys: [
      .init("authenticated", .constant("true")),
      .init("user", .nested(presence: "person.id", PersonShape.account.keys)),
      .init("organisation", .nested(presence: "organisation.id", Organisation.adminShape.keys)),
    ])
    return CallerDocument(
      joins: """
        JOIN organisation ON organisation.id = (SELECT id FROM organisation ORDER BY id LIMIT 1)
        LEFT JOIN department_link ON department_link.person_id = person.id
        """,
      full: full, limited: full.concealing(Organisation.secrets, in: "organisation"))
  }()
}
