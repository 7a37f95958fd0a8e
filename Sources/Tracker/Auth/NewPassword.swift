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

  /// Sessions stay as they are: clients do not sign in again after a change (oddity 31).
  func store(for person: ID, _ call: Call) throws {
    let hash = Password.hash(password, cost: call.configuration.passwordCost)
    try call.database.execute("UPDATE person SET password = \(hash), updated_at = UTC_TIMESTAMP(6) WHERE id = \(person)")
  }
}
