import Engine
import Identity
import MariaDB
import Web

/// The people of the studio, and its bots.
struct PersonRows: Resource, RowReading, CreationShaping, UpdateShaping {
  let path = "persons"
  let table = Table.person
  let rules = Rules.everybodyReads
  let protected = Set(["password", "jti", "full_name", "two_factor_authentication"]).union(preview)
  /// Written when a production is opened for looking at, and by nothing else.
  private static let preview: Set<String> = ["preview_project_id", "preview_opened_at", "preview_open_until"]

  // MARK: Reading

  func shape(_ call: Call, relations: Bool) throws -> Shape {
    let access = try call.access
    guard access.isAdmin else { return access.studio.isClient ? PersonShape.client : PersonShape.short(departments: relations) }
    let shape = relations ? PersonShape.safeWithDepartments : PersonShape.safe
    guard call.request.query.flag("with_pass_hash") else { return shape }
    // For moving a studio to another server.
    return shape.adding(Shape.Key("password", "CAST(person.password AS CHAR)", .text))
  }

  /// Clients know themselves and whom they work with in open productions (contract chapter 09, row 11; oddity 09-6). Preview accounts are
  /// shown one by one, and in the team of their production.
  func scope(_ call: Call) throws -> SQL? {
    "person.preview_project_id IS NULL AND \(try PersonRules.known(to: call.access) ?? "TRUE")"
  }

  func mayRead(_ row: Record, _ call: Call) throws {
    guard let known = try PersonRules.known(to: call.access) else { return }
    guard try call.database.exists("SELECT 1 FROM person WHERE person.id = \(row.id) AND \(known)") else { throw Failure.forbidden }
  }

  /// What people who are no admins may ask for.
  private static let openFilters: Set<String> = [
    "id", "first_name", "last_name", "full_name", "has_avatar", "active", "departments", "studio_id", "role", "desktop_login", "email",
    "is_bot",
  ]

