import MariaDB
import Web

/// Telling people what concerns them.
enum Notifications {
  /// - Parameter author: whoever caused it: the caller, or who wrote the comment.
  static func create(
    _ kind: String, for person: ID, by author: ID, task: ID?, comment: ID? = nil, project: ID?, _ call: Call
  ) throws {
    let notification = try call.database.insert(
      into: .notification,
      [
        "type": .text(kind), "person_id": person.sqlValue, "author_id": author.sqlValue, "task_id": task.sqlValue,
        "comment_id": comment.sqlValue,
      ])
    call.events.emit(
      "notification:new", ["notification_id": JSON(notification), "person_id": JSON(person)], project: project, isKept: false)
  }
}
