import Engine
import Glibc
import Logging
import MariaDB
import Storage
import Web

/// Works on jobs, one after the other: what `tsubame jobs` does. As many of these processes as one likes share the table, on any host.
/// One of them either works on movies, or on everything else.
package final class JobRunner {
  private let configuration: Configuration
  private let database: Connection
  private let store: JobStore
  private let log: Logger
  private let isMedia: Bool
  private var isEnding: () -> Bool = { false }
  private let id = ID.random()
  /// Done, but the database does not know yet.
  private var done: JobStore.Taken?
  private var lastSign = 0
  private var lastCleaning = 0

  /// - Parameter lease: seconds after which a job that nobody ended is anybody's again.
  package init(configuration: Configuration, lease: Int, isMedia: Bool, log: Logger) {
    self.configuration = configuration
    self.log = log
    self.isMedia = isMedia
    database = Connection(configuration.database)
    store = JobStore(database, lease: lease, isMedia: isMedia)
  }

  /// Works until told to end; the job at hand is finished first.
  /// - Parameter pause: waits up to that many milliseconds; true when it is time to end, and from then on.
  package func run(pause: @escaping (_ milliseconds: Int) -> Bool) {
    log.info("waiting for jobs", metadata: ["kind": isMedia ? "media" : "other"])
    isEnding = { pause(0) }
    var isOver = false
    while !isOver {
      do {
        try sign()
        // Another one may be waiting already.
        isOver = pause(try work() ? 0 : 500)
      } catch {
        // The database is down; it will come back.
        log.warning("jobs wait", metadata: ["error": "\(error)"])
        isOver = pause(2000)
      }
    }
    _ = try? database.execute("DELETE FROM companion WHERE id = \(id)")
  }

  /// Takes one job and ends it, in one way or another. - Returns: false when there was none.
  func work() throws -> Bool {
    try finish()
    guard let job = try store.take() else { return false }
    do {
      if isMedia {
        try makeMovie(job)
        done = job
        try finish()
        return true
      }
      if job.isExpired { throw Hopeless(why: "It is too late for it.", before: job.reason) }
      // One that ends its process is not to end every process, for ever.
      if job.attempt > JobStore.maxAttempts { throw Hopeless(why: "Its processes ended before it did.", before: job.reason) }
      try perform(job)
    } catch {
      try giveBack(job, after: error)
      return true
    }
    done = job
    try finish()
    return true
  }

  /// Tried again before anything else when the database was away at that moment: what is done is not done twice while the lease lasts.
  private func finish() throws {
    guard let job = done else { return }
    try store.finish(job)
    done = nil
  }

  private func giveBack(_ job: JobStore.Taken, after error: any Error) throws {
    if error is MovieJob.Interrupted {
      try store.release(job)
    } else if isMedia {
      log.warning("movie put off", metadata: metadata(job, error))
      try store.putOff(job, reason: "\(error)", for: 5 * job.attempt)
    } else if error is Hopeless || error is Mailer.Problem || error is MessengerPost.Refused || job.attempt >= JobStore.maxAttempts {
      log.error("job given up", metadata: metadata(job, error))
      try store.giveUp(job, reason: "\(error)")
    } else {
      log.warning("job put off", metadata: metadata(job, error))
      try store.putOff(job, reason: "\(error)")
    }
  }

  /// Not even tried.
  private struct Hopeless: Error, CustomStringConvertible {
    let why: String
    /// The reason of the attempt before.
    let before: String?
    var description: String { [why, before].compactMap { $0 }.joined(separator: " ") }
  }

  private func perform(_ job: JobStore.Taken) throws {
    switch Job.Kind(rawValue: job.kind) {
    case .mail: try Mailer(configuration, database, log: log).deliver(job)
    case .message: try MessengerPost(configuration, database, log: log).deliver(job)
    case .removeFiles: try removeFiles(job)
    case .movie, .playlistMovie: throw UnknownKind()
    // A newer version wrote it, and will take it once it is everywhere.
    case nil: throw UnknownKind()
    }
  }

  private func makeMovie(_ job: JobStore.Taken) throws {
    if job.kind == Job.Kind.playlistMovie.rawValue {
      try PlaylistMovieJob(
        configuration: configuration, database: database, jobs: store, job: job, log: log, isEnding: isEnding
      ).run()
    } else {
      try MovieJob(configuration: configuration, database: database, jobs: store, job: job, log: log, isEnding: isEnding).run()
    }
  }

  private func removeFiles(_ job: JobStore.Taken) throws {
    let store = LocalStore(root: configuration.previewFolder, bucketPrefix: configuration.bucketPrefix)
    guard let names = job.payload["files"]?.array else { throw UnknownKind() }
    let files = names.compactMap(\.text).compactMap { StoredFile($0) }
    for file in files { try store.remove(file) }
    log.info("files removed", metadata: ["job": "\(job.id)", "count": "\(files.count)"])
  }

  private struct UnknownKind: Error, CustomStringConvertible {
    let description = "This version does not know such jobs."
  }

  private func metadata(_ job: JobStore.Taken, _ error: any Error) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempt)"]
    for name in ["mail", "messenger", "person_id", "preview_file_id", "build_job_id"] {
      if let value = job.payload[name]?.text { metadata[name] = "\(value)" }
    }
    metadata["error"] = "\(error)"
    return metadata
  }

  // MARK: Around the jobs

  /// Says every five seconds that this process is there, for `/status`, and every minute makes room in tables that only grow.
  private func sign() throws {
    if isMedia { return }
    let now = monotonicMicroseconds() / 1_000_000
    if lastSign == 0 || now - lastSign >= 5 {
      try Companions.sign(id, "jobs", database)
      lastSign = now
    }
    if lastCleaning == 0 || now - lastCleaning >= 60 {
      for statement in Self.cleaning { try database.execute(statement) }
      try MovieRetry.breakAbandoned(database)
      try database.execute(PlaylistBuilds.failAbandoned)
      lastCleaning = now
    }
  }

  private static let cleaning: [SQL] = [
    "DELETE FROM stream_message WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY LIMIT 100000",
    "DELETE FROM revoked_token WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 10000",
    "DELETE FROM reset_token WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 10000",
    "DELETE FROM email_code WHERE expires_at < UTC_TIMESTAMP(6) LIMIT 10000",
    "DELETE FROM job WHERE failed_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT 10000",
    "DELETE FROM companion WHERE seen_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY",
  ]
}
