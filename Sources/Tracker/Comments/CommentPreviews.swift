import Engine
import MariaDB
import Web

/// Previews of a comment, as rows: their files are uploaded afterwards (contract chapter 06, Previews of a comment).
enum CommentPreviews {
  static func declare(in routes: inout Routes) {
    let path = "/actions/tasks/:task_id/comments/:comment_id"
    let elsewhere = Failure.notFound("The task has no such comment.")
    let malformed = Failure.parameter("Wrong UUID format.")
    routes.post("\(path)/add-preview", "Add a preview to a comment", .fields(revision), .task(.act), .comment(elsewhere: elsewhere)) {
      call, revision, task, comment in
      try add(revision, to: comment, of: task, call)
    }
    routes.post(
      "\(path)/preview-files/:preview_file_id", "Add a preview to a comment, of the revision of another one", .task(.act),
      .comment(elsewhere: elsewhere), .row(.previewFile)
    ) { call, task, comment, other in
      try add(other.integer("revision"), to: comment, of: task, call)
    }
    routes.delete(
      "\(path)/preview-files/:preview_file_id", "Delete a preview of a comment", .id("task_id", or: malformed),
      .id("comment_id", or: malformed), .id("preview_file_id", or: malformed), .task(.act), .comment(elsewhere: elsewhere)
    ) { call, _, _, preview, _, comment in
      try remove(preview, of: comment, call)
    }
  }

  private static let revision: @Sendable (inout FieldReader) -> Int? = { fields in
    let revision = fields.optionalInteger("revision")
    if let revision, revision < 0 { fields.fail("revision", "Input should be greater than or equal to 0") }
    return revision
  }

  private static func add(_ wanted: Int?, to comment: CommentSubject, of task: Subject<TaskFacts>, _ call: Call) throws -> Response {
    let preview = try create(wanted, of: comment.id, task.row, call)
    comment.announceUpdate(call)
    let shape = Shape(.previewFile, relations: true)
    return try call.row("SELECT \(shape.select) FROM preview_file WHERE preview_file.id = \(preview)", shape, status: 201)
  }

  /// The row of a preview whose file is to come.
  /// - Parameter task: locked: of two that come at once each gets a revision, or a place in one.
  /// - Throws: 400 for a revision that is taken.
  static func create(_ wanted: Int?, of comment: ID, _ task: TaskFacts, _ call: Call) throws -> ID {
    let known = try call.database.all(
      """
      SELECT preview_file.revision, preview_file.position, link.comment IS NOT NULL FROM preview_file
      LEFT JOIN comment_preview_link link ON link.preview_file = preview_file.id AND link.comment = \(comment)
      WHERE preview_file.task_id = \(task.id) ORDER BY preview_file.created_at, preview_file.id
      """
    ) { PreviewRevision.Known(revision: $0.int(0) ?? 0, position: $0.int(1) ?? 0, isOfComment: $0.bool(2)) }
    let isSingle = try call.database.exists("SELECT 1 FROM project WHERE id = \(task.project) AND is_single_preview_per_revision")
    let place = try PreviewRevision(wanted: wanted, among: known, isSingle: isSingle)
    let preview = try call.database.insert(
      into: .previewFile,
      [
        "name": .text(String(ID.random().description.prefix(13))), "revision": place.revision.sqlValue,
        "position": place.position.sqlValue, "extension": "mp4", "source": "webgui", "status": "processing",
        "task_id": task.id.sqlValue, "person_id": try call.callerID.sqlValue,
      ])
    try call.database.execute("INSERT INTO comment_preview_link (comment, preview_file) VALUES (\(comment), \(preview))")
    try call.database.execute("UPDATE news SET preview_file_id = \(preview) WHERE comment_id = \(comment)")
    try call.database.execute("UPDATE comment SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(comment)")
    call.events.emit(
      "preview-file:new", ["preview_file_id": JSON(preview), "comment_id": JSON(comment)], project: task.project)
    return preview
  }

  /// Stored files go with `force`, which is for managers, or where files are removed anyway.
  private static func remove(_ preview: ID, of comment: CommentSubject, _ call: Call) throws -> Response {
    let link: SQL = "comment = \(comment.id) AND preview_file = \(preview)"
    guard try call.database.exists("SELECT 1 FROM comment_preview_link WHERE \(link)") else {
      throw Failure.notFound("The comment has no such preview.")
    }
    try Rule.read.check(comment.standing, comment.row)
    if call.isForced { try Rule.manager.check(comment.standing, Project(id: comment.task.id)) }
    try Cascade(call, forcesFiles: call.isForced).deletePreviews([preview])
    return .deleted
  }
}

extension CommentSubject {
  /// Says that the comment is not what it was.
  func announceUpdate(_ call: Call) {
    call.events.emit(
      "comment:update",
      [
        "comment_id": JSON(row.id), "task_id": JSON(row.task.id), "person_id": JSON(row.author),
        "for_client": .bool(row.isForClient),
      ], project: row.project)
  }
}
