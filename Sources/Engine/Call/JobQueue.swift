import MariaDB
import Web

/// What a request leaves for later: written by its transaction, so that no mail tells of what was rolled back.
package final class JobQueue {
  private var jobs: [Job] = []

  package init() {}

  package func add(_ job: Job) { jobs.append(job) }

  /// Forgets what a transaction that is played again has queued.
  package func removeAll() { jobs.removeAll() }

  /// Writes what was queued, in one statement.
  package func write(to database: Connection) throws {
    if jobs.isEmpty { return }
    let rows = jobs.map { job in
      """
      (\(ID.make()), \(job.kind.rawValue), \(JSON.object(job.payload).description), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),
      UTC_TIMESTAMP(6) + INTERVAL \(job.lifetime) SECOND, \(job.subject))
      """ as SQL
    }
    try database.execute(
      "INSERT INTO job (id, kind, payload, created_at, due_at, expires_at, subject_id) VALUES \(rows.joined(separator: ", "))")
  }
}
