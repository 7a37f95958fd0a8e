import Web

/// What a route is declared with.
package struct Endpoint: Sendable {
  package enum Audience: String, Sendable {
    /// No token is read.
    case anyone
    /// A token of a person or a bot.
    case signedIn
    /// A token of a person; bots get 403.
    case person
    /// A refresh token of a person.
    case refresh
  }

  package typealias Handler = @Sendable (Call) throws -> Response

  package let audience: Audience
  /// Runs in one transaction, with the events it causes.
  package let isWriting: Bool
  /// What the route does, for the API description.
  package let summary: String
  package let handler: Handler
  /// Read in the query that identifies the caller.
  package var document: CallerDocument?
}

/// All routes, declared by the features. What is declared here is what `tsubame routes` prints and what the API description holds.
package struct Routes {
  package private(set) var router = Router<Endpoint>()

  package init() {}

  package mutating func get(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, writing: Bool = false, with document: CallerDocument? = nil,
    _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(
      .get, pattern, Endpoint(audience: audience, isWriting: writing, summary: summary, handler: handler, document: document))
  }

  package mutating func post(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.post, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }

  package mutating func put(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.put, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }

  package mutating func delete(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.delete, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }
}
