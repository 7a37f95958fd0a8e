import MariaDB
import Web

extension Access {
  /// A7: reading a task.
  package func readTask(_ task: ID?) throws {
    let facts = try facts(ofTask: task)
    try project(facts.project)
    try entity(facts.entity)
  }

  /// A8: commenting, changing the status, uploading a preview.
  package func actOnTask(_ task: ID?) throws {
    let facts = try facts(ofTask: task)
    if isAdmin { return }
    guard try isMember(of: facts.project) else { throw Failure.forbidden }
    if isManager || isClient || facts.isAssigned || facts.entityCreator == caller.id { return }
    try require(isSupervisor && supervises(facts.department))
  }

  /// A9: a member who is mentioned in the task, in person or by department. Only ever grants an answer to a comment.
  package func isMentioned(inTask task: ID) throws -> Bool {
    let facts = try facts(ofTask: task)
    guard try isMember(of: facts.project), !isVendor else { return false }
    let mine = try departments()
    return try database.exists(
      """
      SELECT 1 FROM comment WHERE comment.object_id = \(task) AND (
      EXISTS (SELECT 1 FROM comment_mentions link WHERE link.comment = comment.id AND link.person = \(caller.id))
      OR EXISTS (SELECT 1 FROM comment_department_mentions link WHERE link.comment = comment.id AND link.department IN \(mine))
      OR JSON_SEARCH(comment.replies, 'one', \(caller.id), NULL, '$[*].mentions') IS NOT NULL
      OR \(mine.map { "JSON_SEARCH(comment.replies, 'one', \($0), NULL, '$[*].department_mentions') IS NOT NULL" as SQL }.joined(or: "FALSE"))
      ) LIMIT 1
      """)
  }

  private static let supervisorFields: Set<String> = ["priority", "start_date", "due_date", "estimation", "difficulty", "data"]

  /// A10: a manager; a supervisor of the department for planning fields.
  package func editTask(_ task: ID, fields: [String]) throws {
    let facts = try facts(ofTask: task)
    if isAdmin { return }
    guard try isMember(of: facts.project) else { throw Failure.forbidden }
    if isManager { return }
    try require(isSupervisor && Set(fields).isSubset(of: Self.supervisorFields) && supervises(facts.department))
  }

  /// A14: writing time spent by a person on a task.
  package func timeSpent(by person: ID?, onTask task: ID?) throws {
    let facts = try facts(ofTask: task)
    try require(
      try database.exists("SELECT 1 FROM task_person_link WHERE task_id = \(facts.id) AND person_id = \(person)"))
    if person == caller.id || isAdmin { return }
    try require(try isMember(of: facts.project) && isManager)
  }

  /// A16: giving a task a status.
  package func useStatus(_ status: ID) throws {
    guard
      let (artists, clients) = try database.first(
        "SELECT is_artist_allowed, is_client_allowed FROM task_status WHERE id = \(status)", { ($0.bool(0), $0.bool(1)) })
    else { throw Failure.notFound("There is no such task status.") }
    try require((!isArtist || artists) && (!isClient || clients))
  }

  /// A21 for a task.
  package func working(onTask task: ID) throws {
    try require(try facts(ofTask: task).isAssigned)
  }
}

extension Sequence<SQL> {
  /// The conditions joined by OR, or `nothing` when there are none.
  package func joined(or nothing: String) -> SQL {
    let pieces = Array(self)
    return pieces.isEmpty ? SQL(raw: nothing) : "(\(pieces.joined(separator: " OR ")))"
  }
}
