/// Why somebody who comes from an identity provider is not let in. None of these texts holds what the other side has sent.
public enum OpenIDFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// No answer, or one that is a failure; with what libcurl or the status says.
  case unreachable(String)
  /// An answer that makes no sense.
  case garbage(String)
  /// The provider refuses, with an error code of OAuth (RFC 6749 §4.1.2.1, §5.2).
  case refused(String)
  /// The ID token is signed by a key that is not among those we know.
  case unknownKey
  /// What is wrong with the ID token.
  case token(String)

  public var description: String {
    switch self {
    case .unreachable(let reason): "the identity provider does not answer: \(reason)"
    case .garbage(let what): "the identity provider answers nonsense for \(what)"
    case .refused(let code): "the identity provider refuses: \(code)"
    case .unknownKey: "the ID token is signed with a key that the identity provider does not publish"
    case .token(let problem): "the ID token is not accepted: \(problem)"
    }
  }

  /// An error code as it was sent, when it looks like one.
  public static func refused(code: String?) -> OpenIDFailure {
    let isCode = code.map { !$0.isEmpty && $0.utf8.count <= 60 && $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F } } ?? false
    return .refused(isCode ? code ?? "" : "for a reason that it does not name")
  }
}
