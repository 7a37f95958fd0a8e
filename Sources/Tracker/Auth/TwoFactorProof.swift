import Engine
import Identity
import MariaDB
import Web

/// The second factors that somebody shows beside the password, or to change what they sign in with (contract chapter 01, Algorithm 2).
struct TwoFactorProof {
  private let totp: String?
  private let emailOTP: String?
  private let assertion: JSON.Object?
  private let recoveryCode: String?

  enum Outcome {
    case good
    case missing
    case wrong
  }

  /// The fields of a body in the order in which what is wrong with them is told.
  init(_ fields: inout FieldReader) {
    totp = fields.optionalText("totp")
    emailOTP = fields.optionalText("email_otp")
    assertion = fields.optionalObject("fido_authentication_response")
    recoveryCode = fields.optionalText("recovery_code")
  }

  /// The first factor that is both enabled and shown decides. A wrong one is counted; a code, and the challenge of a security key, are used
  /// up.
  func check(against account: Account, _ call: Call) throws -> Outcome {
    let outcome = try compare(with: account, call)
    if outcome == .good { return .good }
    let means = means(against: account).first
    call.note(.refused, person: account.id, means: means, reason: outcome == .missing ? "no second factor" : "wrong second factor")
    if outcome == .wrong, try Lockout(account, call.database).countFailure() { call.note(.locked, person: account.id) }
    return outcome
  }

  /// What decides, as the log names it: one or none.
  func means(against account: Account) -> [String] {
    let shown: [SecondFactor: Bool] = [.totp: totp != nil, .emailOTP: emailOTP != nil, .fido: assertion != nil]
    if let factor = account.factors.first(where: { shown[$0] == true }) { return [factor.rawValue] }
    return recoveryCode == nil || account.factors.isEmpty ? [] : ["recovery_code"]
  }

  private func compare(with account: Account, _ call: Call) throws -> Outcome {
    if account.factors.contains(.totp), let totp {
      return try account.use(totp: totp, call.database) ? .good : .wrong
    }
    if account.factors.contains(.emailOTP), let emailOTP {
      return try EmailCodes(call.database).accepts(emailOTP, from: account.id, secret: account.emailSecret ?? "") ? .good : .wrong
    }
    if account.factors.contains(.fido), let assertion { return try isGood(assertion, of: account, call) ? .good : .wrong }
    guard let recoveryCode else { return .missing }
    guard let used = RecoveryCodes.index(of: recoveryCode, in: account.recoveryCodes) else { return .wrong }
    var left = account.recoveryCodes
    left.remove(at: used)
    try call.database.execute("UPDATE person SET otp_recovery_codes = \(JSON(left).description) WHERE id = \(account.id)")
    return .good
  }

  private func isGood(_ assertion: JSON.Object, of account: Account, _ call: Call) throws -> Bool {
    guard let challenge = try FidoChallenges(call).take(from: account.id, .assertion) else { return false }
    var keys = account.securityKeys
    guard keys.verify(assertion, challenge: challenge, for: RelyingParty(domainName: call.configuration.domainName)) else { return false }
    if keys != account.securityKeys { try keys.store(for: account.id, call.database) }
    return true
  }
}

extension Account {
  /// Is it the code that the authenticator app shows? No code is good twice (oddity 01-8): the row is locked, so of two that come at once one is
  /// accepted.
  func use(totp code: String, _ database: Connection) throws -> Bool {
    guard let totpSecret, let step = OneTimeCode.step(of: code, secret: totpSecret, now: Token.now, after: lastTOTPStep) else {
      return false
    }
    try database.execute("UPDATE person SET totp_last_step = \(step) WHERE id = \(id)")
    return true
  }
}
