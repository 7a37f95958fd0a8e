import Engine
import MariaDB
import Web

/// Choosing another password: by who knows the present one, and by who was given a token for it.
enum PasswordRoutes {
  static func declare(in routes: inout Routes) {
    routes.post("/auth/change-password", for: .person, "Change one's password", then: change)
    routes.post("/auth/reset-password", for: .anyone, "Ask for a link by mail with which to choose a password", then: request)
    routes.put("/auth/reset-password", for: .anyone, "Choose a password with a reset token", then: reset)
  }

  /// The present password is checked first, then the length of the new one, then its repetition. Refusals are answered, not thrown: the
  /// check of the present password counts (`Lockout`).
  private static func change(_ call: Call) throws -> Response {
    let (old, new) = try call.request.validated { fields in
      (
        fields.text("old_password", atLeast: 1),
        NewPassword(password: fields.text("password", atLeast: 1), repeated: fields.text("password_2", atLeast: 1))
      )
    }
    let account = try Account.caller(call)
    switch try PasswordCheck(call).check(old, of: account) {
    // With a second factor, the password alone ends no count: who has it could guess codes for ever.
    case .right: if account.factors.isEmpty { try Lockout(account, call.database).forgive() }
    case .wrong: return Response(.plain(400, "The old password is wrong."))
    case .inactive: return Response(.plain(400, "This account is inactive."))
    case .without: return Response(.internalError)
    case .locked: return .json(.object(Lockout.refusal), status: 400)
    }
    if let problem = new.problem(call.configuration) { return Response(.plain(400, problem)) }
    try new.store(for: account.id, keeping: try call.access.caller.token, call)
    call.mail(.passwordChanged, to: account.id)
    call.note(.passwordChanged, means: "password")
    return .json(["success": true])
  }

  /// The same answer in the same time for every address: whether there is an account is found out later.
  private static func request(_ call: Call) throws -> Response {
    let email = try call.request.validated { $0.text("email", atLeast: 1) }
    call.mail(.passwordRecovery, toLogin: email)
    call.note(.resetRequested, login: email)
    return .json(["success": "Reset token sent"])
  }

  /// A token that was refused for the password shown with it stays good.
  private static func reset(_ call: Call) throws -> Response {
    let (email, token, new) = try call.request.validated { fields in
      (
        fields.text("email", atLeast: 1), fields.text("token", atLeast: 1),
        NewPassword(password: fields.text("password", atLeast: 1), repeated: fields.text("password2", atLeast: 1))
      )
    }
    guard try ResetTokens(call.database).accepts(token, for: email) else {
      call.note(.refused, login: email, means: "reset token", reason: "wrong or expired token")
      throw Failure.plain(400, "Wrong or expired token.")
    }
    if let problem = new.problem(call.configuration) { throw Failure.plain(400, problem) }
    let sql: SQL = "SELECT id FROM person WHERE email = \(email.lowercased()) AND NOT is_bot"
    guard let person = try call.database.ids(sql).first else { throw Failure.notFound("The person no longer exists.") }
    try new.store(for: person, call)
    call.note(.passwordChanged, person: person, means: "reset token")
    return .json(["success": true])
  }
}
