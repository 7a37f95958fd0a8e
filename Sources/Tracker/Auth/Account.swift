import Engine
import Identity
import MariaDB
import Web

/// Somebody who proves who they are, with all that their proofs are checked against. Read with its row locked, so that proofs shown at the
/// same time are counted, and used up, one after the other.
struct Account {
  let id: ID
  let email: String?
  /// Bcrypt; nil where no password was ever set.
  let passwordHash: String?
  /// False for a preview account that is closed, too.
  let isActive: Bool
  /// Whose password the directory keeps.
  let isFromDirectory: Bool
  let desktopLogin: String?
  let role: Role
  /// Failures in a row, and seconds since the last one.
  let failures: Int
  let secondsSinceFailure: Int
  /// Enabled second factors in the order that clients show them.
  let factors: [SecondFactor]
  let preferredFactor: SecondFactor?
  /// Base32; also there while the factor is being set up.
  let totpSecret: String?
  /// Period of the last code that was used.
  let lastTOTPStep: Int?
  /// Base32; of codes by mail.
  let emailSecret: String?
  let securityKeys: SecurityKeys
  /// Bcrypt hashes of the codes that are left.
  let recoveryCodes: [String]
  /// What tells which sessions are over (`Sessions.isOver`).
  let sessionGeneration: Int
  let keptSession: String?
  /// Set where it is the preview account of a production.
  let preview: PreviewAccount?

  /// Is it short enough for an address or a desktop login? Anybody may send a longer one; the database need not see it.
  static func isPossible(login: String) -> Bool { login.unicodeScalars.count <= 255 }

  /// A person with that address (whatever its case) or that desktop login; nil for nobody. Bots do not sign in.
  static func find(login: String, _ database: Connection) throws -> Account? {
    guard isPossible(login: login) else { return nil }
    // Looked for without a lock: it would wait for the rows of everybody else who signs in at the moment.
    let id =
      try database.ids("SELECT id FROM person WHERE unique_email = \(login.lowercased())").first
      ?? only(database.ids("SELECT id FROM person WHERE desktop_login = \(login) AND NOT is_bot ORDER BY id LIMIT 2"))
    return try id.flatMap { try find($0, database) }
  }

  /// A login that two people have, as older data may, is nobody's.
  private static func only(_ ids: [ID]) -> ID? { ids.count == 1 ? ids[0] : nil }

  /// Of whoever is signed in.
  /// - Throws: 401 when the session ended while the row was waited for, as by another password: it must not become a new one here.
  static func caller(_ call: Call) throws -> Account {
    let caller = try call.access.caller
    guard let account = try find(caller.id, call.database) else { throw Failure.forbidden }
    if Sessions.isOver(caller.token, generation: account.sessionGeneration, kept: account.keptSession) { throw Identification.revoked }
    return account
  }

  static func find(_ id: ID, _ database: Connection) throws -> Account? {
    try database.first(
      """
      SELECT id, email, password, active, role, COALESCE(login_failed_attemps, 0),
      TIMESTAMPDIFF(SECOND, COALESCE(last_login_failed, '1970-01-01'), UTC_TIMESTAMP(6)),
      totp_enabled, email_otp_enabled, fido_enabled, preferred_two_factor_authentication, totp_secret, otp_recovery_codes, fido_credentials,
      email_otp_secret, totp_last_step, is_generated_from_ldap, desktop_login, COALESCE(session_generation, 0), kept_session,
      \(PreviewAccount.columns)
      FROM person WHERE id = \(id) AND NOT is_bot FOR UPDATE
      """
    ) { row in
      guard let id = row.id(0) else { return nil }
      let preview = PreviewAccount(row, from: 20)
      return Account(
        id: id, email: row.text(1), passwordHash: row.text(2), isActive: row.bool(3) && preview?.isOpen(at: Token.now) != false,
        isFromDirectory: row.bool(16), desktopLogin: row.text(17), role: row.text(4).flatMap { Role(rawValue: $0) } ?? .user,
        failures: row.int(5) ?? 0, secondsSinceFailure: row.int(6) ?? Int.max,
        factors: zip([.totp, .emailOTP, .fido], 7...9).filter { row.bool($1) }.map(\.0),
        preferredFactor: row.text(10).flatMap { SecondFactor(rawValue: $0) }, totpSecret: row.text(11),
        lastTOTPStep: row.int(15), emailSecret: row.text(14), securityKeys: SecurityKeys(stored: row.text(13)),
        recoveryCodes: row.text(12).flatMap { try? JSON.parse($0) }?.array?.compactMap(\.text) ?? [],
        sessionGeneration: row.int(18) ?? 0, keptSession: row.text(19), preview: preview)
    } ?? nil
  }
}

/// The kinds of a second factor; recovery codes stand in for any of them.
enum SecondFactor: String, CaseIterable {
  case totp
  case emailOTP = "email_otp"
  case fido

  /// Column of the person: is it enabled?
  var flagColumn: String { "\(rawValue)_enabled" }

  /// Column of the person: what it is checked against.
  var secretColumn: String {
    switch self {
    case .totp: "totp_secret"
    case .emailOTP: "email_otp_secret"
    case .fido: "fido_credentials"
    }
  }
}
