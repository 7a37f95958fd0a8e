import Engine
import MariaDB
import Web

extension Cascade {
  /// C.6: what a person said, was told, noted and was assigned goes. What they made for others stays, without their name.
  func clearPerson(_ person: ID) throws {
    let comments = try database.all(
      """
      SELECT comment.id, task.project_id FROM comment LEFT JOIN task ON task.id = comment.object_id WHERE comment.person_id = \(person)
      """
    ) { ($0.id(0), $0.id(1)) }
    try deleteComments(comments.compactMap(\.0))
    for (comment, project) in comments { call.events.emit("comment:delete", ["comment_id": JSON(comment)], project: project) }
    try delete(from: "comment_acknoledgments", where: "person = \(person)")
    try delete(from: "api_event", where: "user_id = \(person)")
    try delete(from: "notification", where: "person_id = \(person) OR author_id = \(person)")
    try deleteFilters(where: "person_id = \(person)")
    for table in ["login_log", "desktop_login_log", "subscription", "time_spent", "project_person_link", "task_person_link"] {
      try delete(from: table, where: "person_id = \(person)")
    }
    try delete(from: "day_off", where: "person_id = \(person)")
    try database.execute(
      """
      UPDATE attachment_file JOIN chat_message ON chat_message.id = attachment_file.chat_message_id
      SET attachment_file.chat_message_id = NULL WHERE chat_message.person_id = \(person)
      """)
    // Somebody else's clients use the link.
    try database.execute("UPDATE playlist_share_link SET created_by = \(try call.access.caller.id) WHERE created_by = \(person)")
    for table in Table.all {
      for column in table.columns where column.target == Table.person.name {
        if column.isRequired {
          try delete(from: table.name, where: "\(raw: quoted(column.name)) = \(person)")
        } else {
          try clear(column.name, of: table.name, in: [person])
        }
      }
    }
  }
}
