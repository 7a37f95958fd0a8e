import Engine
import MariaDB
import Web

/// What guests say about the tasks that a link shows, and what they may read there: comments for clients and those of guests (contract
/// chapter 07, SharedComment).
enum SharedComments {
  private static let disabled = "Comments are disabled for this link"

  static func declare(in routes: inout Routes) {
    let path = "/shared/playlists/:token/comments"
    routes.get(path, for: .anyone, "List the comments that guests may read", .share, then: list)
    routes.post(path, for: .anyone, "Comment a task as a guest", .share(orRefuse: disabled), draft, then: create)
    routes.put(
      "\(path)/:comment_id", for: .anyone, "Change a comment of one's own as a guest", .share(orRefuse: disabled), changes,
      .text("comment_id"), then: update)
    routes.delete(
      "\(path)/:comment_id", for: .anyone, "Delete a comment of one's own as a guest", .share(orRefuse: disabled), guest,
      .text("comment_id")
    ) { call, shared, guest, name in
      let comment = try comment(name, of: guest, in: shared, call)
      try CommentRows().prepareDelete(comment.record, call)
      return .deleted
    }
    routes.post(
      "\(path)/:comment_id/attachments", for: .anyone, "Add files to a comment of one's own as a guest", .share(orRefuse: disabled),
      .form(sender), .text("comment_id"), then: attach)
    routes.delete(
      "\(path)/:comment_id/attachments/:attachment_file_id", for: .anyone, "Remove a file of a comment of one's own as a guest",
      .share(orRefuse: disabled), guest, .text("comment_id"), .text("attachment_file_id"), then: detach)
    routes.get(
      "/shared/playlists/:token/attachment-files/:attachment_file_id/file/:file_name", for: .anyone,
      "Fetch a file of a comment that guests may read", .share, .text("attachment_file_id"), .text("file_name"), then: fetch)
  }

  private static let sender: @Sendable (inout FieldReader) -> ID? = { $0.idOrBlank("guest_id") }

  private static let guest = Step.fields { $0.id("guest_id") }

  /// A condition on `comment` and its author: may guests read it?
  static let readable: SQL = "(comment.for_client OR author.is_guest)"

  // MARK: Reading

  private static let shape: Shape = {
    let author = PersonShape.author("author")
    let editor = PersonShape.author("editor").filter { $0.name != "full_name" }
    let isGuest = Shape.Key("is_guest", "author.is_guest", .boolean)
    let attachments: SQL = """
      (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', attachment_file.id, 'name', attachment_file.name, 'extension', attachment_file.extension,
      'reply_id', attachment_file.reply_id, 'size', attachment_file.size) ORDER BY attachment_file.id)
      FROM attachment_file WHERE attachment_file.comment_id = comment.id)
      """
    return Shape(
      keys: Shape(.comment).keys + [
        Shape.Key("person", .nested(presence: "author.id", Array(author.dropFirst() + author.prefix(1)) + [isGuest])),
        Shape.Key("editor", .nested(presence: "editor.id", Array(editor.dropFirst() + editor.prefix(1)))),
        Shape.Key("task_status", .nested(presence: "task_status.id", Shape.Key.columns("name short_name color id", of: .taskStatus))),
        Shape.Key("attachment_files", .ids(attachments)),
      ])
  }()

  /// Newest first.
  private static func list(_ call: Call, _ shared: SharedPlaylist) throws -> Response {
    let tasks = try shared.tasks(call.database)
    let comments = try call.documents(
      """
      SELECT \(shape.select) FROM comment JOIN person author ON author.id = comment.person_id
      LEFT JOIN person editor ON editor.id = comment.editor_id LEFT JOIN task_status ON task_status.id = comment.task_status_id
      WHERE comment.object_id IN \(tasks) AND \(readable) ORDER BY comment.object_id, comment.created_at DESC, comment.id DESC
      """, shape)
    let people = try repliers(in: comments, call)
    return .json(.array(comments.compactMap { comment in comment.object.map { .object(complete($0, people)) } }))
  }

