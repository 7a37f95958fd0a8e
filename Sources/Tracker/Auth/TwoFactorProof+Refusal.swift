import Engine
import Web

/// The proof that a change to how one signs in needs beside the session.
extension TwoFactorProof {
  /// What is answered when the proof is not good; nil when it is. Wrong ones count as they do when signing in: a session must not do for
  /// guessing the codes that it lacks. A good one ends no count, or it would do for guessing the password.
  func refusal(for account: Account, _ call: Call) throws -> JSON.Object? {
    if Lockout(account, call.database).isInForce {
      call.note(.refused, person: account.id, means: means(against: account).first, reason: "locked")
      var body = Lockout.refusal
      body["wrong_OTP"] = true
      return body
    }
    switch try check(against: account, call) {
    case .good: return nil
    case .missing: return Self.wrong("A second factor, or a recovery code, is needed.")
    case .wrong: return Self.wrong("The second factor is wrong, or was used before.")
    }
  }

  static func wrong(_ message: String) -> JSON.Object { ["error": true, "message": .text(message), "wrong_OTP": true] }
}
