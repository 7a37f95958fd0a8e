import Engine
import Logging
import MariaDB
import Media
import Storage
import Web

/// Makes what is shown of an uploaded movie: the movies that are played, the pictures of its first frame, its tiles (chapter 07, Movies).
///
/// Nothing of it is seen before all of it is there. Whoever dies meanwhile leaves nothing but a job that becomes due again.
struct MovieJob {
  let configuration: Configuration
  let database: Connection
  let jobs: JobStore
  let job: JobStore.Taken
  let log: Logger
  /// Is this process told to end?
  let isEnding: () -> Bool

  static let maxAttempts = 3

  static func job(of preview: ID, by person: ID?, isNormalised: Bool) -> Job {
    Job(
      kind: .movie, payload: ["preview_file_id": JSON(preview), "person_id": JSON(person), "normalize": .bool(isNormalised)],
      subject: preview)
  }

  /// Somebody else has taken the job, or its preview is gone: whatever was made is of no use.
  private struct Lost: Error {}

  /// The process ends; another one begins anew.
  struct Interrupted: Error {}

  private var author: ID? { job.payload["person_id"]?.text.flatMap { ID($0) } }

  /// - Throws: `MovieProblem` that may pass, `Interrupted`, what the database or the store says. What is wrong with the movie itself is
  ///   written into its row.
  func run() throws {
    guard let id = job.payload["preview_file_id"]?.text.flatMap({ ID($0) }) else { return }
    let state = MovieState(database, id)
    do {
      guard let settings = try MovieSettings(of: id, configuration, database) else { return try removeUpload(of: id) }
      // One whose processes die is not to be tried for ever.
      if job.attempt > Self.maxAttempts {
        throw MovieProblem("The server was interrupted \(Self.maxAttempts) times while it made the movie.")
      }
      let made = try MovieMaking(configuration, settings, isNormalised: job.payload["normalize"]?.bool ?? true, log).make(of: id) {
        try tell($0, state, settings)
      }
      try finish(made, state, settings)
    } catch let problem as MovieProblem {
      if isEnding() { throw Interrupted() }
      if problem.isPassing && job.attempt < Self.maxAttempts { throw problem }
      try fail(problem, state)
    } catch is Lost {
      log.notice("movie given up", metadata: ["job": "\(job.id)", "preview": "\(id)"])
    }
  }

  /// How far it is. - Throws: `Lost`.
  private func tell(_ percent: Int, _ state: MovieState, _ settings: MovieSettings) throws {
    if isEnding() { throw Interrupted() }
    try database.transaction {
      guard try jobs.keep(job), try state.isThere() else { throw Lost() }
      guard try state.set(progress: percent) else { return }
      let events = EventQueue(author: author)
      events.emit(
        "preview-file:update", ["preview_file_id": JSON(state.id), "status": "processing", "progress": JSON(percent)],
        project: settings.project, isKept: false)
      try events.write(to: database)
    }
  }

  private func finish(_ made: MadeMovie, _ state: MovieState, _ settings: MovieSettings) throws {
    let store = configuration.store
    let files = made.files.map { (stored: StoredFile($0.bucket, $0.prefix, id: state.id.description), content: $0.content) }
    for file in files { try store.put(file.content, as: file.stored) }
    try database.transaction {
      let events = EventQueue(author: author)
      let queue = JobQueue()
      guard try jobs.keep(job) else { throw Lost() }
      if let record = try database.record(.previewFile, state.id, isLocked: true) {
        try state.set(made)
        events.emit("preview-file:update", ["preview_file_id": JSON(state.id), "status": "ready"], project: settings.project)
        try MainPreview(database: database, events: events).moved(to: record)
        queue.remove([StoredFile(.movies, "uploads", id: state.id.description)])
      } else {
        // Deleted at the last moment.
        queue.remove(files.map(\.stored) + [StoredFile(.movies, "uploads", id: state.id.description)])
      }
      try events.write(to: database)
      try queue.write(to: database)
      try jobs.finish(job)
    }
    log.info("movie made", metadata: ["job": "\(job.id)", "preview": "\(state.id)"])
  }

  /// The upload stays, for whoever tries again.
  private func fail(_ problem: MovieProblem, _ state: MovieState) throws {
    log.error("movie broken", metadata: ["job": "\(job.id)", "preview": "\(state.id)", "error": "\(problem)"])
    try database.transaction {
      guard try jobs.keep(job) else { return }
      try state.breaks(problem.reason, by: author)
      try jobs.giveUp(job, reason: problem.description)
    }
  }

  private func removeUpload(of id: ID) throws {
    try configuration.store.remove(StoredFile(.movies, PreviewContent.upload(configuration), id: id.description))
  }
}

extension JobQueue {
  fileprivate func remove(_ files: [StoredFile]) {
    add(Job(kind: .removeFiles, payload: ["files": .array(files.map { .text($0.description) })]))
  }
}
