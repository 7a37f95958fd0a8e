import Engine
import Identity
import Logging
import MariaDB
import Web

/// The first account of a studio.
package struct Administrator {
  package enum Outcome: Sendable {
    case created
    /// The person was there and is an admin now.
    case raised
    /// The person was there and an admin already.
    case unchanged
  }

  private let database: Connection
  private let configuration: Configuration
  private let log: Logger

  package init(_ database: Connection, _ configuration: Configuration, log: Logger) {
    self.database = database
    self.configuration = configuration
    self.log = log
  }

  /// Makes `Super Admin` with that address, or an admin of the person who has it.
  /// - Parameter password: asked for only when the account is made.
  /// - Throws: `Failure` for an address or a password that is refused.
  package func ensure(email: String, password: () throws -> String) throws -> Outcome {
    let email = email.lowercased()
    let known = try database.first("SELECT id, role FROM person WHERE email = \(email) AND NOT is_bot") { ($0.id(0), $0.text(1)) }
    if let (id, role) = known {
      if role == Role.admin.rawValue { return .unchanged }
      try database.execute("UPDATE person SET role = 'admin', updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)")
      SecurityNote(event: .roleChanged, person: id, means: "command", reason: Role.admin.rawValue).write(to: log)
      return .raised
    }
    guard Email.isValid(email) else { throw Failure.parameter("\"\(email)\" is not an e-mail address.") }
    let password = try password()
    if let problem = NewPassword(password: password, repeated: password).problem(configuration) { throw Failure.parameter(problem) }
    let id = try database.insert(
      into: .person,
      [
        "first_name": "Super", "last_name": "Admin", "email": .text(email), "role": "admin",
        "password": .text(Password.hash(password, cost: configuration.passwordCost)),
        "timezone": .text(configuration.defaultTimezone), "locale": .text(configuration.defaultLocale),
      ])
    SecurityNote(event: .accountCreated, person: id, means: "command").write(to: log)
    return .created
  }
}
