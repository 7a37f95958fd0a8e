import Identity
import Web

/// Sessions: signing in and out, and who one is.
enum AuthRoutes {
  static func declare(in routes: inout Routes) {
    routes.post("/auth/login", for: .anyone, "Sign in with a password") { try Login($0).answer() }
    routes.get("/auth/logout", for: .person, writing: true, "End the session", logout)
    routes.get("/auth/refresh-token", for: .refresh, "Get a new access token", refresh)
    routes.get("/auth/authenticated", "Tell who is signed in", authenticated)
  }

  private static func logout(_ call: Call) throws -> Response {
    let caller = try call.access.caller
    // A program's token is replaced by an admin, never by logging out.
    if caller.token.identity == .person { try Sessions(call.database).revoke(caller.token) }
    var response = Response.json(["logout": true])
    if Browser.isBrowser(call.request) { response.headers = SessionCookies(call).clear() }
    return response
  }

  private static func refresh(_ call: Call) throws -> Response {
    let caller = try call.access.caller
    let hasFactor = try call.database.exists(
      "SELECT 1 FROM person WHERE id = \(caller.id) AND (totp_enabled OR email_otp_enabled OR fido_enabled)")
    let isRestricted = TwoFactorPolicy(call.configuration).restricts(email: caller.email, hasFactor: hasFactor)
    let token = Sessions.access(for: caller.id, refreshJTI: caller.token.jti, isRestricted: isRestricted)
      .signed(with: call.configuration.secretKey)
    guard Browser.isBrowser(call.request) else { return .json(["access_token": .text(token)]) }
    var response = Response.json(["refresh": true])
    let cookies = SessionCookies(call)
    response.headers = [cookies.setAccess(token), cookies.clearRefresh()]
    return response
  }

  private static func authenticated(_ call: Call) throws -> Response {
    let access = try call.access
    let output = JSONOutput(capacity: 4096)
    output.append(raw: "{\"authenticated\":true,\"user\":")
    let shape = PersonShape.account
    _ = try call.database.first("SELECT \(shape.select) FROM person WHERE person.id = \(access.caller.id)") { shape.write($0, to: output) }
    output.append(raw: ",\"organisation\":")
    try Organisation.write(to: output, isAdmin: access.isAdmin, call.database)
    output.append(byte: UInt8(ascii: "}"))
    return Response(body: .bytes(Array(output.bytes)))
  }
}
