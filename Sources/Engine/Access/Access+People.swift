import MariaDB
import Web

extension Access {
  /// A20: an admin, or the person in question.
  package func person(_ person: ID?) throws(Failure) {
    try require(isAdmin || person == caller.id)
  }

  /// A23: a bot is refused, unless the project lets bots collaborate. - Throws: 404 for a person that does not exist.
  package func noBot(_ person: ID, project: ID? = nil) throws {
    guard let isBot = try database.first("SELECT is_bot FROM person WHERE id = \(person)", { $0.bool(0) }) else {
      throw Failure.notFound("There is no such person.")
    }
    guard isBot else { return }
    let isWelcome = try database.exists(
      "SELECT 1 FROM project WHERE id = \(project) AND is_bot_collaboration_enabled")
    try require(isWelcome)
  }

  /// A24: an admin, or the person whose day off it is.
  package func dayOff(of person: ID?) throws(Failure) { try self.person(person) }

  /// An SQL condition on `person`: whom the caller may know. Clients know themselves, and whom they work with in open productions.
  package var acquaintances: SQL {
    guard caller.role == .client else { return "TRUE" }
    return """
      (person.id = \(caller.id) OR person.id IN
      (SELECT team.person_id FROM project_person_link team WHERE team.project_id IN \(openProjects)))
      """
  }
}
