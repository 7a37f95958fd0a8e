import Glibc
import Identity
import MariaDB
import Web

/// Signing in with a password (contract chapter 01, Algorithm 1).
///
/// What is refused is answered, not thrown: the counter of failed attempts must be kept, and a thrown failure would roll it back.
struct Login {
  private let call: Call
  private var database: Connection { call.database }
  private var configuration: Configuration { call.configuration }

  init(_ call: Call) {
    self.call = call
  }

  private struct Form {
    let email: String
    let password: String
    let totp: String?
    let emailOTP: String?
    let assertion: JSON.Object?
    let recoveryCode: String?
  }

  /// Failed attempts after which an account is locked, and seconds that it stays so.
  private static let maxAttempts = 5
  private static let lockSeconds = 60

  func answer() throws -> Response {
    let form = try call.request.validated { fields in
      Form(
        email: fields.text("email", atLeast: 1), password: fields.text("password", default: "default"), totp: fields.optionalText("totp"),
        emailOTP: fields.optionalText("email_otp"), assertion: fields.optionalObject("fido_authentication_response"),
        recoveryCode: fields.optionalText("recovery_code"))
    }
    guard let person = try account(form.email) else {
      // An unknown account takes as long as a known one.
      _ = Password.hash(form.password, cost: configuration.passwordCost)
      return Self.refused
    }
    if person.failures >= Self.maxAttempts {
      if person.secondsSinceFailure < Self.lockSeconds {
        return .json(["error": true, "login": false, "too_many_failed_login_attemps": true], status: 400)
      }
      try database.execute("UPDATE person SET login_failed_attemps = 0 WHERE id = \(person.id)")
    }
    guard try isRight(form.password, for: person) else {
      try countFailure(person, restarting: person.failures >= Self.maxAttempts)
      return Self.refused
    }
    guard person.isActive else {
      return .json(
        ["error": true, "login": false, "unactive": true, "message": "This account is inactive. Ask an administrator to activate it."],
        status: 401)
    }
    if !person.factors.isEmpty {
      switch try check(form, person) {
      case .good: break
      case .missing:
        return .json(
          [
            "error": true, "login": false, "missing_OTP": true, "preferred_two_factor_authentication": JSON(person.preferredFactor),
            "two_factor_authentication_enabled": JSON(["recovery_code"] + person.factors),
          ], status: 400)
      case .wrong:
        try countFailure(person, restarting: person.failures >= Self.maxAttempts)
        return .json(["error": true, "login": false, "wrong_OTP": true], status: 400)
      }
    }
    if person.failures > 0 { try database.execute("UPDATE person SET login_failed_attemps = 0 WHERE id = \(person.id)") }
    if form.password == "default" && configuration.authStrategy != .noPassword { return try forcePasswordChange(person) }
    return try open(person)
  }

  private static var refused: Response { .json(["login": false], status: 400) }

  // MARK: Account

  private struct Account {
    let id: ID
    let email: String?
    let hash: String?
    let isActive: Bool
    let role: Role
    let failures: Int
    let secondsSinceFailure: Int
    /// Enabled second factors in the order that clients show them.
    let factors: [String]
    let preferredFactor: String?
    let totpSecret: String?
    let recoveryCodes: [String]
  }

  /// Somebody with that address (whatever its case) or that desktop login; the row is locked, so that attempts at the same time are counted
  /// one after the other.
  private func account(_ login: String) throws -> Account? {
    func find(_ condition: SQL) throws -> Account? {
      try database.first(
        """
        SELECT id, email, password, active, role, COALESCE(login_failed_attemps, 0),
        TIMESTAMPDIFF(SECOND, COALESCE(last_login_failed, '1970-01-01'), UTC_TIMESTAMP(6)),
        totp_enabled, email_otp_enabled, fido_enabled, preferred_two_factor_authentication, totp_secret, otp_recovery_codes
        FROM person WHERE \(condition) AND NOT is_bot ORDER BY id LIMIT 1 FOR UPDATE
        """
      ) { row in
        let factors = [("totp", 7), ("email_otp", 8), ("fido", 9)].filter { row.bool($0.1) }.map(\.0)
        return Account(
          id: row.id(0) ?? .random(), email: row.text(1), hash: row.text(2), isActive: row.bool(3),
          role: row.text(4).flatMap { Role(rawValue: $0) } ?? .user, failures: row.int(5) ?? 0,
          secondsSinceFailure: row.int(6) ?? Int.max, factors: factors, preferredFactor: row.text(10), totpSecret: row.text(11),
          recoveryCodes: row.text(12).flatMap { try? JSON.parse($0) }?.array?.compactMap(\.text) ?? [])
      }
    }
    return try find("email = \(login.lowercased())") ?? find("desktop_login = \(login)")
  }

