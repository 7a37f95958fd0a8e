import Logging
import Web

/// What a sysadmin wants to know of who came in and what changed about it: one line in the log each, written when the request has ended,
/// whatever its answer. No secret is in it.
package struct SecurityNote {
  package enum Event: String {
    case signedIn = "signed-in"
    case signedOut = "signed-out"
    case refused
    case locked
    case factorEnabled = "factor-enabled"
    case factorDisabled = "factor-disabled"
    case recoveryCodesReplaced = "recovery-codes-replaced"
    case passwordChanged = "password-changed"
    case resetRequested = "reset-requested"
    case tokenCreated = "token-created"
    case tokensRevoked = "tokens-revoked"
    case accountCreated = "account-created"
    case roleChanged = "role-changed"
    /// An identity provider cannot be asked, or answers nothing that can be used.
    case providerUnavailable = "provider-unavailable"

    /// Did it happen although the request was rolled back?
    package var isKept: Bool { self == .refused || self == .providerUnavailable }
  }

  package let event: Event
  /// Whom it is about; the one who asked is in the request's own line.
  package var person: ID?
  /// As it was typed, for accounts that may not exist.
  package var login: String?
  /// How: `password`, `totp`, `saml`, …
  package var means: String?
  /// Why it was refused.
  package var reason: String?

  package init(event: Event, person: ID? = nil, login: String? = nil, means: String? = nil, reason: String? = nil) {
    self.event = event
    self.person = person
    self.login = login
    self.means = means
    self.reason = reason
  }

  /// - Parameters:
  ///   - request: its id; none for a command on the server.
  ///   - address: where it came from.
  package func write(to log: Logger, request: String = "-", address: String = "-") {
    var metadata: Logger.Metadata = ["event": "\(event.rawValue)", "id": "\(request)", "address": "\(address)"]
    if let person { metadata["person"] = "\(person)" }
    if let login { metadata["login"] = "\(String(login.unicodeScalars.prefix(100)))" }
    if let means { metadata["means"] = "\(means)" }
    if let reason { metadata["reason"] = "\(reason)" }
    // Whatever else is kept out of the log.
    var log = log
    log.logLevel = min(log.logLevel, .notice)
    log.log(level: event == .providerUnavailable ? .warning : .notice, "security", metadata: metadata)
  }
}
