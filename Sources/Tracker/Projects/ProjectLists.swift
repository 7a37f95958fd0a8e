import Engine
import MariaDB
import Web

/// The lists of productions (contract chapter 04, section 1): of everything for administrators, for others where they are in the team.
enum ProjectLists {
  static func declare(in routes: inout Routes) {
    routes.get("/data/projects/open", "List the open projects", then: open)
    routes.get("/data/projects/all", "List the projects of any status", then: all)
    routes.get("/data/user/projects/open", for: .person, "List the open projects that the caller works in") { call in
      try ProjectDocuments.open(named: call.request.query["name"], try call.access).list(call)
    }
  }

  private static func open(_ call: Call) throws -> Response {
    let access = try call.access
    let name = call.request.query["name"]
    if !access.isAdmin { return try ProjectDocuments.open(named: name, orderedBy: "project.name, project.id", access).list(call) }
    let named: SQL = name.map { "project.name = \($0)" } ?? "TRUE"
    // Only here other names of the status are known too (oddity 04-2).
    return try ProjectDocuments(
      where: """
        project.project_status_id IN (SELECT project_status.id FROM project_status
        WHERE project_status.name IN ('Active', 'open', 'Open')) AND \(named)
        """, orderedBy: "project.name, project.id", access
    ).list(call)
  }

  private static let plain = Shape(.project)
  private static let withStatus = plain.adding(Shape.Key("project_status_name", "project_status.name", .text))
    .adding(Shape.Key("descriptors", .ids(ProjectDocuments.descriptors(where: "descriptor.entity_type = 'Project'"))))

  private static func all(_ call: Call) throws -> Response {
    let access = try call.access
    let mine: SQL = access.isAdmin ? "TRUE" : "project.id IN \(access.projects)"
    if let name = call.request.query["name"] { return try named(name, mine, call) }
    if access.isAdmin {
      return call.stream(
        """
        SELECT \(withStatus.select) FROM project JOIN project_status ON project_status.id = project.project_status_id
        ORDER BY project.name, project.id
        """, withStatus)
    }
    return call.stream("SELECT \(plain.select) FROM project WHERE \(mine) ORDER BY project.id", plain)
  }

  /// A list of the first project whose name is like the text. - Throws: 404 when there is none.
  private static func named(_ name: String, _ mine: SQL, _ call: Call) throws -> Response {
    let output = JSONOutput(capacity: 2048)
    let sql: SQL =
      "SELECT \(plain.select) FROM project WHERE \(mine) AND LOWER(project.name) LIKE LOWER(\(name)) ORDER BY project.id LIMIT 1"
    output.append(byte: UInt8(ascii: "["))
    let found: Void? = try call.database.first(sql) { plain.write($0, to: output) }
    guard found != nil else { throw Failure.notFound("There is no project of that name.") }
    output.append(byte: UInt8(ascii: "]"))
    return Response(body: .bytes(Array(output.bytes)))
  }
}
