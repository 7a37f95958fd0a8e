import MariaDB
import Web

/// Jobs as a process that works on them sees them: taken, and then done, put off or given up (DESIGN, Around the request).
///
/// Taking a job moves its due time behind a lease. Whoever dies with it never ends it, so that it becomes due again by itself; whoever is
/// only slow finds that the lease is another's and ends nothing.
package struct JobStore {
  private let database: Connection
  /// Seconds within which a job must be done, or be kept.
  private let lease: Int
  /// The kinds of jobs that are taken.
  private let condition: SQL

  /// A job that is ours for as long as the lease lasts.
  package struct Taken {
    package let id: ID
    package let kind: String
    package let payload: JSON.Object
    /// Seconds since 1970.
    package let createdAt: Int
    /// This one included.
    package let attempt: Int
    package let isExpired: Bool
    /// Why the attempt before failed.
    package let reason: String?
    fileprivate let lease: ID
  }

  package static let maxAttempts = 10

  /// - Parameter isMedia: takes the jobs that are processes' own, instead of the others; nil for all.
  package init(_ database: Connection, lease: Int, isMedia: Bool? = nil) {
    self.database = database
    self.lease = lease
    let kinds = Job.Kind.media.map(\.rawValue)
    condition =
      switch isMedia {
      case true?: "kind IN \(kinds)"
      case false?: "kind NOT IN \(kinds)"
      case nil: "TRUE"
      }
  }

  /// The job that has been due for longest and that nobody else is taking at the moment.
  package func take() throws -> Taken? {
    try database.transaction {
      let holder = ID.random()
      let found = try database.first(
        """
        SELECT id, kind, payload, FLOOR(UNIX_TIMESTAMP(created_at)), attempts, COALESCE(expires_at < UTC_TIMESTAMP(6), FALSE), reason FROM job
        WHERE failed_at IS NULL AND due_at <= UTC_TIMESTAMP(6) AND \(condition) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """
      ) { row -> Taken? in
        guard let id = row.id(0) else { return nil }
        return Taken(
          id: id, kind: row.text(1) ?? "", payload: row.text(2).flatMap { try? JSON.parse($0) }?.object ?? [:], createdAt: row.int(3) ?? 0,
          attempt: (row.int(4) ?? 0) + 1, isExpired: row.bool(5), reason: row.text(6), lease: holder)
      }
      guard let job = found ?? nil else { return nil }
      try database.execute(
        """
        UPDATE job SET attempts = \(job.attempt), lease = \(holder), due_at = UTC_TIMESTAMP(6) + INTERVAL \(lease) SECOND
        WHERE id = \(job.id)
        """)
      return job
    }
  }

  package func finish(_ job: Taken) throws {
    try database.execute("DELETE FROM job WHERE id = \(job.id) AND lease = \(job.lease)")
  }

  /// Is the job still ours? Then nobody else ends it before this transaction does. The lease begins anew.
  package func keep(_ job: Taken) throws -> Bool {
    let isOurs = try database.exists("SELECT 1 FROM job WHERE id = \(job.id) AND lease = \(job.lease) FOR UPDATE")
    if isOurs { try database.execute("UPDATE job SET due_at = UTC_TIMESTAMP(6) + INTERVAL \(lease) SECOND WHERE id = \(job.id)") }
    return isOurs
  }

  /// Gives back at once what was not even tried to its end.
  package func release(_ job: Taken) throws {
    try database.execute(
      """
      UPDATE job SET due_at = UTC_TIMESTAMP(6), lease = NULL, attempts = attempts - 1 WHERE id = \(job.id) AND lease = \(job.lease)
      """)
  }

  /// Later again: after 15 seconds, and four times as long with each attempt, up to six hours.
  package func putOff(_ job: Taken, reason: String, for given: Int? = nil) throws {
    let seconds = given ?? min(15 << (2 * min(job.attempt - 1, 10)), 6 * 3600)
    try database.execute(
      """
      UPDATE job SET due_at = UTC_TIMESTAMP(6) + INTERVAL \(seconds) SECOND, lease = NULL, reason = \(reason)
      WHERE id = \(job.id) AND lease = \(job.lease)
      """)
  }

  /// Never again, unless a sysadmin says so; the reason stays.
  package func giveUp(_ job: Taken, reason: String) throws {
    try database.execute(
      """
      UPDATE job SET failed_at = UTC_TIMESTAMP(6), lease = NULL, reason = \(reason)
      WHERE id = \(job.id) AND lease = \(job.lease)
      """)
  }
}