  /// Who answered, by id, and whether they are guests or clients.
  private static func repliers(in comments: [JSON], _ call: Call) throws -> [String: JSON] {
    let ids = Set(comments.flatMap { $0["replies"].array ?? [] }.compactMap { $0["person_id"].text.flatMap { ID($0) } })
    if ids.isEmpty { return [:] }
    let shape = Shape(keys: PersonShape.author("person"))
    let people = try call.documents("SELECT \(shape.select) FROM person WHERE person.id IN \(Array(ids))", shape)
    return Dictionary(people.map { ($0["id"].text ?? "", $0) }) { first, _ in first }
  }

  private static func complete(_ comment: JSON.Object, _ people: [String: JSON]) -> JSON.Object {
    var comment = comment
    if comment["editor_id"]?.isNull == true { comment["editor"] = nil }
    let replies = (comment["replies"]?.array ?? []).map { reply -> JSON in
      guard var reply = reply.object else { return reply }
      reply["person"] = reply["person_id"]?.text.flatMap { people[$0] } ?? .null
      return .object(reply)
    }
    comment["replies"] = .array(replies)
    return comment
  }

  // MARK: Writing

  private struct Draft {
    let guest: ID
    let task: ID
    let status: ID
    let text: String
    let checklist: [JSON]
  }

  private static let draft = Step.fields { fields in
    Draft(
      guest: fields.id("guest_id"), task: fields.id("task_id"), status: fields.id("task_status_id"),
      text: fields.optionalText("text", atMost: CommentDraft.maxText) ?? "", checklist: checklist(&fields) ?? [])
  }

  private static func checklist(_ fields: inout FieldReader) -> [JSON]? {
    let items = fields.list("checklist") { $0.object == nil ? "Input should be a valid dictionary" : nil }
    return fields["checklist"].map { $0.isNull } ?? true ? nil : items
  }

  private static func create(_ call: Call, _ shared: SharedPlaylist, _ draft: Draft) throws -> Response {
    guard try shared.isGuest(draft.guest, call.database) else { throw Failure.share(403, "Guest not part of this shared playlist") }
    guard try shared.tasks(call.database).contains(draft.task) else { throw Failure.share(403, "Task not part of this shared playlist") }
    let task = try lockedTask(draft.task, status: draft.status, call)
    guard task.flags != nil else { throw Failure.share(400, "Task status not found") }
    guard task.isClientAllowed else { throw Failure.share(400, "Task status not allowed for guests") }
    let posted = try CommentPipeline(call).post(
      CommentDraft(author: draft.guest, status: draft.status, text: draft.text, checklist: draft.checklist), on: task)
    return try CreatedComment.answer(posted.id, named: true, call)
  }

  /// Whoever changes anything of a task's comments holds the task.
  private static func lockedTask(_ task: ID, status: ID?, _ call: Call) throws -> CommentedTask {
    _ = try call.database.exists("SELECT 1 FROM task WHERE id = \(task) FOR UPDATE")
    return try CommentedTask(task, status: status, call.database)
  }

  /// A guest's own comment on a task that the link shows, with the task held.
  private struct Own {
    let record: Record
    let task: Record
  }

  private static func comment(_ name: String, of guest: ID, in shared: SharedPlaylist, _ call: Call) throws -> Own {
    let forbidden = Failure.share(403, "Forbidden")
    guard try shared.isGuest(guest, call.database) else { throw forbidden }
    let missing = Failure.share(404, "Comment not found")
    guard let found = try ID(name).flatMap({ try call.database.record(.comment, $0) }) else { throw missing }
    guard found.id("person_id") == guest, let id = found.id("object_id"), try shared.tasks(call.database).contains(id),
      let task = try call.database.record(.task, id, isLocked: true)
    else { throw forbidden }
    // It may have been deleted while we waited.
    guard let record = try call.database.record(.comment, found.id), record.id("object_id") == id else { throw missing }
    return Own(record: record, task: task)
  }

  private struct Changes {
    let guest: ID
    let text: String?
    let checklist: [JSON]?
    let status: ID?
  }

