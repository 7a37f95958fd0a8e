import MariaDB
import Web

/// Telling people what concerns them. Nobody is told of what they did themselves, unless a comment mentions them.
enum Notifications {
  static func create(
    _ kind: String, for person: ID, task: ID?, comment: ID? = nil, project: ID?, tellsAuthor: Bool = false, _ call: Call
  ) throws {
    let author = try call.access.caller.id
    if person == author && !tellsAuthor { return }
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
