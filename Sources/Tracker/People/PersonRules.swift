import Engine
import MariaDB
import Web

/// What is checked about a person before it is written, beyond the form of the columns.
struct PersonRules {
  private let call: Call

  init(_ call: Call) {
    self.call = call
  }

  /// Is the account one of those whose role and activity only they can change?
  func isProtected(_ person: Record) -> Bool {
    guard let email = person.text("email"), !person.bool("is_bot") else { return false }
    return call.configuration.protectedAccounts.contains(email.lowercased()) && (try? call.access.caller.id) != person.id
  }

  /// An SQL condition on the people whom the caller knows: clients themselves and the teams of their open productions; nil for everybody.
  static func known(to access: Access) throws -> SQL? {
    guard access.caller.role == .client else { return nil }
    return """
      (person.id = \(access.caller.id) OR person.id IN
      (SELECT team.person_id FROM project_person_link team WHERE team.project_id IN \(access.openProjects)))
      """
  }

  /// Checks and completes what is sent. - Parameter stored: nil for a new person.
  func check(_ body: inout JSON.Object, stored: Record?) throws {
    for name in ["role", "contract_type"] where body[name] == .null { throw Failure.parameter("\(name) must not be null.") }
    try checkCountry(&body)
    try checkLocale(&body)
    if let format = body["display_date_format"], !format.isNull,
      !["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY"].contains(format)
    {
      throw Failure.parameter("display_date_format must be YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY.")
    }
    try checkExpiration(body, stored: stored)
    try checkEmail(&body, stored: stored)
    try checkLogin(body, stored: stored)
    // Never written, but what is sent must make sense.
    if case .object(let sent)? = try? call.request.json(), let factor = sent["two_factor_authentication"],
      !["totp", "email_otp", "fido"].contains(factor)
    {
      throw Failure.parameter("two_factor_authentication must be totp, email_otp or fido.")
    }
  }

  /// ISO 3166-1, two letters.
  private func checkCountry(_ body: inout JSON.Object) throws {
    guard let country = body["country"], !country.isNull else { return }
    guard let text = country.text?.trimmingBlanks() else { throw Failure.parameter("country must be a code of two letters.") }
    if text.isEmpty {
      body["country"] = .null
    } else {
      let isCode = text.utf8.count == 2 && text.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
      guard isCode else { throw Failure.parameter("country must be a code of two letters, as FR.") }
      body["country"] = .text(text.uppercased())
    }
  }

  private func checkLocale(_ body: inout JSON.Object) throws {
    if let text = body["locale"]?.text { body["locale"] = .text(text.trimmingBlanks()) }
    guard let locale = body["locale"], !locale.isNull, locale != "" else { return }
    guard let text = locale.text, Locale.isKnown(text) else { throw Failure.parameter("locale must be a name as en_US.") }
  }

  /// A day from today on; one that is past may only stay as it is.
  private func checkExpiration(_ body: JSON.Object, stored: Record?) throws {
    guard let expiration = body["expiration_date"], !expiration.isNull else { return }
    guard let text = expiration.text, text.utf8.count == 10, let date = DateTime(body: text) else {
      throw Failure.parameter("expiration_date must be a date as 2026-11-21.")
    }
    if date.date < Call.now.date && stored?.text("expiration_date") != date.date {
      throw Failure.parameter("expiration_date must be today or later.")
    }
  }

  /// Nobody takes what somebody else signs in with: the address and the login are asked for in one field.
  private func checkLogin(_ body: JSON.Object, stored: Record?) throws {
    let isBot = body["is_bot"].map(\.isTruthy) ?? stored?.bool("is_bot") ?? false
    func taken(_ column: String) -> String? { body[column]?.text?.nonEmpty.flatMap { $0 == stored?.text(column) ? nil : $0 } }
    let (login, names) = (taken("desktop_login"), [taken("desktop_login"), taken("email")].compactMap { $0 })
    if isBot || names.isEmpty { return }
    // Of two who take a name at the same moment the second finds the first.
    _ = try call.database.ids("SELECT id FROM organisation ORDER BY id LIMIT 1 FOR UPDATE")
    let isTaken = try call.database.exists(
      """
      SELECT 1 FROM person WHERE NOT is_bot AND NOT (id <=> \(stored?.id))
      AND (desktop_login IN \(names) OR unique_email = \(login?.lowercased())) LIMIT 1
      """)
    if isTaken { throw Failure.parameter("Somebody else signs in with this name.") }
  }

  private func checkEmail(_ body: inout JSON.Object, stored: Record?) throws {
    guard let email = body["email"] else { return }
    guard let text = email.text else { throw Failure.badFormat }
    let address = text.trimmingBlanks().lowercased()
    guard Email.isValid(address) else { throw Failure.parameter("\"\(text)\" is not an e-mail address.") }
    body["email"] = .text(address)
    let isBot = body["is_bot"].map(\.isTruthy) ?? stored?.bool("is_bot") ?? false
    if isBot { return }
    if try call.database.exists("SELECT 1 FROM person WHERE email = \(address) AND NOT is_bot AND NOT (id <=> \(stored?.id))") {
      throw Failure.parameter("This e-mail address is used by somebody else.")
    }
  }
}
