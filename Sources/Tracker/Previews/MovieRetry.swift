import Engine
import MariaDB
import Storage
import Web

/// Movies that are being made, and those that could not be.
package struct MovieRetry {
  private let database: Connection
  private let store: LocalStore
  private let events: EventQueue
  private let jobs: JobQueue

  init(_ database: Connection, _ configuration: Configuration, events: EventQueue, jobs: JobQueue) {
    (self.database, store, self.events, self.jobs) = (database, configuration.store, events, jobs)
  }

  /// Lets a movie be made again, from what was uploaded.
  /// - Parameter preview: locked. - Throws: 400 for one that is not broken, or whose upload is not there.
  func retry(_ preview: Record) throws {
    let status = preview.text("status") ?? ""
    guard preview.text("extension") == "mp4", status == "broken" else {
      throw Failure.parameter("Only a movie that could not be made is made again; the status of this preview is \(status).")
    }
    guard MovieMaking.upload(of: preview.id, in: store) != nil else {
      throw Failure.parameter("What was uploaded is not kept any more: add another preview and upload the movie again.")
    }
    let former = try database.first("SELECT payload FROM job WHERE subject_id = \(preview.id) ORDER BY created_at DESC LIMIT 1") {
      $0.text(0)
    }
    let isNormalised = former.flatMap { $0 }.flatMap { try? JSON.parse($0) }?["normalize"].bool ?? true
    try database.execute("DELETE FROM job WHERE subject_id = \(preview.id)")
    try MovieState(database, preview.id).beginsAgain()
    jobs.add(MovieJob.job(of: preview.id, by: preview.id("person_id"), isNormalised: isNormalised))
    let project = try database.first("SELECT project_id FROM task WHERE id = \(preview.id("task_id"))") { $0.id(0) }
    events.emit("preview-file:update", ["preview_file_id": JSON(preview.id), "status": "processing"], project: project ?? nil)
  }

  // MARK: For the command line

  /// A movie that is not ready.
  package struct Entry {
    package let id: ID
    package let status: String
    /// Percent.
    package let progress: Int?
    package let reason: String?
    package let name: String
    package let project: String
  }

  /// Newest first. - Parameter isBroken: only those that could not be made.
  package static func list(broken isBroken: Bool, atMost limit: Int, _ database: Connection) throws -> [Entry] {
    let states = isBroken ? ["broken"] : ["processing", "broken"]
    return try database.all(
      """
      SELECT preview_file.id, preview_file.status, JSON_VALUE(preview_file.data, '$.progress'), JSON_VALUE(preview_file.data, '$.reason'),
      COALESCE(preview_file.original_name, ''), project.name
      FROM preview_file JOIN task ON task.id = preview_file.task_id JOIN project ON project.id = task.project_id
      WHERE preview_file.status IN \(states) AND preview_file.original_name IS NOT NULL
      ORDER BY preview_file.created_at DESC, preview_file.id DESC LIMIT \(limit)
      """
    ) { row in
      row.id(0).map {
        Entry(
          id: $0, status: row.text(1) ?? "", progress: row.int(2), reason: row.text(3), name: row.text(4) ?? "", project: row.text(5) ?? "")
      }
    }.compactMap { $0 }
  }

  /// - Throws: 404, 400.
  package static func retry(_ name: String, _ configuration: Configuration, _ database: Connection) throws {
    try database.transaction {
      let (events, jobs) = (EventQueue(author: nil), JobQueue())
      guard let id = ID(name), let preview = try database.record(.previewFile, id, isLocked: true) else {
        throw Failure.notFound("There is no preview \(name). `tsubame previews list` prints those whose movie is not ready.")
      }
      try MovieRetry(database, configuration, events: events, jobs: jobs).retry(preview)
      try events.write(to: database)
      try jobs.write(to: database)
    }
  }

  /// A movie that nobody works on, and will not, is broken: nothing is made for ever.
  package static func breakAbandoned(_ database: Connection) throws {
    let abandoned = try database.ids(
      """
      SELECT preview_file.id FROM preview_file WHERE preview_file.status = 'processing' AND preview_file.extension = 'mp4'
      AND preview_file.original_name <> '' AND preview_file.updated_at < UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE
      AND NOT EXISTS (SELECT 1 FROM job WHERE job.subject_id = preview_file.id AND job.failed_at IS NULL) LIMIT 1000
      """)
    for preview in abandoned {
      try database.transaction {
        guard try database.record(.previewFile, preview, isLocked: true)?.text("status") == "processing" else { return }
        try MovieState(database, preview).breaks("The work on the movie was called off.", by: nil)
      }
    }
  }
}
