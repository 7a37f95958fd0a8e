import Engine
import Identity
import MariaDB
import Web

/// Signing in with a password (contract chapter 01, Algorithm 1).
///
/// What is refused is answered, not thrown: the counter of failed attempts must be kept, and a thrown failure would roll it back.
struct Login {
  private let call: Call
  private var database: Connection { call.database }
  private var configuration: Configuration { call.configuration }

  init(_ call: Call) {
    self.call = call
  }

  private struct Form {
    let email: String
    let password: String
    let proof: TwoFactorProof
  }

  func answer() throws -> Response {
    let form = try call.request.validated { fields in
      Form(
        email: fields.text("email", atLeast: 1), password: fields.text("password", default: "default"), proof: TwoFactorProof(&fields))
    }
    let found = try Account.find(login: form.email, database)
    let password = PasswordCheck(call)
    let outcome: PasswordCheck.Outcome
    do {
      outcome = try password.check(form.password, of: found, login: form.email)
    } catch let error as DirectoryError {
      call.note(.refused, person: found?.id, means: password.means, reason: "the directory does not answer: \(error)")
      return .json(
        ["error": true, "login": false, "message": "The directory that knows the passwords does not answer. Try again later."], status: 500)
    }
    guard let account = found else { return Self.refused }
    switch outcome {
    case .right: break
    case .wrong, .without: return Self.refused
    case .locked:
      return .json(
        [
          "error": true, "login": false, "too_many_failed_login_attemps": true,
          "message": "There were too many wrong passwords. Try again in a minute.",
        ], status: 400)
    case .inactive:
      return .json(
        ["error": true, "login": false, "unactive": true, "message": "This account is inactive. Ask an administrator to activate it."],
        status: 401)
    }
    if !account.factors.isEmpty {
      switch try form.proof.check(against: account, call) {
      case .good: break
      case .missing:
        return .json(
          [
            "error": true, "login": false, "message": "A code of the second factor is needed.", "missing_OTP": true,
            "preferred_two_factor_authentication": JSON(account.preferredFactor?.rawValue),
            "two_factor_authentication_enabled": JSON(["recovery_code"] + account.factors.map(\.rawValue)),
          ], status: 400)
      case .wrong:
        return .json(
          ["error": true, "login": false, "message": "The code of the second factor is wrong.", "wrong_OTP": true], status: 400)
      }
    }
    try Lockout(account, database).forgive()
    if form.password == "default" && configuration.authStrategy != .noPassword {
      call.note(.refused, person: account.id, login: form.email, means: password.means, reason: "the first password must be changed")
      let token = try ResetTokens(database).issue(for: account.email ?? "", .recovery)
      return .json(["login": false, "default_password": true, "token": .text(token)], status: 400)
    }
    call.note(.signedIn, person: account.id, means: ([password.means] + form.proof.means(against: account)).joined(separator: "+"))
    return try open(account)
  }

  private static var refused: Response { .json(["login": false, "message": "Wrong email or password."], status: 400) }

  private func open(_ account: Account) throws -> Response {
    let isRestricted = TwoFactorPolicy(configuration).restricts(account)
    let session = try Session(for: account.id, isRestricted: isRestricted, call)
    var response = try SignIn(account, session, call).answer(origin: Browser.isBrowser(call.request) ? "web" : "script")
    response.headers = session.cookies
    return response
  }
}
