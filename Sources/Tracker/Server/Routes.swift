import Web

/// What a route is declared with.
struct Endpoint: Sendable {
  enum Audience: String, Sendable {
    /// No token is read.
    case anyone
    /// A token of a person or a bot.
    case signedIn
    /// A token of a person; bots get 403.
    case person
    /// A refresh token of a person.
    case refresh
  }

  typealias Handler = @Sendable (Call) throws -> Response

  let audience: Audience
  /// Runs in one transaction, with the events it causes.
  let isWriting: Bool
  /// What the route does, for the API description.
  let summary: String
  let handler: Handler
  /// Read in the query that identifies the caller.
  var document: CallerDocument?
}

/// All routes, declared by the features. What is declared here is what `tsubame routes` prints and what the API description holds.
struct Routes {
  private(set) var router = Router<Endpoint>()

  mutating func get(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, writing: Bool = false, with document: CallerDocument? = nil,
    _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(
      .get, pattern, Endpoint(audience: audience, isWriting: writing, summary: summary, handler: handler, document: document))
  }

  mutating func post(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.post, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }

  mutating func put(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.put, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }

  mutating func delete(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ handler: @escaping Endpoint.Handler
  ) {
    router.add(.delete, pattern, Endpoint(audience: audience, isWriting: true, summary: summary, handler: handler))
  }
}
