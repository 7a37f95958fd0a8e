import Engine
import MariaDB
import Web

extension Cascade {
  /// C.6: what a person said, was told, noted and was assigned. What others still need keeps the person from being deleted.
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
    try clear("assigner_id", of: "task", in: [person])
    for table in ["output_file", "working_file", "preview_file"] { try clear("person_id", of: table, in: [person]) }
  }
}
