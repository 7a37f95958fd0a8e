import MariaDB
import Web

/// The account with which one looks at a production as a client does, for an hour after somebody opened it (contract chapter 09). It reads
/// and does nothing else.
package struct PreviewAccount: Sendable, Equatable {
  /// Seconds since 1970; nil while it is closed.
  package let openedAt: Int?
  package let openUntil: Int?

  /// How long it stays open, in minutes.
  package static let minutes = 60

  package init(openedAt: Int?, openUntil: Int?) {
    self.openedAt = openedAt
    self.openUntil = openUntil
  }

  /// What is selected for it, of `person`.
  package static let columns: SQL = """
    person.preview_project_id, FLOOR(UNIX_TIMESTAMP(person.preview_opened_at)), FLOOR(UNIX_TIMESTAMP(person.preview_open_until))
    """

  /// Nil for everybody else's account. - Parameter start: index of the first of the columns.
  package init?(_ row: Row, from start: Int) {
    if row.isNull(start) { return nil }
    self.init(openedAt: row.int(start + 1), openUntil: row.int(start + 2))
  }

  /// - Parameter now: seconds since 1970.
  package func isOpen(at now: Int) -> Bool { openUntil.map { now < $0 } ?? false }

  /// Is a token good that was issued then? Opening the account again brings none back from the time before.
  package func admits(tokenOf issuedAt: Int, at now: Int) -> Bool { isOpen(at: now) && openedAt.map { issuedAt >= $0 } ?? false }
}

extension Connection {
  /// Is one of the people the preview account of a production? It works nowhere, and belongs to no other team.
  package func holdsPreviewAccount(_ people: [ID]) throws -> Bool {
    try exists("SELECT 1 FROM person WHERE id IN \(people) AND preview_project_id IS NOT NULL LIMIT 1")
  }
}
