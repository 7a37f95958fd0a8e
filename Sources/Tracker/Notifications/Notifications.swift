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
  /// Has the task another status now?
  var isChange = false
  var reply: ID?
  var playlist: ID?
}

/// Telling people what concerns them: in the web app, and by mail and in chat services for those who want it.
enum Notifications {
  static func create(_ kind: Mail, _ told: [Told], _ call: Call) throws { try create([(kind, told)], call) }

  /// Several kinds at once, in their order.
  static func create(_ kinds: [(kind: Mail, told: [Told])], _ call: Call) throws {
    let all = kinds.flatMap { kind, told in told.map { (kind: kind, told: $0) } }
    if all.isEmpty { return }
    let rows: [[String: Value]] = all.map { kind, told in
      [
        "type": .text(kind.rawValue), "person_id": told.person.sqlValue, "author_id": told.author.sqlValue, "task_id": told.task.sqlValue,
        "comment_id": told.comment.sqlValue, "reply_id": told.reply.sqlValue, "playlist_id": told.playlist.sqlValue,
        "change": told.isChange.sqlValue,
      ]
    }
    let ids = try call.database.insert(into: .notification, rows: rows)
    let people = Set(all.map(\.told.person))
    let wishes = Set(try call.database.ids("SELECT id FROM person WHERE notifications_enabled AND id IN \(Array(people))"))
    let messengers = try Messenger.wishes(of: people, call.database)
    for (notification, (kind, told)) in zip(ids, all) {
      call.events.emit(
        "notification:new", ["notification_id": JSON(notification), "person_id": JSON(told.person)], project: told.project, isKept: false)
      let subject: [String: ID?] = [
        "author": told.author, "task": told.task, "comment": told.comment, "reply": told.reply, "playlist": told.playlist,
      ]
      if wishes.contains(told.person) { call.mail(kind, to: told.person, about: subject) }
      for messenger in messengers[told.person] ?? [] { call.message(kind, in: messenger, to: told.person, about: subject) }
    }
  }
}
