import Engine
import MariaDB
import Web

/// What administrators do with the accounts of others (contract chapter 03, Persons: account administration).
enum AccountAdministration {
  static func declare(in routes: inout Routes) {
    routes.get("/actions/persons/:person_id/invite", writing: true, "Invite somebody by mail", account, then: invite)
    routes.post(
      "/actions/persons/:person_id/reset-password-link", "Make a link with which somebody chooses a password", account, then: link)
    routes.post("/actions/persons/:person_id/change-password", "Set somebody's password", account, password, then: changePassword)
    routes.delete(
      "/actions/persons/:person_id/disable-two-factor-authentication", "Disable every second factor of somebody who lost theirs",
      account, then: disableTwoFactor)
  }

  /// The person of the path, for administrators. - Throws: 404 for nobody, 403 for bots and other callers, in this order.
  private static let account = Step<ID>.person(.admin).map { call, person in
    guard let account = try Account.find(person, call.database) else { throw Failure.notFound("There is no such person.") }
    return account
  }

  private static let password = Step.fields { fields in
    let new = NewPassword(password: fields.text("password", atLeast: 1), repeated: fields.text("password_2", atLeast: 1))
    if fields.errors.isEmpty && new.password != new.repeated { fields.fail("", "The two passwords are not the same.") }
    return new
  }

  private static func invite(_ call: Call, _ account: Account) -> Response {
    call.mail(.invitation, to: account.id)
    call.note(.resetRequested, person: account.id, means: "invitation")
    return .json(["success": true, "message": "Email sent"])
  }

  private static func link(_ call: Call, _ account: Account) throws -> Response {
    try refuseProtected(account, call)
    let link = try ResetTokens(call.database).link(for: account.email ?? "", .administrator, call.configuration)
    call.note(.resetRequested, person: account.id, means: "link")
    return .json(["reset_password_link": .text(link)])
  }

  private static func changePassword(_ call: Call, _ account: Account, _ new: NewPassword) throws -> Response {
    try refuseProtected(account, call)
    if let problem = new.problem(call.configuration) { throw Failure.plain(400, problem) }
    let caller = try call.access.caller
    try new.store(for: account.id, keeping: account.id == caller.id ? caller.token : nil, call)
    call.mail(.passwordChangedByAdministrator, to: account.id)
    call.note(.passwordChanged, person: account.id, means: "administrator")
    return .json(["success": true])
  }

  private static func disableTwoFactor(_ call: Call, _ account: Account) throws -> Response {
    let isOneself = account.id == (try call.access.caller.id)
    if account.role == .admin && !isOneself {
      throw Failure.plain(400, "The second factor of another administrator cannot be disabled.")
    }
    if account.factors.isEmpty { throw TwoFactorRoutes.noFactor }
    try TwoFactorSettings(account, call).disableAll()
    call.mail(.secondFactorsDisabled, to: account.id)
    call.note(.factorDisabled, person: account.id, means: "administrator")
    return .json(["success": true])
  }

  /// Protected accounts, and administrators who have a password, are their own business.
  private static func refuseProtected(_ account: Account, _ call: Call) throws {
    if account.id == (try call.access.caller.id) { return }
    if call.configuration.protectedAccounts.contains(account.email?.lowercased() ?? "") {
      throw Failure.plain(400, "This account is protected: only its owner changes the password.")
    }
    if account.role == .admin && account.passwordHash != nil {
      throw Failure.plain(400, "The password of another administrator cannot be changed.")
    }
  }
}
