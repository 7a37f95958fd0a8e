import Engine
import Identity
import MariaDB
import Web

/// A password that somebody chooses (contract chapter 01, section 10).
struct NewPassword {
  let password: String
  let repeated: String

  /// What is wrong with it, nil for nothing. The length, in characters, is looked at before the repetition.
  func problem(_ configuration: Configuration) -> String? {
    let minimum = configuration.minPasswordLength
    if password.unicodeScalars.count < minimum { return "The password is too short: at least \(minimum) characters are needed." }
    if password != repeated { return "The two passwords are not the same." }
    return nil
  }

  /// Every session of the person ends, and every link with which a password could be chosen: whoever had the former password, or got hold
  /// of such a link, must not stay.
  /// - Parameter kept: a token of the session that goes on, for somebody who changes their own (oddity 01-31: clients do not sign in again).
  func store(for person: ID, keeping kept: Token? = nil, _ call: Call) throws {
    try store(for: person, keeping: kept, call.configuration, call.database)
  }

  func store(for person: ID, keeping kept: Token? = nil, _ configuration: Configuration, _ database: Connection) throws {
    let hash = Password.hash(password, cost: configuration.passwordCost)
    try database.execute("UPDATE person SET password = \(hash), updated_at = UTC_TIMESTAMP(6) WHERE id = \(person)")
    try ResetTokens(database).end(of: person)
    try Sessions(database).end(of: person, keeping: kept)
  }
}
