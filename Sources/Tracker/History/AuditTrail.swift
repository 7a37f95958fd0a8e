import Engine
import MariaDB
import Web

/// What happened, newest first: all of it for admins, for managers that of their projects.
enum AuditTrail {
  static func last(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let limit = try parameters.limit()
    let project = try parameters.id("project_id")
    try manager(of: project, try call.access)
    var conditions = try parameters.period()
    let cursor = try parameters.id("cursor_event_id")
    conditions += try scope(project, call)
    let prefixes = try parameters.nameParts("name_prefixes")
    let suffixes = try parameters.nameParts("name_suffixes")
    let people = try parameters.ids("person_ids")
    if let name = try parameters.text("name") { conditions.append("name = \(name)") }
    if try parameters.text("only_files") == "true" { conditions.append("name IN \(filesNames)") }
    if prefixes != nil || suffixes != nil {
      // Few names make many events: looked up first, they lead to the rows by the index on the name, where a pattern would have every row
      // looked at until enough match.
      let names = try names(call.database).filter { name in
        (prefixes?.contains { name.hasPrefix($0 + ":") } ?? true) && (suffixes?.contains { name.hasSuffix(":" + $0) } ?? true)
      }
      conditions.append("name IN \(names)")
    }
    if let people { conditions.append("user_id IN \(people)") }
    if let cursor { conditions.append(try Chronicle.older(than: cursor, in: .apiEvent, call.database)) }
    return call.stream(Chronicle.newest(shape, of: .apiEvent, conditions, limit), shape)
  }

  /// The names of all events, sorted: read by jumping from name to name in the index.
  static func names(_ database: Connection) throws -> [String] {
    try database.texts("SELECT DISTINCT name FROM api_event ORDER BY name")
  }

  /// Managers of the studio pass; others when they are that in the project they ask for. Who may not see the audit trail is not told
  /// which projects there are. - Throws: 403.
  private static func manager(of project: ID?, _ access: Access) throws {
    if access.studio.isManager { return }
    guard let project, try access.roles().contains(where: { $0.project == project && $0.role == .manager }) else { throw Failure.forbidden }
  }

  /// The events that the caller may see of the project asked for, or of all. - Throws: 403 for a project of others.
  private static func scope(_ project: ID?, _ call: Call) throws -> [SQL] {
    let access = try call.access
    if access.isAdmin { return project.map { ["project_id = \($0)"] } ?? [] }
    let mine = try call.database.ids(access.projects)
    guard let project else { return ["project_id IN \(mine)"] }
    if !mine.contains(project) { throw Failure.forbidden }
    return ["project_id = \(project)"]
  }

  /// Events that say that a file was uploaded.
  private static let filesNames = [
    "preview-file:add-file", "organisation:set-thumbnail", "person:set-thumbnail", "project:set-thumbnail",
  ]

  private static let shape = Shape(keys: [
    Shape.Key("id", "id", .uuid),
    Shape.Key("created_at", "created_at", .datetime),
    Shape.Key("name", "name", .text),
    Shape.Key("user_id", "user_id", .uuid),
    Shape.Key("project_id", "project_id", .uuid),
    Shape.Key("data", "data", .json),
  ])
}
