import Engine
import MariaDB
import Web

/// A comment that a path names, with its task and what the caller is in its project.
typealias CommentSubject = Subject<CommentFacts>

extension Step where Value == CommentSubject {
  /// The comment that the path names, with its task locked when the route writes: whoever changes anything of a task's comments has
  /// locked the task.
  /// - Parameters:
  ///   - rule: who may; anyone where the checks are in the handler.
  ///   - elsewhere: the refusal of a comment of another task than the path's; nil where that does not matter.
  /// - Throws: 404, 403.
  static func comment(_ rule: Rule<CommentFacts> = .anyone, elsewhere: Failure? = nil) -> Step {
    let missing = Failure.notFound("There is no such comment.")
    let found = Step<String>.text("comment_id").map { call, text in
      let access = try call.access
      guard let id = ID(text), let task = try call.database.ids("SELECT object_id FROM comment WHERE id = \(id)").first else {
        throw missing
      }
      let facts = try access.facts(ofTask: task, isLocked: call.isWriting)
      // It may have been moved or deleted while we waited.
      guard let record = try call.database.record(.comment, id), record.id("object_id") == task else { throw missing }
      return CommentSubject(try access.facts(ofComment: record, task: facts), try access.standing(in: facts.project))
    }
    // As texts, as the original compares them.
    let here = elsewhere.map { elsewhere in
      found.and(.text("task_id")).map { _, found in
        let (comment, task) = found
        if task != comment.task.id.description { throw elsewhere }
        return comment
      }
    }
    return (here ?? found).map(who: rule.words) { _, comment in
      try rule.check(comment.standing, comment.row)
      return comment
    }
  }
}

extension Failure {
  /// Of a comment of another task than the path's.
  static let commentElsewhere = Failure.notFound("The comment is not on this task.")
}

extension CommentSubject {
  var isAuthor: Bool { row.author == standing.person }

  /// The row as it is now, with its relations or without.
  func answer(relations: Bool = true, _ call: Call) throws -> Response {
    let shape = Shape(.comment, relations: relations)
    return try call.row("SELECT \(shape.select) FROM comment WHERE comment.id = \(row.id)", shape)
  }
}
