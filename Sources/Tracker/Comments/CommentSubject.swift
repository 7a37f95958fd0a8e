import Engine
import MariaDB
import Web

/// A comment that a path names, with its task and what the caller is in its project.
struct CommentSubject {
  let record: Record
  let task: TaskFacts
  let standing: Standing

  var id: ID { record.id }
  var project: ID? { task.project }
  var isAuthor: Bool { record.id("person_id") == standing.person }

  /// The comment, with its task locked when the route writes: whoever changes anything of a task's comments has locked the task.
  /// - Throws: 404 for a comment that does not exist.
  init(_ call: Call) throws {
    let missing = Failure.notFound("There is no such comment.")
    guard let id = ID(call["comment_id"]),
      let task = try call.database.ids("SELECT object_id FROM comment WHERE id = \(id)").first
    else { throw missing }
    let access = try call.access
    self.task = try access.facts(ofTask: task, isLocked: call.isWriting)
    // It may have been moved or deleted while we waited.
    guard let record = try call.database.record(.comment, id), record.id("object_id") == task else { throw missing }
    self.record = record
    standing = try access.standing(in: self.task.project)
  }
}

extension Step where Value == CommentSubject {
  /// Who may, of those who see that the comment is there.
  enum Right: String {
    /// The checks are in the handler.
    case anyone = "those whom the comment concerns"
    case authorOrManager = "its author, and managers of the project"
  }

  /// The comment that the path names.
  /// - Parameters:
  ///   - elsewhere: the refusal of a comment of another task than the path's; nil where that does not matter.
  /// - Throws: 404, 403.
  static func comment(_ right: Right = .anyone, elsewhere: Failure? = nil) -> Step {
    Step(StepNote(parameters: elsewhere == nil ? ["comment_id"] : ["task_id", "comment_id"], who: right.rawValue)) { call in
      let comment = try CommentSubject(call)
      // As texts, as the original compares them.
      if let elsewhere, call["task_id"] != comment.task.id.description { throw elsewhere }
      if right == .authorOrManager, !comment.isAuthor { try Rule.manager.check(comment.standing, Project(id: comment.task.id)) }
      return comment
    }
  }
}

extension Failure {
  /// Of a comment of another task than the path's.
  static let commentElsewhere = Failure.notFound("The comment is not on this task.")
}

extension CommentSubject {
  /// The row as it is now, with its relations or without.
  func answer(relations: Bool = true, _ call: Call) throws -> Response {
    let shape = relations ? Self.full : Self.plain
    return try call.row("SELECT \(shape.select) FROM comment WHERE comment.id = \(id)", shape)
  }

  private static let plain = Shape(.comment)
  private static let full = Shape(.comment, relations: true)
}
