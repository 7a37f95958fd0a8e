import Engine
import Identity
import MariaDB
import Web

/// Setting up a second factor, doing without it again, and the recovery codes for the day it is lost.
enum TwoFactorRoutes {
  static func declare(in routes: inout Routes) {
    routes.put("/auth/totp", for: .person, "Begin to set up an authenticator app", then: begin)
    routes.post("/auth/totp", for: .person, "Enable the authenticator app", then: enable)
    routes.delete("/auth/totp", for: .person, "Disable the authenticator app") { try disable(.totp, $0) }
    routes.put("/auth/recovery-codes", for: .person, "Make new recovery codes", then: renew)
  }

  // MARK: TOTP

  /// The secret counts once a code of it was shown; the last one asked for is the one.
  private static func begin(_ call: Call) throws -> Response {
    let account = try Account.caller(call)
    if account.factors.contains(.totp) { throw alreadyEnabled }
    let secret = OneTimeCode.newSecret()
    try call.database.execute(
      "UPDATE person SET totp_secret = \(secret), totp_last_step = NULL, updated_at = UTC_TIMESTAMP(6) WHERE id = \(account.id)")
    try Organisation.ensure(call.database)
    let studio = try call.database.texts("SELECT name FROM organisation ORDER BY id LIMIT 1").first ?? ""
    let uri = OneTimeCode.enrolmentURI(secret: secret, issuer: "Kitsu \(studio)", account: account.email ?? "")
    return .json(["totp_provisionning_uri": .text(uri), "otp_secret": .text(secret)])
  }

  private static func enable(_ call: Call) throws -> Response {
    let code = try call.request.validated { $0.text("totp", atLeast: 1) }
    let account = try Account.caller(call)
    if account.factors.contains(.totp) { throw alreadyEnabled }
    // Not counted: whoever sets it up was shown the secret. Without one, no code is right (oddity 01-7).
    guard try account.use(totp: code, call.database) else {
      call.note(.refused, means: SecondFactor.totp.rawValue, reason: "wrong code when it was set up")
      throw Failure(
        status: 400, body: .object(TwoFactorProof.wrong("This is not the code that the app shows now. Is the clock of the device right?")))
    }
    return try enabled(.totp, account, call)
  }

  /// What is answered once a factor is set up: recovery codes, if there were none, and a fresh pair of tokens, for the session is no longer
  /// one in which a factor can only be set up (section 9).
  static func enabled(_ factor: SecondFactor, _ account: Account, _ call: Call) throws -> Response {
    let codes = try TwoFactorSettings(account, call).enable(factor)
    call.note(.factorEnabled, person: account.id, means: factor.rawValue)
    // Another session of whoever signed in for this one; for a program nobody ever did.
    let session = try Session(for: account.id, isRestricted: false, signedInAt: call.access.caller.token.signedInAt ?? 0, call)
    var response = Response.json([
      "otp_recovery_codes": codes.map { JSON($0) } ?? .null, "access_token": .text(session.access), "refresh_token": .text(session.refresh),
    ])
    response.headers = session.cookies
    return response
  }

  /// With the proof that it is its owner who does.
  static func disable(_ factor: SecondFactor, _ call: Call) throws -> Response {
    let removal = try call.request.validated { TwoFactorRemoval(&$0) }
    let account = try Account.caller(call)
    if account.factors.isEmpty { throw noFactor }
    if let refusal = try removal.refusal(for: account, call) { return .json(.object(refusal), status: 400) }
    // Answered, not thrown: the proof may have used up a recovery code.
    guard account.factors.contains(factor) else { return Response(notEnabled) }
    try TwoFactorSettings(account, call).disable(factor)
    call.note(.factorDisabled, means: factor.rawValue)
    return .json(["success": true])
  }

  // MARK: Recovery

  private static func renew(_ call: Call) throws -> Response {
    let proof = try call.request.validated { TwoFactorProof(&$0) }
    let account = try Account.caller(call)
    if account.factors.isEmpty { throw noFactor }
    if let refusal = try proof.refusal(for: account, call) { return .json(.object(refusal), status: 400) }
    let codes = try TwoFactorSettings(account, call).renewRecoveryCodes()
    call.note(.recoveryCodesReplaced)
    return .json(["otp_recovery_codes": JSON(codes)])
  }

  static let alreadyEnabled = Failure.plain(400, "This second factor is enabled already.")
  private static let notEnabled = Failure.plain(400, "This second factor is not enabled.")
  static let noFactor = Failure.plain(400, "No second factor is enabled.")
}
