import Engine
import MariaDB
import Web

/// Who works in a production, and as what (contract chapter 04, section 2). Who leaves keeps the tasks, and cannot see them any more.
enum TeamRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/team"
    routes.get(path, "List the team of a project", .project(.team), then: list)
    routes.post(path, "Add a person to the team of a project", newcomer, .project(.manager), then: add)
    routes.put("\(path)/:person_id", "Set the role that a person has in a project", role, .project(.manager), member, then: change)
    routes.delete("\(path)/:person_id", "Remove a person from the team of a project", .project(.manager), member, then: remove)
  }

  private static let member = Step<ID>.id("person_id", or: .parameter("person_id must be a UUID."))

  private static let newcomer = Step<(person: ID, role: String?)>.fields { fields in
    (person: fields.id("person_id"), role: fields.projectRole())
  }

  private static let role = Step<String?>.fields { fields in fields.projectRole() }

  // MARK: Reading

  private static let projectRole = Shape.Key("project_role", "team.role", .text)
  private static let short = PersonShape.short(departments: false).adding(projectRole)
  private static let client = PersonShape.client.adding(projectRole)

  /// Managers see everything but secrets, clients the least.
  private static func list(_ call: Call, of project: Subject<Project>) throws -> Response {
    let standing = project.standing
    let full = PersonShape.seen(by: standing.isAdmin ? .admin : .manager, call.configuration).adding(projectRole)
    let shape = standing.isManager ? full : standing.isClient ? client : short
    return call.stream(
      """
      SELECT \(shape.select) FROM project_person_link team JOIN person ON person.id = team.person_id
      WHERE team.project_id = \(project.id) ORDER BY person.id
      """, shape)
  }

  // MARK: Writing

  /// A role that is not given leaves the one that is there. Somebody who is in the team already is no news.
  private static func add(_ call: Call, _ newcomer: (person: ID, role: String?), to project: Subject<Project>) throws -> Response {
    guard let person = try call.database.record(.person, newcomer.person) else {
      throw Failure.parameter("There is no person \(newcomer.person).")
    }
    if let production = person.id("preview_project_id") {
      if production != project.id { throw Failure.parameter("A preview account can only belong to its own project.") }
      if newcomer.role != nil { throw keepsRole }
    }
    try call.database.hold(project: project.id)
    let isMember = try call.database.exists("SELECT 1 FROM project_person_link WHERE \(link(newcomer.person, project))")
    if !isMember {
      try call.database.execute(
        "INSERT INTO project_person_link (project_id, person_id) VALUES (\(project.id), \(newcomer.person))")
      try ProjectSettings.announce(project.id, call)
    }
    if let role = newcomer.role {
      try call.database.execute("UPDATE project_person_link SET role = \(role) WHERE \(link(newcomer.person, project))")
      try ProjectSettings.announce(project.id, call)
    }
    return try ProjectSettings.answer(project.id, status: 201, call)
  }

  private static let keepsRole = Failure.parameter("A preview account keeps its client role.")

  private static func change(_ call: Call, _ role: String?, in project: Subject<Project>, of person: ID) throws -> Response {
    try call.database.hold(project: project.id)
    guard try call.database.exists("SELECT 1 FROM project_person_link WHERE \(link(person, project))") else {
      throw Failure.parameter("This person is not in the team of the project.")
    }
    if try call.database.holdsPreviewAccount([person]) { throw keepsRole }
    try call.database.execute("UPDATE project_person_link SET role = \(role) WHERE \(link(person, project))")
    try ProjectSettings.announce(project.id, call)
    return .json(["project_id": JSON(project.id), "person_id": JSON(person), "role": JSON(role)])
  }

  private static func remove(_ call: Call, from project: Subject<Project>, _ person: ID) throws -> Response {
    try call.database.execute("DELETE FROM project_person_link WHERE \(link(person, project))")
    try ProjectSettings.announce(project.id, call)
    return .deleted
  }

  private static func link(_ person: ID, _ project: Subject<Project>) -> SQL { "project_id = \(project.id) AND person_id = \(person)" }
}

extension FieldReader {
  /// A role that somebody may have in a project; nil is that in the studio.
  fileprivate mutating func projectRole() -> String? {
    let roles = ["user", "supervisor", "manager", "client", "vendor"]
    let role = optionalText("role")
    if let role = self["role"]?.text, !roles.contains(role) { fail("role", "Input should be one of \(roles.joined(separator: ", "))") }
    return role
  }
}
