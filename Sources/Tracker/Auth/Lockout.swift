import Engine
import MariaDB
import Web

/// Slows guessing down: five wrong proofs in a row, passwords or second factors, lock an account for a minute (contract chapter 01,
/// Algorithm 1, steps 2, 4, 6 and 7).
///
/// What was counted must be kept, so whoever counts *answers* the refusal: a thrown failure would roll the count back.
struct Lockout {
  private let account: Account
  private let database: Connection

  private static let maxFailures = 5
  private static let seconds = 60

  init(_ account: Account, _ database: Connection) {
    self.account = account
    self.database = database
  }

  /// Attempts are refused unseen, and neither counted nor do they prolong it.
  var isInForce: Bool { account.failures >= Self.maxFailures && account.secondsSinceFailure < Self.seconds }

  /// After a lock that is over, counting starts again. - Returns: is the account locked from now on?
  func countFailure() throws -> Bool {
    let failures = account.failures >= Self.maxFailures ? 1 : account.failures + 1
    try database.execute(
      """
      UPDATE person SET login_failed_attemps = \(failures), last_login_failed = UTC_TIMESTAMP(6), updated_at = UTC_TIMESTAMP(6)
      WHERE id = \(account.id)
      """)
    return failures >= Self.maxFailures
  }

  /// What is answered while it is in force.
  static let refusal: JSON.Object = [
    "error": true, "message": "Too many wrong attempts: wait a minute.", "too_many_failed_login_attemps": true,
  ]

  /// For who has shown all that signing in takes.
  func forgive() throws {
    guard account.failures > 0 else { return }
    try database.execute("UPDATE person SET login_failed_attemps = 0 WHERE id = \(account.id)")
  }
}
