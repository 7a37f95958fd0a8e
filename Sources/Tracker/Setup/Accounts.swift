import Engine
import Identity
import Logging
import MariaDB
import Web

/// What whoever runs the server does about accounts, without signing in: when somebody is locked out, has left, or a program needs a way
/// in. Each is one transaction, and a line in the log as what happens in the web app is.
package struct Accounts {
  private let database: Connection
  private let configuration: Configuration
  private let log: Logger

  package init(_ database: Connection, _ configuration: Configuration, log: Logger) {
    self.database = database
    self.configuration = configuration
    self.log = log
  }

  private func note(_ event: SecurityNote.Event, _ people: [ID]) {
    for id in people { SecurityNote(event: event, person: id, means: "command").write(to: log) }
  }

  /// Gives somebody another password and ends their sessions. - Throws: `Failure` for nobody, or a password that is refused.
  package func changePassword(of email: String, to password: () throws -> String) throws {
    let id = try account(email).id
    let password = try password()
    let new = NewPassword(password: password, repeated: password)
    if let problem = new.problem(configuration) { throw Failure.parameter(problem) }
    try database.transaction { try new.store(for: id, configuration, database) }
    note(.passwordChanged, [id])
  }

  /// Makes an account for a program. - Parameter expiration: the last day (UTC), `YYYY-MM-DD`, on which its token is good.
  /// - Returns: the token. Nothing but its id is stored.
  package func createBot(name: String, email: String, role: String, expiration: String?) throws -> String {
    let email = email.trimmingBlanks().lowercased()
    guard Email.isValid(email) else { throw Failure.parameter("\"\(email)\" is not an e-mail address.") }
    guard (1...80).contains(name.unicodeScalars.count) else { throw Failure.parameter("The name must have 1 to 80 characters.") }
    guard let role = Role(rawValue: role) else {
      throw Failure.parameter("\"\(role)\" is no role: admin, manager, supervisor, user, vendor or client is expected.")
    }
    let last = try expiration.map { text in
      guard text.utf8.count == 10, let day = DateTime(body: text), day.date >= Call.now.date else {
        throw Failure.parameter("\"\(text)\" is no day from today on, as 2030-12-31.")
      }
      return day
    }
    let (id, token) = try database.transaction {
      let id = try database.insert(
        into: .person,
        [
          "first_name": .text(name), "last_name": "", "email": .text(email), "role": .text(role.rawValue), "is_bot": .integer(1),
          "expiration_date": (last?.date).sqlValue, "timezone": .text(configuration.defaultTimezone),
          "locale": .text(configuration.defaultLocale),
        ])
      let events = EventQueue(author: nil)
      events.emit("person:new", ["person_id": JSON(id)])
      try events.write(to: database)
      let token = try Sessions(database).issueProgramToken(for: id, isBot: true, expiration: last)
      return (id, token)
    }
    note(.accountCreated, [id])
    note(.tokenCreated, [id])
    return token.signed(with: configuration.secretKey)
  }

  /// Ends every session of the person with that address, the token of their programs, and those of bots with the same address.
  /// - Returns: how many accounts that were.
  package func revokeTokens(of email: String) throws -> Int {
    let ids = try database.transaction {
      let ids = try database.ids("SELECT id FROM person WHERE email = \(email.lowercased()) FOR UPDATE")
      guard !ids.isEmpty else { throw nobody(email) }
      try Sessions(database).endAll(of: ids)
      return ids
    }
    note(.tokensRevoked, ids)
    return ids.count
  }

  /// Disables every second factor of somebody who lost theirs.
  package func disableTwoFactor(of email: String) throws {
    let id = try database.transaction {
      let account = try account(email)
      if account.factors.isEmpty { throw Failure.parameter("\(email) has no second factor.") }
      try TwoFactorSettings(account, configuration, database).disableAll()
      return account.id
    }
    note(.factorDisabled, [id])
  }

  private func account(_ email: String) throws -> Account {
    guard let account = try Account.find(login: email, database) else { throw nobody(email) }
    return account
  }

  private func nobody(_ email: String) -> Failure { .parameter("There is no account with the address \(email).") }
}
