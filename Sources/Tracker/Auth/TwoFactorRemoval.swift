import Engine
import Identity
import Web

/// What somebody shows to do without a second factor, or one of their security keys: the factor, and the password.
///
/// The original asks for the factor only, so its web app sends no password. There, having signed in a short time ago stands for it
/// (`RECENT_SIGN_IN_MINUTES`): whoever sits down at a session that was left open, with the owner's telephone or key at hand, cannot take
/// the factor away.
struct TwoFactorRemoval {
  private let password: String?
  private let proof: TwoFactorProof

  /// The fields of a body in the order in which what is wrong with them is told.
  init(_ fields: inout FieldReader) {
    proof = TwoFactorProof(&fields)
    password = fields.optionalText("password")
  }

  /// What is answered when it is not enough; nil when it is. Wrong ones count as they do when signing in. A password that is shown must be
  /// right even where none is asked for.
  func refusal(for account: Account, _ call: Call) throws -> JSON.Object? {
    guard let password else {
      if try isRecent(call) { return try proof.refusal(for: account, call) }
      call.note(.refused, person: account.id, reason: "no password with the second factor")
      return Self.wrong("The password is needed beside the second factor: sign in again, or send it as `password`.")
    }
    switch try PasswordCheck(call).check(password, of: account) {
    case .right: return try proof.refusal(for: account, call)
    case .locked: return Lockout.refusal
    case .wrong, .without, .inactive: return Self.wrong("The password is wrong.")
    }
  }

  /// Did the caller sign in a short time ago? Programs never did.
  private func isRecent(_ call: Call) throws -> Bool {
    guard let signedInAt = try call.access.caller.token.signedInAt else { return false }
    return Token.now - signedInAt < call.configuration.recentSignIn * 60
  }

  private static func wrong(_ message: String) -> JSON.Object { ["error": true, "message": .text(message), "wrong_password": true] }
}
