import MariaDB
import Web

/// Jobs as a sysadmin sees them: what waits, what was given up and why, and doing something about it.
package struct JobAdministration {
  private let database: Connection

  package init(_ database: Connection) { self.database = database }

  package struct Entry {
    package let id: ID
    package let kind: String
    /// `waiting`, `running` or `given up`.
    package let state: String
    /// How often it was tried.
    package let attempts: Int
    /// UTC.
    package let createdAt: String
    /// UTC; of one that waits: not before.
    package let dueAt: String
    /// Why the last attempt failed.
    package let reason: String?
    package let payload: JSON.Object
  }

  private static let state: SQL = """
    IF(failed_at IS NOT NULL, 'given up', IF(lease IS NOT NULL AND due_at > UTC_TIMESTAMP(6), 'running', 'waiting'))
    """

  private func entries(where condition: SQL, atMost limit: Int) throws -> [Entry] {
    try database.all(
      """
      SELECT id, kind, \(Self.state), attempts, created_at, due_at, reason, payload FROM job
      WHERE \(condition) ORDER BY created_at, id LIMIT \(limit)
      """
    ) { row -> Entry? in
      guard let id = row.id(0) else { return nil }
      return Entry(
        id: id, kind: row.text(1) ?? "", state: row.text(2) ?? "", attempts: row.int(3) ?? 0,
        createdAt: String((row.text(4) ?? "").prefix(19)), dueAt: String((row.text(5) ?? "").prefix(19)), reason: row.text(6),
        payload: row.text(7).flatMap { try? JSON.parse($0) }?.object ?? [:])
    }.compactMap { $0 }
  }

  /// Oldest first. - Parameter isGivenUp: only those.
  package func list(givenUp isGivenUp: Bool, atMost limit: Int) throws -> [Entry] {
    try entries(where: isGivenUp ? "failed_at IS NOT NULL" : "TRUE", atMost: limit)
  }

  /// - Throws: 404 for a job that does not exist, or no more.
  package func find(_ name: String) throws -> Entry {
    guard let id = ID(name), let entry = try entries(where: "id = \(id)", atMost: 1).first else {
      throw Failure.notFound("There is no job \(name). What is done is forgotten; `tsubame jobs list` prints the others.")
    }
    return entry
  }

  /// Makes it due at once, with all its attempts before it, and without an end. - Throws: 404, 409 for one that is worked on.
  package func retry(_ name: String) throws {
    let entry = try idle(name)
    try database.execute(
      """
      UPDATE job SET failed_at = NULL, lease = NULL, attempts = 0, due_at = UTC_TIMESTAMP(6), expires_at = NULL WHERE id = \(entry.id)
      """)
  }

  /// Forgets it. - Throws: 404, 409 for one that is worked on.
  package func cancel(_ name: String) throws {
    try database.execute("DELETE FROM job WHERE id = \(try idle(name).id)")
  }

  private func idle(_ name: String) throws -> Entry {
    let entry = try find(name)
    if entry.state == "running" { throw Failure.plain(409, "The job is being worked on at the moment.") }
    return entry
  }
}
