import Engine

/// Who must have a second factor (chapter 01, section 9).
struct TwoFactorPolicy {
  private let configuration: Configuration

  init(_ configuration: Configuration) {
    self.configuration = configuration
  }

  /// Gets the person only a session in which a second factor can be set up? Preview accounts write nothing, and could not set one up.
  func restricts(_ account: Account) -> Bool {
    account.preview == nil && restricts(email: account.email, hasFactor: !account.factors.isEmpty)
  }

  /// Gets the person only a session in which a second factor can be set up?
  func restricts(email: String?, hasFactor: Bool) -> Bool {
    configuration.enforcesTwoFactor && !hasFactor && !configuration.twoFactorExempt.contains(email ?? "")
  }
}
