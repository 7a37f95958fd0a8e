import MariaDB
import Web

/// Telling people what concerns them: in the web app, and by mail for those who want it.
enum Notifications {
  /// - Parameter people: whom to tell, each with whoever caused it: the caller, or who wrote the comment.
  static func create(
    _ kind: Mail, for people: [(person: ID, author: ID)], task: ID?, comment: ID? = nil, project: ID?, _ call: Call
  ) throws {
    let rows: [[String: Value]] = people.map { person, author in
      [
        "type": .text(kind.rawValue), "person_id": person.sqlValue, "author_id": author.sqlValue, "task_id": task.sqlValue,
        "comment_id": comment.sqlValue,
      ]
    }
    for (notification, (person, author)) in zip(try call.database.insert(into: .notification, rows: rows), people) {
      call.events.emit(
        "notification:new", ["notification_id": JSON(notification), "person_id": JSON(person)], project: project, isKept: false)
      call.mail(kind, to: person, about: ["author": author, "task": task, "comment": comment])
    }
  }
}