  private static let changes = Step.fields { fields in
    Changes(
      guest: fields.id("guest_id"), text: fields.optionalText("text", atMost: CommentDraft.maxText), checklist: checklist(&fields),
      status: fields.optionalID("task_status_id"))
  }

  private static func update(_ call: Call, _ shared: SharedPlaylist, _ changes: Changes, _ name: String) throws -> Response {
    let comment = try comment(name, of: changes.guest, in: shared, call)
    let former = comment.record.id("task_status_id")
    if let status = changes.status, status != former {
      let task = try CommentedTask(comment.task.id, status: status, call.database)
      guard task.flags != nil, task.isClientAllowed else { throw Failure.share(403, "Forbidden") }
    }
    let checklist = changes.checklist.map { JSON.array($0).description }
    try call.database.execute(
      """
      UPDATE comment SET text = COALESCE(\(changes.text), text), checklist = COALESCE(\(checklist), checklist),
      task_status_id = COALESCE(\(changes.status), task_status_id), editor_id = \(changes.guest), updated_at = UTC_TIMESTAMP(6)
      WHERE id = \(comment.record.id)
      """)
    guard let changed = try call.database.record(.comment, comment.record.id) else { throw Failure.internalError }
    if let status = changes.status, status != former {
      try TaskHistory.recompute(comment.task, call)
      CommentRows().announceStatus(status, after: former, of: comment.task, by: changes.guest, call)
    }
    try CommentMentions.renew(changed, task: comment.task, call)
    call.events.emit(
      "comment:update",
      [
        "comment_id": JSON(changed.id), "task_id": JSON(comment.task.id), "person_id": JSON(changes.guest),
        "for_client": .bool(changed.bool("for_client")),
      ], project: comment.task.id("project_id"))
    return try withFiles(changed.id, call)
  }

  /// CommentWithFiles.
  private static func withFiles(_ comment: ID, status: Int = 200, _ call: Call) throws -> Response {
    try call.row("SELECT \(fullShape.select) FROM comment WHERE comment.id = \(comment)", fullShape, status: status)
  }

  private static let fullShape = Shape(.comment, relations: true).replacing(
    "attachment_files",
    by: .ids(
      """
      (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', attachment_file.id, 'name', attachment_file.name, 'extension', attachment_file.extension,
      'size', attachment_file.size) ORDER BY attachment_file.id) FROM attachment_file WHERE attachment_file.comment_id = comment.id)
      """))

  // MARK: Files

  private static func attach(_ call: Call, _ shared: SharedPlaylist, _ form: Form<ID?>, _ name: String) throws -> Response {
    guard let guest = form.fields else { throw Failure.share(403, "Forbidden") }
    let comment = try comment(name, of: guest, in: shared, call)
    try Attachments.store(form.files, of: comment.record.id, call)
    return try withFiles(comment.record.id, status: 201, call)
  }

  private static func detach(_ call: Call, _ shared: SharedPlaylist, _ guest: ID, _ name: String, _ file: String) throws -> Response {
    let comment = try comment(name, of: guest, in: shared, call)
    guard let file = try ID(file).flatMap({ try call.database.record(.attachmentFile, $0) }), file.id("comment_id") == comment.record.id
    else { throw Failure.share(404, "Comment not found") }
    try Cascade(call).deleteAttachments(where: "id = \(file.id)")
    return .deleted
  }

  private static func fetch(_ call: Call, _ shared: SharedPlaylist, _ file: String, _: String) throws -> Response {
    guard let record = try ID(file).flatMap({ try call.database.record(.attachmentFile, $0) }) else {
      throw Failure.notFound("There is no such file.")
    }
    let tasks = try shared.tasks(call.database)
    let isReadable = try call.database.exists(
      """
      SELECT 1 FROM comment JOIN person author ON author.id = comment.person_id WHERE comment.id = \(record.id("comment_id"))
      AND comment.object_id IN \(tasks) AND \(readable)
      """)
    guard isReadable else { throw Failure.share(404, "Attachment not found") }
    return try Attachments.serve(record, cache: "no-cache", call)
  }
}
