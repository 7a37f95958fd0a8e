import Engine
import Logging
import MariaDB
import Media
import Storage
import Web

/// Builds the movie of a playlist (contract chapter 07, Playlist movie). Whoever dies meanwhile leaves nothing but a job that becomes due
/// again; a build that is deleted meanwhile leaves nothing at all.
struct PlaylistMovieJob {
  let configuration: Configuration
  let database: Connection
  let jobs: JobStore
  let job: JobStore.Taken
  let log: Logger
  /// Is this process told to end?
  let isEnding: () -> Bool

  /// - Parameter isFull: makes it as large as the production's movies; else it is as large as the first movie.
  static func job(of build: ID, by person: ID, isFull: Bool) -> Job {
    Job(
      kind: .playlistMovie,
      payload: ["build_job_id": JSON(build), "person_id": JSON(person), "full": .bool(isFull)],
      subject: build)
  }

  /// Somebody else has taken the job, or nobody wants the build any more.
  private struct Lost: Error {}

  private var author: ID? { job.payload["person_id"]?.text.flatMap { ID($0) } }

  /// - Throws: `MovieProblem` that may pass, `MovieJob.Interrupted`, what the database or the store says. What is wrong with the movies is
  ///   written into the build's row.
  func run() throws {
    guard let id = job.payload["build_job_id"]?.text.flatMap({ ID($0) }),
      let build = try database.record(.buildJob, id),
      let record = try build.id("playlist_id").flatMap({ try database.record(.playlist, $0) })
    else { return }
    let playlist = PlaylistFacts(record: record)
    do {
      if job.attempt > MovieJob.maxAttempts {
        throw MovieProblem(
          "The server was interrupted \(MovieJob.maxAttempts) times while it built the movie.")
      }
      let (parts, message) = try parts(of: playlist)
      try finish(id, playlist, try make(parts, id, playlist), message)
    } catch let problem as MovieProblem {
      if isEnding() { throw MovieJob.Interrupted() }
      if problem.isPassing && job.attempt < MovieJob.maxAttempts { throw problem }
      try fail(id, playlist, problem)
    } catch is Lost {
      log.notice("playlist given up", metadata: ["job": "\(job.id)", "build": "\(id)"])
    }
  }

  /// The movies that are there, in the order of the entries, and what is to be said of the others.
  private func parts(of playlist: PlaylistFacts) throws -> ([MovieMaker.Part], String?) {
    let movies = try PlaylistEntries(of: playlist, database).entries.compactMap(\.preview).filter {
      $0.fileExtension == "mp4"
    }
    let store = configuration.store
    var parts: [MovieMaker.Part] = []
    for movie in movies {
      let files = ["previews", "lowdef", "source"].lazy.map {
        StoredFile(.movies, $0, id: movie.id.description)
      }
      guard let file = files.compactMap({ store.open($0) }).first(where: { $0.size > 0 }),
        let known = try? Movie(file)
      else { continue }
      parts.append((file, known))
    }
    let lost = movies.count - parts.count
    if parts.isEmpty {
      throw MovieProblem("None of the \(movies.count) movies of the playlist is in the store.")
    }
    return (
      parts,
      lost == 0 ? nil : "\(lost) of \(movies.count) movies could not be read and are left out."
    )
  }

  private func make(_ parts: [MovieMaker.Part], _ build: ID, _ playlist: PlaylistFacts) throws
    -> OpenFile
  {
    var (width, height) = (parts[0].movie.width, parts[0].movie.height)
    if job.payload["full"]?.bool == true {
      let production = try database.first(
        "SELECT resolution, fps FROM project WHERE id = \(playlist.project)"
      ) { ($0.text(0), $0.text(1)) }
      let target = try MovieTarget(
        resolutions: [production?.0], rates: [production?.1], of: parts[0].movie)
      (width, height) = (target.width, target.height)
    }
    var stop: (any Error)?
    var last = 0
    do {
      return try configuration.movieMaker.joined(
        parts, width: width + width % 2, height: height + height % 2
      ) { part in
        let now = monotonicMicroseconds() / 1_000_000
        guard now > last else { return true }
        last = now
        do { try tell(min(Int(part * 100), 99), build, playlist) } catch { stop = error }
        return stop == nil
      }
    } catch {
      throw stop ?? error
    }
  }

  // MARK: Telling

  private func announce(
    _ build: ID, _ playlist: PlaylistFacts, _ status: String, message: String?, progress: Int? = nil
  ) throws {
    let events = EventQueue(author: author)
    var data: JSON.Object = [
      "build_job_id": JSON(build), "playlist_id": JSON(playlist.id), "status": .text(status),
      "message": JSON(message),
    ]
    if let progress { data["progress"] = JSON(progress) }
    events.emit("build-job:update", data, project: playlist.project, isKept: progress == nil)
    try events.write(to: database)
  }

  /// How far it is. - Throws: `Lost`.
  private func tell(_ percent: Int, _ build: ID, _ playlist: PlaylistFacts) throws {
    if isEnding() { throw MovieJob.Interrupted() }
    try database.transaction {
      guard try jobs.keep(job), try database.exists("SELECT 1 FROM build_job WHERE id = \(build)")
      else { throw Lost() }
      try announce(build, playlist, "running", message: nil, progress: percent)
    }
  }

  private func finish(_ build: ID, _ playlist: PlaylistFacts, _ movie: OpenFile, _ message: String?)
    throws
  {
    let file = PlaylistBuilds.file(of: build)
    try configuration.store.put(movie, as: file)
    do {
      try database.transaction {
        guard try jobs.keep(job), try database.record(.buildJob, build, isLocked: true) != nil
        else { throw Lost() }
        try end(build, "succeeded", message)
        try announce(build, playlist, "succeeded", message: message)
        let queue = JobQueue()
        let mail = Mail.buildReady
        queue.add(
          Job(
            kind: .mail,
            payload: [
              "mail": .text(mail.rawValue), "person_id": JSON(author),
              "playlist_id": JSON(playlist.id),
            ],
            lifetime: mail.lifetime))
        try queue.write(to: database)
        try jobs.finish(job)
      }
    } catch let lost as Lost {
      // Deleted at the last moment; of a job that another has taken, the build is still there, and its movie will be put in the same place.
      if try !database.exists("SELECT 1 FROM build_job WHERE id = \(build)") {
        try configuration.store.remove(file)
      }
      throw lost
    }
    log.info("playlist built", metadata: ["job": "\(job.id)", "build": "\(build)"])
  }

  private func fail(_ build: ID, _ playlist: PlaylistFacts, _ problem: MovieProblem) throws {
    log.error(
      "playlist not built",
      metadata: ["job": "\(job.id)", "build": "\(build)", "error": "\(problem)"])
    try database.transaction {
      guard try jobs.keep(job) else { return }
      try end(build, "failed", problem.reason)
      try announce(build, playlist, "failed", message: problem.reason)
      try jobs.giveUp(job, reason: problem.description)
    }
  }

  private func end(_ build: ID, _ status: String, _ message: String?) throws {
    try database.execute(
      """
      UPDATE build_job SET status = \(status), message = \(message), ended_at = UTC_TIMESTAMP(6), updated_at = UTC_TIMESTAMP(6)
      WHERE id = \(build)
      """)
  }
}
