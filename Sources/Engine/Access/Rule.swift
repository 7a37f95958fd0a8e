import Web

/// Who may do something, as a name, as words for people, and as a function of what the caller is there and of the row in question.
///
/// Each rule stands in one place, in this folder: those about what the caller is in `Rule+Roles`, the others with the facts that they look
/// at. Administrators pass every rule.
package struct Rule<Row>: Sendable {
  /// For the API description: "managers of the project".
  package let words: String
  /// Does it look at the caller's place in a project? The others are about the studio.
  package let isOfProject: Bool
  private let allows: @Sendable (Standing, Row) throws -> Bool

  package init(_ words: String, ofProject isOfProject: Bool = true, _ allows: @escaping @Sendable (Standing, Row) throws -> Bool) {
    self.words = words
    self.isOfProject = isOfProject
    self.allows = allows
  }

  /// Does it let the caller pass?
  package func passes(_ standing: Standing, _ row: Row) throws -> Bool { try standing.isAdmin || allows(standing, row) }

  /// - Throws: 403.
  package func check(_ standing: Standing, _ row: Row) throws {
    if try !passes(standing, row) { throw Failure.forbidden }
  }
}

/// The subject of rules that are about no row: what the caller is says it all.
package struct Studio: Sendable {
  package init() {}
}
