import Identity
import MariaDB

/// Is a password that of an account? With its lock-out, and for an account that does not exist in the same time (contract chapter 01,
/// Algorithm 1, steps 2 to 5).
struct PasswordCheck {
  private let configuration: Configuration
  private let database: Connection

  enum Outcome {
    case right
    case wrong
    case locked
    /// Right, but the account is inactive: only whoever knows the password is told so.
    case inactive
  }

  init(_ call: Call) {
    configuration = call.configuration
    database = call.database
  }

  /// A wrong password is counted; a right one ends no count, because a second factor may still be missing (`Lockout.forgive`).
  func check(_ password: String, of account: Account?) throws -> Outcome {
    guard let account else {
      takeTheTime(password)
      return .wrong
    }
    let lockout = Lockout(account, database)
    if lockout.isInForce { return .locked }
    guard try isRight(password, for: account) else {
      try lockout.countFailure()
      return .wrong
    }
    return account.isActive ? .right : .inactive
  }

  private func isRight(_ password: String, for account: Account) throws -> Bool {
    switch configuration.authStrategy {
    case .noPassword: return true
    case .ldap: return false
    case .local: break
    }
    guard let hash = account.passwordHash else {
      takeTheTime(password)
      return false
    }
    guard Password.verify(password, hash: hash) else { return false }
    if Password.cost(of: hash) != configuration.passwordCost {
      let renewed = Password.hash(password, cost: configuration.passwordCost)
      try database.execute("UPDATE person SET password = \(renewed) WHERE id = \(account.id)")
    }
    return true
  }

  /// As long as a check lasts, so that the time does not tell which accounts exist.
  private func takeTheTime(_ password: String) { _ = Password.hash(password, cost: configuration.passwordCost) }
}