  private func isRight(_ password: String, for person: Account) throws -> Bool {
    switch configuration.authStrategy {
    case .noPassword: return true
    case .ldap: return false
    case .local: break
    }
    guard let hash = person.hash else {
      _ = Password.hash(password, cost: configuration.passwordCost)
      return false
    }
    guard Password.verify(password, hash: hash) else { return false }
    if Password.cost(of: hash) != configuration.passwordCost {
      let renewed = Password.hash(password, cost: configuration.passwordCost)
      try database.execute("UPDATE person SET password = \(renewed) WHERE id = \(person.id)")
    }
    return true
  }

  private func countFailure(_ person: Account, restarting: Bool) throws {
    try database.execute(
      """
      UPDATE person SET login_failed_attemps = \(restarting ? 1 : person.failures + 1), last_login_failed = UTC_TIMESTAMP(6),
      updated_at = UTC_TIMESTAMP(6) WHERE id = \(person.id)
      """)
  }

  // MARK: Second factor

  private enum Proof { case good, missing, wrong }

  /// Algorithm 2: the first factor that is both enabled and shown decides.
  private func check(_ form: Form, _ person: Account) throws -> Proof {
    if person.factors.contains("totp"), let code = form.totp {
      return OneTimeCode.verify(code, secret: person.totpSecret ?? "", now: Token.now) ? .good : .wrong
    }
    // A code by mail or a security key answers a challenge; where none is pending, none can be right.
    if person.factors.contains("email_otp"), form.emailOTP != nil { return .wrong }
    if person.factors.contains("fido"), form.assertion != nil { return .wrong }
    guard let code = form.recoveryCode else { return .missing }
    guard let used = person.recoveryCodes.firstIndex(where: { Password.verify(code, hash: $0) }) else { return .wrong }
    var left = person.recoveryCodes
    left.remove(at: used)
    try database.execute("UPDATE person SET otp_recovery_codes = \(JSON(left).description) WHERE id = \(person.id)")
    return .good
  }

  // MARK: Success

  private func forcePasswordChange(_ person: Account) throws -> Response {
    let token = SecureRandom.code(64)
    try database.execute(
      """
      REPLACE INTO reset_token (email, token_hash, expires_at)
      VALUES (\((person.email ?? "").lowercased()), \(Digest.sha256(Array(token.utf8))), UTC_TIMESTAMP(6) + INTERVAL 2 HOUR)
      """)
    return .json(["login": false, "default_password": true, "token": .text(token)], status: 400)
  }

  private func open(_ person: Account) throws -> Response {
    let request = call.request
    let isRestricted = TwoFactorPolicy(configuration).restricts(email: person.email, hasFactor: !person.factors.isEmpty)
    let (access, refresh) = Sessions.pair(for: person.id, isRestricted: isRestricted)
    let (accessText, refreshText) = (access.signed(with: configuration.secretKey), refresh.signed(with: configuration.secretKey))
    let isBrowser = Browser.isBrowser(request)
    try database.insert(
      into: .loginLog,
      ["person_id": person.id.sqlValue, "ip_address": clientAddress.sqlValue, "origin": isBrowser ? "web" : "script"])
    let output = JSONOutput(capacity: 4096)
    output.append(raw: "{\"user\":")
    let shape = PersonShape.session
    _ = try database.first("SELECT \(shape.select) FROM person WHERE person.id = \(person.id)") { shape.write($0, to: output) }
    output.append(raw: ",\"organisation\":")
    try Organisation.write(to: output, isAdmin: person.role == .admin, database)
    output.append(raw: ",\"login\":true,\"access_token\":\"\(accessText)\",\"refresh_token\":\"\(refreshText)\"")
    if isRestricted { output.append(raw: ",\"two_factor_authentication_required\":true") }
    output.append(byte: UInt8(ascii: "}"))
    var response = Response(body: .bytes(Array(output.bytes)))
    if isBrowser { response.headers = SessionCookies(call).set(access: accessText, refresh: refreshText) }
    return response
  }

  /// The address that nginx saw; nil when it is none.
  private var clientAddress: String? {
    let address = call.request.header("X-Real-IP") ?? call.request.parameter("REMOTE_ADDR") ?? ""
    var storage = in6_addr()
    return inet_pton(AF_INET, address, &storage) == 1 || inet_pton(AF_INET6, address, &storage) == 1 ? address : nil
  }
}

/// Who must have a second factor (chapter 01, section 9).
struct TwoFactorPolicy {
  private let configuration: Configuration

  init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// Gets the person only a session in which a second factor can be set up?
  func restricts(email: String?, hasFactor: Bool) -> Bool {
    configuration.enforcesTwoFactor && !hasFactor && !configuration.twoFactorExempt.contains(email ?? "")
  }
}
