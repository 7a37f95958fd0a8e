import Engine
import MariaDB
import Web

/// Taking comments back, and moving them to another task of the entity (contract chapter 06, Comments).
enum CommentDeletion {
  static func declare(in routes: inout Routes) {
    routes.delete(
      "/data/tasks/:task_id/comments/:comment_id", "Delete a comment and take back what it did to the task",
      .comment(.authorOrManager, elsewhere: .commentElsewhere)
    ) { call, comment in
      try CommentRows().prepareDelete(comment.record, call)
      return .deleted
    }
    routes.post(
      "/actions/tasks/:task_id/comments/:comment_id/move", "Move a comment to another task of the entity", .may(.studioManager),
      .fields(target), .task(.read), .text("comment_id")
    ) { call, _, target, task, comment in try move(call, target, task, comment) }
  }

  private static let target: @Sendable (inout FieldReader) -> String = { $0.text("target_task_id") }

  private static func move(_ call: Call, _ name: String, _ task: Subject<TaskFacts>, _ id: String) throws -> Response {
    let access = try call.access
    let target = try access.facts(ofTask: ID(name), isLocked: true)
    try Rule.read.check(try access.standing(in: target.project), target)
    guard let comment = try ID(id).flatMap({ try call.database.record(.comment, $0) }) else {
      throw Failure.notFound("There is no such comment.")
    }
    guard comment.id("object_id") == task.id else { throw Failure.parameter("The comment is not on this task.") }
    guard target.id != task.id else { throw Failure.parameter("The comment is on this task already.") }
    guard target.entity == task.entity else {
      throw Failure.parameter("A comment can only be moved between tasks of the same entity.")
    }
    if try call.database.exists("SELECT 1 FROM comment_preview_link WHERE comment = \(comment.id) LIMIT 1") {
      throw Failure.parameter("A comment with previews stays where it is.")
    }
    try CommentNews.delete(of: [comment.id], project: task.project, call)
    try call.database.execute("DELETE FROM notification WHERE comment_id = \(comment.id)")
    try call.database.execute("UPDATE comment SET object_id = \(target.id), updated_at = UTC_TIMESTAMP(6) WHERE id = \(comment.id)")
    for id in [task.id, target.id] {
      if let record = try call.database.record(.task, id) { try TaskHistory.recompute(record, call) }
    }
    let (author, status) = (comment.id("person_id"), comment.id("task_status_id"))
    var data: JSON.Object = [
      "comment_id": JSON(comment.id), "task_id": JSON(task.id), "person_id": JSON(author), "for_client": .bool(comment.bool("for_client")),
    ]
    call.events.emit("comment:delete", ["comment_id": JSON(comment.id), "task_id": JSON(task.id)], project: task.project)
    data["task_id"] = JSON(target.id)
    data["task_status_id"] = JSON(status)
    call.events.emit("comment:new", data, project: target.project)
    let scene = try CommentedTask(target.id, status: status, call.database)
    guard let author else { throw Failure.internalError }
    try CommentPipeline(call).retell(comment, by: author, on: scene)
    let shape = Shape(.comment, relations: true)
    return try call.row("SELECT \(shape.select) FROM comment WHERE comment.id = \(comment.id)", shape)
  }
}
