import Engine
import MariaDB
import Web

/// Comments of tasks.
struct CommentRows: Resource, RowReading, WritingUnknownID {
  let path = "comments"
  let table = Table.comment
  let rules = Rules.admins
  let protected: Set<String> = ["mentions", "department_mentions"]
  let isMalformedIDUnknown = true

  private static let plain = Shape(.comment)
  private static let full = Shape(.comment, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }

  // MARK: Reading

  func mayRead(_ row: Record, _ call: Call) throws {
    let comment = try call.access.facts(ofComment: row)
    try call.check(.read, comment, in: comment.project)
  }

  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    try CommentReading(call).answer(id, relations: relations)
  }

  // MARK: Creating

  /// A checklist is a list, also where there is none (contract chapter 09, row 77).
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if (body["checklist"] ?? .null).isNull { body["checklist"] = [] }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    switch action {
    case .new: call.events.emit("comment:new", Self.told(row))
    // Said by `didUpdate` and `prepareDelete`, among the other things that happen.
    case .update, .delete: break
    }
  }

  // MARK: Updating

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    let access = try call.access
    let comment = try access.facts(ofComment: row)
    let standing = try call.check(.change(body), comment, in: comment.project)
    guard !standing.isManager, let status = body["task_status_id"]?.text.flatMap({ ID($0) }) else { return }
    if status != row.id("task_status_id") { try Rule.act.check(standing, comment.task) }
    try Rule.use.check(standing, try access.facts(ofStatus: status))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["text"] == .null { throw Failure.row("text must not be null.") }
    if body["checklist"] == .null { body["checklist"] = [] }
    body["editor_id"] = JSON(try call.access.caller.id)
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    guard let task = try new.id("object_id").flatMap({ try call.database.record(.task, $0) }) else {
      throw Failure.notFound("The task of this comment no longer exists.")
    }
    if let status = new.id("task_status_id"), status != old.id("task_status_id") {
      try TaskHistory.recompute(task, call)
      announceStatus(status, after: old.id("task_status_id"), of: task, by: new.id("person_id"), call)
    }
    try CommentMentions.renew(new, task: task, call)
    call.events.emit("comment:update", Self.told(new), project: task.id("project_id"))
    return [:]
  }

  /// What is told of a comment.
  private static func told(_ comment: Record) -> JSON.Object {
    [
      "comment_id": JSON(comment.id), "task_id": JSON(comment.id("object_id")), "person_id": JSON(comment.id("person_id")),
      "for_client": .bool(comment.bool("for_client")),
    ]
  }

  // MARK: Deleting

  func mayDelete(_ row: Record, _ call: Call) throws {
    let comment = try call.access.facts(ofComment: row)
    try call.check(.authorOrManager, comment, in: comment.project)
  }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    guard let task = try row.id("object_id").flatMap({ try call.database.record(.task, $0) }) else { return }
    try CommentNews.delete(of: [row.id], project: task.id("project_id"), call)
    try Cascade(call).deleteComments([row.id])
    call.events.emit("comment:delete", ["comment_id": JSON(row.id), "task_id": JSON(task.id)], project: task.id("project_id"))
    try TaskHistory.recompute(task, call)
    let status = try call.database.ids("SELECT task_status_id FROM task WHERE id = \(task.id)").first
    if let status, status != task.id("task_status_id") {
      announceStatus(status, after: task.id("task_status_id"), of: task, by: row.id("person_id"), call)
    }
  }

  func announceStatus(_ status: ID, after previous: ID?, of task: Record, by person: ID?, _ call: Call) {
    call.events.emit(
      "task:status-changed",
      [
        "task_id": JSON(task.id), "new_task_status_id": JSON(status), "previous_task_status_id": JSON(previous),
        "person_id": JSON(person),
      ], project: task.id("project_id"))
  }
}

/// Mentions of a comment that was changed: found anew, and told anew.
enum CommentMentions {
  static func renew(_ comment: Record, task: Record, _ call: Call) throws {
    let project = task.id("project_id")
    let mentions = try Mentions(in: comment.text("text") ?? "", project: project, call.database)
    for (name, ids) in [("mentions", mentions.people), ("department_mentions", mentions.departments)] {
      if let relation = Table.comment.relation(name) { try call.database.set(relation, of: comment.id, to: ids) }
    }
    try call.database.execute("DELETE FROM notification WHERE comment_id = \(comment.id) AND type = 'mention'")
    let told = try mentions.addressees(project: project, call.database).map { person in
      Told(person: person, author: comment.id("person_id") ?? person, task: task.id, comment: comment.id, project: project)
    }
    try Notifications.create(.mention, told, call)
  }
}
