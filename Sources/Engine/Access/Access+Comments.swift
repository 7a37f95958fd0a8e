import Web

extension Access {
  /// A15: reading a comment. - Throws: 404 for one that does not exist, except for admins, who pass unseen.
  package func readComment(_ comment: ID) throws {
    if isAdmin { return }
    guard let record = try database.record(.comment, comment) else { throw Failure.notFound("There is no such comment.") }
    try readComment(record)
  }

  package func readComment(_ comment: Record) throws {
    if isAdmin { return }
    let task = try facts(ofTask: comment.id("object_id"))
    try project(task.project)
    try entity(task.entity)
    if isAtLeastSupervisor { return }
    let isAuthorClient = try comment.id("person_id").flatMap { try role(of: $0, in: task.project) } == .client
    if isClient {
      let isIsolated = try database.exists("SELECT 1 FROM project WHERE id = \(task.project) AND is_clients_isolated")
      let isMine = comment.id("person_id") == caller.id
      if isIsolated && !isMine && !comment.bool("for_client") { throw Failure.forbidden }
      try require(isAuthorClient || comment.bool("for_client"))
    } else {
      try require(!isAuthorClient)
    }
  }
}
