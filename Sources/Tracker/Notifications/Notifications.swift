import Engine
import MariaDB
import Web

/// Somebody who is told something: by whom, and about what.
struct Told {
  let person: ID
  /// Who caused it: the caller, or who wrote the comment.
  let author: ID
  let task: ID?
  var comment: ID?
  let project: ID?
}

/// Telling people what concerns them: in the web app, and by mail for those who want it.
enum Notifications {
  static func create(_ kind: Mail, _ told: [Told], _ call: Call) throws {
    let rows: [[String: Value]] = told.map { told in
      [
        "type": .text(kind.rawValue), "person_id": told.person.sqlValue, "author_id": told.author.sqlValue, "task_id": told.task.sqlValue,
        "comment_id": told.comment.sqlValue,
      ]
    }
    for (notification, told) in zip(try call.database.insert(into: .notification, rows: rows), told) {
      call.events.emit(
        "notification:new", ["notification_id": JSON(notification), "person_id": JSON(told.person)], project: told.project, isKept: false)
      call.mail(kind, to: told.person, about: ["author": told.author, "task": told.task, "comment": told.comment])
    }
  }
}
