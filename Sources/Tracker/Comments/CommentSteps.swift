import Engine
import MariaDB
import Web

extension Step where Value == Subject<TaskFacts> {
  /// The task, for those who act on it, and for those who are mentioned there: they answer without changing its status. It is locked.
  /// - Throws: 404, 403.
  static var commentable: Step {
    let words = "\(Rule<TaskFacts>.act.words); those who are mentioned there, leaving the status as it is"
    return Step.task(.anyone).map(who: words) { call, task in
      if try !Rule.act.passes(task.standing, task.row) && !call.access.isMentioned(in: task.row, task.standing) { throw Failure.forbidden }
      return task
    }
  }
}

extension Access {
  /// Is the caller, in the team and no vendor, mentioned on the task, by name or by department? It only ever grants an answer.
  func isMentioned(in task: TaskFacts, _ standing: Standing) throws -> Bool {
    guard standing.isMember, !standing.isVendor else { return false }
    let mine = try standing.departments
    let replies =
      ["JSON_SEARCH(comment.replies, 'one', \(standing.person), NULL, '$[*].mentions') IS NOT NULL" as SQL]
      + mine.map { "JSON_SEARCH(comment.replies, 'one', \($0), NULL, '$[*].department_mentions') IS NOT NULL" }
    return try database.exists(
      """
      SELECT 1 FROM comment WHERE comment.object_id = \(task.id) AND (
      EXISTS (SELECT 1 FROM comment_mentions link WHERE link.comment = comment.id AND link.person = \(standing.person))
      OR EXISTS (SELECT 1 FROM comment_department_mentions link WHERE link.comment = comment.id AND link.department IN \(mine))
      OR \(replies.joined(separator: " OR "))) LIMIT 1
      """)
  }
}
