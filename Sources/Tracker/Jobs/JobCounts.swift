import Engine
import MariaDB

/// How many jobs there are.
struct JobCounts {
  let waiting: Int
  let running: Int
  /// Given up in the last thirty days.
  let failed: Int

  init(_ database: Connection) throws {
    let counts = try database.first(
      """
      SELECT COUNT(CASE WHEN failed_at IS NULL AND lease IS NULL THEN 1 END),
      COUNT(CASE WHEN lease IS NOT NULL AND due_at > UTC_TIMESTAMP(6) THEN 1 END), COUNT(failed_at) FROM job
      """
    ) { ($0.int(0) ?? 0, $0.int(1) ?? 0, $0.int(2) ?? 0) }
    (waiting, running, failed) = counts ?? (0, 0, 0)
  }
}