  func filters(_ call: Call) throws -> [SQL] {
    let query = call.request.query
    let isAdmin = try call.access.isAdmin
    for (name, _) in query.pairs {
      let isAttribute = table.column(name) != nil || table.relation(name) != nil
      let isOpen = isAdmin ? !PersonShape.secrets.contains(name) : Self.openFilters.contains(name)
      if isAttribute && !isOpen { throw Failure.parameter("\(name) cannot be filtered by.") }
    }
    var conditions = try ListFilter(table).conditions(query)
    if let name = query["full_name"] { conditions.append("\(PersonShape.fullName) = \(name)") }
    return conditions
  }

  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    let access = try call.access
    // One's own salary is no secret.
    let role = access.caller.id == id && access.studio.isManager ? .admin : access.caller.role
    let shape = PersonShape.seen(by: role, departments: relations, call.configuration)
    return try call.row("SELECT \(shape.select) FROM person WHERE person.id = \(id)", shape)
  }

  func creationShape(_ call: Call) throws -> Shape { PersonShape.safeWithDepartments }
  func updateShape(_ call: Call) throws -> Shape { PersonShape.safeWithDepartments }

  // MARK: Creating

  func mayCreate(_ body: JSON.Object, _ call: Call) throws {
    // The limit is told before the role is looked at.
    if body["is_bot"]?.isTruthy != true, body["active"] != false { try refuseAtLimit(call, data: true) }
    try call.check(.admin)
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if body["locale"] == "" { body["locale"] = nil }
    body.removeAll(where: Self.preview.contains)
    try PersonRules(call).check(&body, stored: nil)
    if let password = body["password"], !password.isNull {
      guard let text = password.text, !text.isEmpty, !text.utf8.contains(0) else {
        throw Failure.parameter("password must be a text that is not empty.")
      }
      body["password"] = .text(Password.hash(text, cost: call.configuration.passwordCost))
    }
  }

  func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object {
    call.note(.accountCreated, person: row.id, means: row.bool("is_bot") ? "bot" : "person")
    return row.bool("is_bot") ? try programToken(row, call) : [:]
  }

  // MARK: Updating

  /// What people cannot change about themselves: their place in the studio, and what their sign-in is made of (oddity 02-18).
  private static let adminColumns: [String] = [
    "role", "departments", "active", "is_bot", "archived", "login_failed_attemps", "last_login_failed", "is_generated_from_ldap",
    "ldap_uid", "last_presence", "studio_id", "daily_salary", "contract_type", "is_guest", "totp_enabled", "totp_secret",
    "email_otp_enabled", "email_otp_secret", "fido_enabled", "fido_credentials", "otp_recovery_codes",
  ]

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    let caller = try call.check(.oneself, Person(row.id))
    if row.id("preview_project_id") != nil { throw Failure.forbidden }
    if caller.isAdmin, body["active"] == true, !row.bool("active"), !row.bool("is_bot") { try refuseAtLimit(call, data: false) }
    if PersonRules(call).isProtected(row), body["active"] == false || !(body["role"] ?? .null).isNull { throw Failure.forbidden }
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    let access = try call.access
    if !access.isAdmin {
      for name in Self.adminColumns { body[name] = nil }
      if !call.configuration.peopleSetPosition { body["position"] = nil }
      // Whose address or login it is to be says the directory or the identity provider: who took it would be taken for that person.
      if call.configuration.hasForeignIdentities { for name in ["email", "desktop_login"] { body[name] = nil } }
      if access.caller.isBot { body["expiration_date"] = nil }
    }
    try PersonRules(call).check(&body, stored: row)
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    noteFactors(old, new, call)
    if old.text("role") != new.text("role") { call.note(.roleChanged, person: new.id, reason: new.text("role")) }
    // Being active again brings no session back, and no token of a program.
    if old.bool("active"), !new.bool("active") {
      try Sessions(call.database).endAll(of: [new.id])
      call.note(.tokensRevoked, person: new.id, reason: "deactivated")
    }
    guard body["expiration_date"] != nil else { return [:] }
    if let last = new.text("expiration_date"), last < Call.now.date { return [:] }
    return try programToken(new, call)
  }

  /// An administrator may write them as columns.
  private func noteFactors(_ old: Record, _ new: Record, _ call: Call) {
    let reason = "written by an administrator"
    for factor in SecondFactor.allCases {
      let (was, isEnabled) = (old.bool(factor.flagColumn), new.bool(factor.flagColumn))
      let isOther = old.text(factor.secretColumn) != new.text(factor.secretColumn)
      if was != isEnabled || isEnabled && isOther {
        call.note(isEnabled ? .factorEnabled : .factorDisabled, person: new.id, means: factor.rawValue, reason: reason)
      }
    }
    let codes = "otp_recovery_codes"
    if old.text(codes) != new.text(codes) { call.note(.recoveryCodesReplaced, person: new.id, reason: reason) }
  }

  /// A fresh token for the programs of a person; the former one ends.
  private func programToken(_ row: Record, _ call: Call) throws -> JSON.Object {
    let expiration = row.text("expiration_date").flatMap { DateTime(body: $0) }
    let token = try Sessions(call.database).issueProgramToken(for: row.id, isBot: row.bool("is_bot"), expiration: expiration)
    call.note(.tokenCreated, person: row.id, means: token.identity?.rawValue)
    return ["access_token": .text(token.signed(with: call.configuration.secretKey))]
  }

  // MARK: Deleting

  func mayDelete(_ row: Record, _ call: Call) throws {
    if row.id == (try call.callerID) { throw Failure.forbidden }
    try call.check(.admin)
    if PersonRules(call).isProtected(row) { throw Failure.forbidden }
  }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    if call.isForced { try Cascade(call).clearPerson(row.id) }
    do {
      try call.database.delete(row)
    } catch let error as DatabaseError where error.isForeignKey {
      throw Failure.plain(400, "Other rows refer to this person. Deactivate the account, or use force=true.")
    }
    call.note(.tokensRevoked, person: row.id, reason: "deleted")
  }

  private func refuseAtLimit(_ call: Call, data: Bool) throws {
    let limit = call.configuration.userLimit
    let count = try call.database.count(
      "SELECT COUNT(*) FROM person WHERE active AND NOT is_bot AND NOT is_guest AND preview_project_id IS NULL")
    if count >= limit {
      throw Failure.parameter("User limit reached.", data: data ? ["limit": JSON(limit)] : .null)
    }
  }
}
