import Engine
import Identity
import MariaDB
import Web

/// Second factors switched on and off, with what follows for recovery codes and the preferred factor (contract chapter 01, Algorithm 3).
struct TwoFactorSettings {
  private let account: Account
  private let passwordCost: Int
  private let database: Connection

  init(_ account: Account, _ call: Call) { self.init(account, call.configuration, call.database) }

  init(_ account: Account, _ configuration: Configuration, _ database: Connection) {
    self.account = account
    passwordCost = configuration.passwordCost
    self.database = database
  }

  /// The first factor becomes the preferred one. - Returns: new recovery codes; nil when there are some already.
  func enable(_ factor: SecondFactor) throws -> [String]? {
    try set([
      "\(raw: factor.flagColumn) = TRUE",
      "preferred_two_factor_authentication = COALESCE(preferred_two_factor_authentication, \(factor.rawValue))",
    ])
    return account.recoveryCodes.isEmpty ? try renewRecoveryCodes() : nil
  }

  /// With the last factor go the recovery codes.
  func disable(_ factor: SecondFactor) throws {
    let left = account.factors.filter { $0 != factor }
    if left.isEmpty { return try disableAll() }
    let preferred = account.preferredFactor == factor ? factor.successors.first(where: left.contains) : account.preferredFactor
    try set(Self.off(factor) + ["preferred_two_factor_authentication = \(preferred?.rawValue)"])
  }

  func disableAll() throws {
    let all = [SecondFactor.totp, .emailOTP, .fido].flatMap(Self.off)
    try set(all + ["otp_recovery_codes = NULL", "preferred_two_factor_authentication = NULL"])
  }

  /// A new set, in clear; the old one is void.
  func renewRecoveryCodes() throws -> [String] {
    let codes = RecoveryCodes.make()
    let hashes = RecoveryCodes.hashes(of: codes, passwordCost: passwordCost)
    try set(["otp_recovery_codes = \(JSON(hashes).description)"])
    return codes
  }

  private static func off(_ factor: SecondFactor) -> [SQL] {
    ["\(raw: factor.flagColumn) = FALSE", "\(raw: factor.secretColumn) = NULL"] + (factor == .totp ? ["totp_last_step = NULL"] : [])
  }

  private func set(_ assignments: [SQL]) throws {
    try database.execute(
      "UPDATE person SET \(assignments.joined(separator: ", ")), updated_at = UTC_TIMESTAMP(6) WHERE id = \(account.id)")
  }
}

extension SecondFactor {
  /// Who becomes the preferred factor after this one, if enabled.
  fileprivate var successors: [SecondFactor] {
    switch self {
    case .totp: [.fido, .emailOTP]
    case .emailOTP: [.fido, .totp]
    case .fido: [.totp, .emailOTP]
    }
  }
}
