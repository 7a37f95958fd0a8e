import Engine
import Identity
import MariaDB
import Web

/// Codes by mail as a second factor (contract chapter 01, Email OTP).
enum EmailCodeRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/auth/email-otp", for: .anyone, writing: true, "Ask for a code by mail to sign in with", then: send)
    routes.put("/auth/email-otp", for: .person, "Begin to set up codes by mail", then: begin)
    routes.post("/auth/email-otp", for: .person, "Enable codes by mail", then: enable)
    routes.delete("/auth/email-otp", for: .person, "Disable codes by mail") { try TwoFactorRoutes.disable(.emailOTP, $0) }
  }

  /// The same answer in the same time for every login: whether there is an account is found out later.
  private static func send(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    _ = try parameters.required("email")
    call.mail(.verificationCode, toLogin: try parameters.text("email") ?? "")
    return .json(["success": true])
  }

  /// The secret counts once a code of it was shown; the last one asked for is the one.
  private static func begin(_ call: Call) throws -> Response {
    let account = try Account.caller(call)
    if account.factors.contains(.emailOTP) { throw TwoFactorRoutes.alreadyEnabled }
    try call.database.execute(
      "UPDATE person SET email_otp_secret = \(OneTimeCode.newSecret()), updated_at = UTC_TIMESTAMP(6) WHERE id = \(account.id)")
    call.mail(.verificationCode, to: account.id)
    return .json(["success": true])
  }

  /// Wrong codes count as they do when signing in, so they are answered, not thrown: unlike the secret of an app, the code is in a mailbox
  /// that a session must not do for.
  private static func enable(_ call: Call) throws -> Response {
    let code = try call.request.validated { $0.text("email_otp", atLeast: 1) }
    let account = try Account.caller(call)
    if account.factors.contains(.emailOTP) { throw TwoFactorRoutes.alreadyEnabled }
    let lockout = Lockout(account, call.database)
    if lockout.isInForce { return refused(Lockout.refusal, "locked", call) }
    guard let secret = account.emailSecret, try EmailCodes(call.database).accepts(code, from: account.id, secret: secret) else {
      if try lockout.countFailure() { call.note(.locked) }
      let body = TwoFactorProof.wrong("This is not the code of the last mail, or it is older than five minutes.")
      return refused(body, "wrong code when it was set up", call)
    }
    return try TwoFactorRoutes.enabled(.emailOTP, account, call)
  }

  private static func refused(_ body: JSON.Object, _ reason: String, _ call: Call) -> Response {
    call.note(.refused, means: SecondFactor.emailOTP.rawValue, reason: reason)
    var body = body
    body["wrong_OTP"] = true
    return .json(.object(body), status: 400)
  }
}
