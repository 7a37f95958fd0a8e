import Engine
import MariaDB
import Web

/// Signing in somebody whom an identity provider has vouched for, over SAML or OpenID Connect: the account is made or brought up to date,
/// then a session opened (contract chapter 01, sections SAML and 9).
struct SingleSignOn {
  /// How the identity provider was asked.
  enum Means: String {
    case saml
    case openIDConnect = "oidc"
  }

  /// What the identity provider says of the person. What is nil was not said, and stays as it is.
  struct Profile {
    /// Whom it is about; in any case.
    var email: String
    var firstName: String?
    var lastName: String?
    /// ISO 3166-1; anything but two letters is no country.
    var country: String?
    var phone: String?
    /// Ids or names. Those that do not exist are passed over.
    var departments: [String]?
    /// Id or name.
    var studio: String?
  }

  private let call: Call
  private let means: Means
  private let skipsTwoFactor: Bool
  private var database: Connection { call.database }

  /// - Parameter skipsTwoFactor: the provider asks for a second factor itself, so that ours is not enforced (section 9).
  init(_ call: Call, _ means: Means, skipsTwoFactor: Bool) {
    self.call = call
    self.means = means
    self.skipsTwoFactor = skipsTwoFactor
  }

  /// Opens a session for the person and leads to the home page; an inactive one is led there without.
  /// - Throws: 400 when the address is none, or one of a bot; over SAML also when a new account would have no names.
  func answer(_ profile: Profile) throws -> Response {
    let email = profile.email.trimmingBlanks().lowercased()
    guard !email.isEmpty, !profile.email.unicodeScalars.contains(where: Self.lookalikes.contains) else {
      throw refuse(email, Self.noAddress)
    }
    guard let account = try updated(profile, email) ?? created(profile, email) else { throw refuse(email, "the address is that of a bot") }
    let settings = call.configuration
    var response = Response.redirect(to: "\(settings.domainProtocol)://\(settings.domainName)")
    guard account.bool("active") else {
      call.note(.refused, person: account.id, login: email, means: means.rawValue, reason: "the account is inactive")
      return response
    }
    let hasFactor = ["totp_enabled", "email_otp_enabled", "fido_enabled"].contains { account.bool($0) }
    let isRestricted = !skipsTwoFactor && TwoFactorPolicy(settings).restricts(email: email, hasFactor: hasFactor)
    let session = try Session(for: account.id, isRestricted: isRestricted, isExempt: skipsTwoFactor, call)
    // Whoever comes back from an identity provider is a browser, whatever it calls itself.
    response.headers += SessionCookies(call).set(access: session.access, refresh: session.refresh)
    try database.insert(
      into: .loginLog, ["person_id": account.id.sqlValue, "ip_address": call.request.clientAddress.sqlValue, "origin": "web"])
    call.note(.signedIn, person: account.id, login: email, means: means.rawValue)
    return response
  }

  private static let noAddress = "the identity provider names no e-mail address"

  /// The signs for ohm, kelvin and ångström: in small letters they are other characters (ω, k, å), and an address with one of them would
  /// become somebody else's.
  private static let lookalikes: [Unicode.Scalar] = ["\u{2126}", "\u{212A}", "\u{212B}"]

  private func refuse(_ email: String, _ reason: String) -> Failure {
    call.note(.refused, login: email, means: means.rawValue, reason: reason)
    return .plain(400, "Signing in through the identity provider is not possible with this account: \(reason).")
  }

  // MARK: The account

  /// The person with that address, brought up to date when something differs; nil when there is none.
  private func updated(_ profile: Profile, _ email: String) throws -> Record? {
    let sql: SQL = "SELECT \(Record.selection(.person)) FROM person WHERE unique_email = \(email) FOR UPDATE"
    guard let account = try database.first(sql, { Record(.person, $0) }) else { return nil }
    let columns = try columns(of: profile)
    let departments = try departments(of: profile)
    var differs = columns.contains { account[$0.key] != $0.value }
    if !differs, let departments {
      let present = try database.ids("SELECT department_id FROM department_link WHERE person_id = \(account.id)")
      differs = Set(present) != Set(departments)
    }
    if differs {
      try database.update(changes(columns, departments), of: .person, id: account.id)
      call.events.emit("person:update", ["person_id": JSON(account.id)])
    }
    return account
  }

  /// A new account, an artist's without a password: it is entered through the identity provider, until its owner asks for one. The limit
  /// of active people does not count here. Nil when a bot has the address.
  private func created(_ profile: Profile, _ email: String) throws -> Record? {
    // Somebody who is known by another name signs in; nobody is made known by one.
    guard Email.isValid(email) else { throw refuse(email, Self.noAddress) }
    if try database.exists("SELECT 1 FROM person WHERE email = \(email) AND is_bot") { return nil }
    if means == .saml, profile.firstName == nil || profile.lastName == nil {
      throw refuse(email, "it is new, and the identity provider does not send the attributes first_name and last_name")
    }
    var values: [String: Value] = [
      "first_name": "", "last_name": "", "phone": "", "timezone": .text(call.configuration.defaultTimezone),
      "locale": .text(call.configuration.defaultLocale), "role": .text(Role.user.rawValue), "active": true,
    ]
    values.merge(try columns(of: profile)) { _, new in new }
    values["email"] = .text(email)
    do {
      let id = try database.insert(into: .person, values)
      if let departments = try departments(of: profile) { try database.update(changes([:], departments), of: .person, id: id) }
      call.events.emit("person:new", ["person_id": JSON(id)])
      call.note(.accountCreated, person: id, login: email, means: means.rawValue)
      return try database.record(.person, id)
    } catch let error as DatabaseError where error.isDuplicate {
      // Somebody else's request for the same person was faster.
      return try updated(profile, email)
    }
  }

  /// What is said of the person, by columns; cut to what they hold.
  private func columns(of profile: Profile) throws -> [String: Value] {
    var values: [String: Value] = [:]
    func set(_ column: String, _ text: String?, _ length: Int) {
      if let text { values[column] = .text(String(String.UnicodeScalarView(text.trimmingBlanks().unicodeScalars.prefix(length)))) }
    }
    set("first_name", profile.firstName, 80)
    set("last_name", profile.lastName, 80)
    set("phone", profile.phone, 30)
    if let country = profile.country?.trimmingBlanks() {
      let isCode = country.utf8.count == 2 && country.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
      values["country"] = isCode ? .text(country.uppercased()) : .null
    }
    if let studio = profile.studio, let id = try known([studio], in: .studio).first { values["studio_id"] = id.sqlValue }
    return values
  }

  /// Nil when nothing is said of departments, or none of those exists: nobody loses them over a name that is spelled differently, for a
  /// supervisor without departments supervises all of them.
  private func departments(of profile: Profile) throws -> [ID]? {
    guard let names = profile.departments else { return nil }
    let ids = try known(names, in: .department)
    return ids.isEmpty ? nil : ids
  }

  /// Rows of these ids or names.
  private func known(_ names: [String], in table: Table) throws -> [ID] {
    let names = names.map { $0.trimmingBlanks() }
    let ids = names.compactMap { ID($0) }
    return try database.ids("SELECT id FROM \(raw: table.name) WHERE id IN \(ids) OR name IN \(names) ORDER BY id")
  }

  private func changes(_ values: [String: Value], _ departments: [ID]?) -> Changes {
    var changes = Changes()
    changes.columns = Table.person.columns.compactMap { column in values[column.name].map { (column, $0) } }
    if let departments, let relation = Table.person.relation("departments") { changes.relations = [(relation, departments)] }
    return changes
  }
}
