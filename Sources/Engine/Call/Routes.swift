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
  /// What its steps read and ask for, in their order.
  package var notes: [StepNote] = []
  /// Read in the query that identifies the caller.
  package var document: CallerDocument?
  /// Of the request's body.
  package var weight = BodyWeight.document

  package init(
    audience: Audience, isWriting: Bool, summary: String, handler: @escaping Handler, document: CallerDocument? = nil,
    weight: BodyWeight = .document, notes: [StepNote] = []
  ) {
    self.audience = audience
    self.isWriting = isWriting
    self.summary = summary
    self.handler = handler
    self.document = document
    self.weight = weight
    self.notes = notes
  }
}

/// All routes, declared by the features. What is declared here is what `tsubame routes` prints and what the API description holds.
package struct Routes {
  package private(set) var router = Router<Endpoint>()

  package init() {}

  /// Declares a route.
  /// - Parameters:
  ///   - pattern: `/data/tasks/:task_id/full`.
  ///   - document: is read in the query that identifies the caller.
  ///   - weight: what the body may weigh.
  ///   - summary: what the route does, in the imperative.
  ///   - steps: what the handler needs, in the order in which the contract refuses.
  package mutating func add<each Value>(
    _ method: Method, _ pattern: String, for audience: Endpoint.Audience, writing isWriting: Bool, with document: CallerDocument? = nil,
    weight: BodyWeight = .document, _ summary: String, _ steps: repeat Step<each Value>,
    then handler: @escaping @Sendable (Call, repeat each Value) throws -> Response
  ) {
    var notes: [StepNote] = []
    repeat notes.append((each steps).note)
    let known = Set(pattern.split { $0 == "/" || $0 == "." }.filter { $0.first == ":" }.map { $0.dropFirst() })
    for parameter in notes.flatMap(\.parameters) {
      precondition(known.contains(parameter[...]), "\(method.rawValue) \(pattern) has no parameter \(parameter)")
    }
    let endpoint = Endpoint(
      audience: audience, isWriting: isWriting, summary: summary,
      handler: { call in try handler(call, repeat try (each steps).run(call)) }, document: document,
      weight: notes.map(\.weight).reduce(weight, max), notes: notes)
    router.add(method, pattern, endpoint)
  }

  package mutating func get<each Value>(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, writing: Bool = false, with document: CallerDocument? = nil,
    _ summary: String, _ steps: repeat Step<each Value>, then handler: @escaping @Sendable (Call, repeat each Value) throws -> Response
  ) {
    add(.get, pattern, for: audience, writing: writing, with: document, summary, repeat each steps, then: handler)
  }

  package mutating func post<each Value>(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, weight: BodyWeight = .document, _ summary: String,
    _ steps: repeat Step<each Value>,
    then handler: @escaping @Sendable (Call, repeat each Value) throws -> Response
  ) {
    add(.post, pattern, for: audience, writing: true, weight: weight, summary, repeat each steps, then: handler)
  }

  package mutating func put<each Value>(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, weight: BodyWeight = .document, _ summary: String,
    _ steps: repeat Step<each Value>,
    then handler: @escaping @Sendable (Call, repeat each Value) throws -> Response
  ) {
    add(.put, pattern, for: audience, writing: true, weight: weight, summary, repeat each steps, then: handler)
  }

  package mutating func delete<each Value>(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ steps: repeat Step<each Value>,
    then handler: @escaping @Sendable (Call, repeat each Value) throws -> Response
  ) {
    add(.delete, pattern, for: audience, writing: true, summary, repeat each steps, then: handler)
  }
}
