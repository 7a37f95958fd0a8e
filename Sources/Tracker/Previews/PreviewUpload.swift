import Engine
import Glibc
import MariaDB
import Media
import Storage
import Web

/// Uploading the file of a preview whose row is there (chapter 07, Upload of previews).
///
/// The request is no transaction from its beginning: while a file is read and pictures are made of it nothing is locked.
enum PreviewUpload {
  static func declare(in routes: inout Routes) {
    routes.add(
      .post, "/pictures/preview-files/:instance_id", for: .signedIn, writing: false, weight: .files, "Upload the file of a preview",
      preview, then: upload)
    routes.post(
      "/actions/preview-files/:preview_file_id/retry", "Make a movie again that could not be made",
      .preview(.upload, in: "preview_file_id"),
      then: retry)
  }

  /// The preview that waits for a file. - Throws: 404; 400 when it has one; 403.
  private static let preview = Step<Subject<PreviewFacts>>.preview(.anyone).map(who: Rule.upload.words) { _, preview in
    try checkIsEmpty(preview.record)
    try Rule.upload.check(preview.standing, preview.row)
    return preview.row
  }

  private static func checkIsEmpty(_ preview: Record) throws {
    if preview.text("original_name")?.nonEmpty != nil { throw Failure.plain(400, "The preview has its file already.") }
  }

  private static func upload(_ call: Call, _ preview: PreviewFacts) throws -> Response {
    let configuration = call.configuration
    guard let sent = try call.request.files(in: configuration.store.stagingFolder).first(where: { $0.field == "file" }) else {
      throw Failure.parameter("File not provided.")
    }
    let content: PreviewContent
    do {
      content = try PreviewContent(sent, configuration)
    } catch let failure as Failure {
      // Nobody can use the row any more: what was sent is not what was meant, and the artist adds another one.
      return try call.transaction {
        try Cascade(call).deletePreviews([preview.id])
        return Response(failure)
      }
    }
    _ = try call.transaction {
      guard let record = try call.database.record(.previewFile, preview.id, isLocked: true) else { throw Failure.notFound() }
      try checkIsEmpty(record)
      try PreviewFilling(call).fill(record, with: content, of: preview.task.project, isNormalised: call.normalises)
      return .deleted
    }
    if content.kind == .movie && call.request.query.flag("no_job") { try wait(for: preview.id, call.database) }
    let shape = Shape(.previewFile)
    return try call.row("SELECT \(shape.select) FROM preview_file WHERE preview_file.id = \(preview.id)", shape, status: 201)
  }

  /// Until the movie is made, or for as long as nginx waits for an answer.
  static func wait(for preview: ID, _ database: Connection) throws {
    for _ in 0..<(140 * 4) {
      guard try database.exists("SELECT 1 FROM preview_file WHERE id = \(preview) AND status = 'processing'") else { return }
      usleep(250_000)
    }
  }

  private static func retry(_ call: Call, _ preview: Subject<PreviewFacts>) throws -> Response {
    try MovieRetry(call.database, call.configuration, events: call.events, jobs: call.jobs).retry(preview.row.record)
    let shape = Shape(.previewFile)
    return try call.row("SELECT \(shape.select) FROM preview_file WHERE preview_file.id = \(preview.id)", shape)
  }
}

extension Call {
  /// Are movies to be made, rather than shown as they are?
  var normalises: Bool { request.query.flag("normalize", default: true) && !configuration.media.skipsNormalisation }
}

extension Rule where Row == PreviewFacts {
  /// Uploading the file, and putting previews of a task in order.
  static var upload: Rule {
    Rule(Rule<TaskFacts>.act.words) { standing, preview in try Rule<TaskFacts>.act.passes(standing, preview.task) }
  }
}

/// Gives previews their files, in the transaction of a request.
struct PreviewFilling {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// - Parameters:
  ///   - record: locked.
  ///   - isNormalised: is a movie of the production's size and rate made of an uploaded one?
  func fill(_ record: Record, with content: PreviewContent, of project: ID?, isNormalised: Bool) throws {
    let store = call.configuration.store
    for file in content.files {
      let stored = StoredFile(file.bucket, file.prefix, id: record.id.description)
      call.onRollback { try? store.remove(stored) }
      try store.put(file.content, as: stored)
    }
    let isMovie = content.kind == .movie
    let status = isMovie ? "processing" : "ready"
    try call.database.execute(
      """
      UPDATE preview_file SET extension = \(content.fileExtension), original_name = \(content.originalName), width = \(content.width),
      height = \(content.height), file_size = \(content.size), status = \(status), updated_at = UTC_TIMESTAMP(6) WHERE id = \(record.id)
      """)
    let changed: JSON.Object = ["preview_file_id": JSON(record.id), "status": .text(status)]
    call.events.emit("preview-file:update", changed, project: project)
    if content.kind == .picture {
      try MainPreview(database: call.database, events: call.events).moved(to: record)
      call.events.emit("preview-file:update", changed, project: project)
    }
    if isMovie { call.jobs.add(MovieJob.job(of: record.id, by: try call.callerID, isNormalised: isNormalised)) }
    try announce(record, content, status, project)
  }

  /// Tells those who look at the comment that it has got a file.
  private func announce(_ record: Record, _ content: PreviewContent, _ status: String, _ project: ID?) throws {
    let comments = try call.database.all(
      """
      SELECT comment.id, comment.object_id, comment.person_id, comment.for_client FROM comment_preview_link link
      JOIN comment ON comment.id = link.comment WHERE link.preview_file = \(record.id) ORDER BY comment.id
      """
    ) { (id: $0.id(0), task: $0.id(1), person: $0.id(2), isForClient: $0.bool(3)) }
    for comment in comments {
      call.events.emit(
        "comment:update",
        [
          "comment_id": JSON(comment.id), "task_id": JSON(comment.task), "person_id": JSON(comment.person),
          "for_client": .bool(comment.isForClient),
        ], project: project)
      call.events.emit(
        "preview-file:add-file",
        [
          "comment_id": JSON(comment.id), "task_id": JSON(comment.task), "preview_file_id": JSON(record.id),
          "revision": JSON(record.integer("revision")), "extension": .text(content.fileExtension), "status": .text(status),
        ], project: project)
    }
  }
}
