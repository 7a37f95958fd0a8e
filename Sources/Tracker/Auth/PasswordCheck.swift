import Engine
import Identity
import MariaDB

/// Is a password that of an account? With its lock-out, and for an account that does not exist in the same time (contract chapter 01,
/// Algorithm 1, steps 2 to 5).
struct PasswordCheck {
  private let call: Call
  private var configuration: Configuration { call.configuration }
  private var database: Connection { call.database }

  enum Outcome {
    case right
    case wrong
    case locked
    /// Right, but the account is inactive: only whoever knows the password is told so.
    case inactive
    /// Neither the directory nor the server has a password of this account that it may sign in with.
    case without
  }

  init(_ call: Call) {
    self.call = call
  }

  /// A wrong password is counted; a right one ends no count, because a second factor may still be missing (`Lockout.forgive`).
  /// - Parameter login: what the account was looked up with, for the log.
  func check(_ password: String, of account: Account?, login: String? = nil) throws -> Outcome {
    func refuse(_ reason: String) { call.note(.refused, person: account?.id, login: login, means: means, reason: reason) }
    guard let account else {
      takeTheTime(password)
      refuse("unknown account")
      return .wrong
    }
    let lockout = Lockout(account, database)
    if lockout.isInForce {
      refuse("locked")
      return .locked
    }
    guard let isRight = try isRight(password, for: account) else {
      takeTheTime(password)
      refuse("not of the directory")
      return .without
    }
    guard isRight else {
      refuse("wrong password")
      if try lockout.countFailure() { call.note(.locked, person: account.id) }
      return .wrong
    }
    if account.isActive { return .right }
    refuse("inactive")
    return .inactive
  }

  /// What signing in takes here, as the log names it.
  var means: String {
    switch configuration.authStrategy {
    case .local: "password"
    case .noPassword: "nothing"
    case .ldap: "ldap"
    }
  }

  /// Nil when nobody is there to be asked. - Throws: `DirectoryError` when the directory does not answer.
  private func isRight(_ password: String, for account: Account) throws -> Bool? {
    switch configuration.authStrategy {
    case .noPassword: return true
    case .ldap where account.isFromDirectory: return try configuration.directory.accepts(password, login: account.desktopLogin ?? "")
    case .ldap where !configuration.directory.fallsBack: return nil
    case .local, .ldap: break
    }
    guard let hash = account.passwordHash else {
      takeTheTime(password)
      return false
    }
    guard Password.verify(password, hash: hash) else {
      takeTheTime(password, after: Password.cost(of: hash))
      return false
    }
    if Password.cost(of: hash) != configuration.passwordCost {
      let renewed = Password.hash(password, cost: configuration.passwordCost)
      try database.execute("UPDATE person SET password = \(renewed) WHERE id = \(account.id)")
    }
    return true
  }

  /// As long as a check lasts, so that the time does not tell which accounts exist.
  /// - Parameter checked: the cost of a check that was made, of a hash that is older than today's cost. Each step doubles the work, so that
  ///   the steps from there on are what it lacks.
  private func takeTheTime(_ password: String, after checked: Int? = nil) {
    let cost = configuration.passwordCost
    for step in checked.map({ Array(stride(from: $0, to: cost, by: 1)) }) ?? [cost] { _ = Password.hash(password, cost: step) }
  }
}
