import Identity
import Web

/// Who makes the request.
package struct Caller: Sendable {
  package let id: ID
  package let email: String?
  /// The role in the studio, read from the database with each request: a change applies at once.
  package let role: Role
  package let token: Token
  /// What the route asked for with a `CallerDocument`; nil when a row of it is missing.
  package var document: [UInt8]?

  package init(id: ID, email: String?, role: Role, token: Token, document: [UInt8]? = nil) {
    self.id = id
    self.email = email
    self.role = role
    self.token = token
    self.document = document
  }

  package var isBot: Bool { token.identity == .bot }
}
