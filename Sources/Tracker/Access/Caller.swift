import Identity
import Web

/// Who makes the request.
struct Caller: Sendable {
  let id: ID
  let email: String?
  /// The role in the studio, read from the database with each request: a change applies at once.
  let role: Role
  let token: Token
  /// What the route asked for with a `CallerDocument`; nil when a row of it is missing.
  var document: [UInt8]?

  var isBot: Bool { token.identity == .bot }
}
