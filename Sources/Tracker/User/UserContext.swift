import Engine
import MariaDB
import Web

/// All that the web app needs to know when somebody opens it (contract chapter 03, UserContext): lists of the studio, productions, and
/// what is the caller's own. Its parts are written one after the other, straight from their results.
struct UserContext {
  private let call: Call
  private let access: Access
  private let projects: ProjectDocuments
  private let filters: SavedSearches
  private let groups: SavedSearches

  /// What may be refused is found out before anything is written.
  init(_ call: Call) throws {
    self.call = call
    access = try call.access
    projects = try ProjectDocuments.open(access)
    filters = try SavedSearches(.searchFilter, call)
    groups = try SavedSearches(.searchFilterGroup, call)
  }

  func answer() -> Response {
    .stream { output, flush in
      try list("asset_types", AssetTypes.full, of: .entityType, where: "entity_type.name NOT IN \(EntityKind.reservedTypes)", output, flush)
      for (name, table) in [
        ("custom_actions", Table.customAction), ("status_automations", .statusAutomation), ("departments", .department),
        ("studios", .studio),
      ] {
        try list(name, Shape(table), of: table, output, flush)
      }
      key("notification_count", output)
      output.append(
        try call.database.count("SELECT COUNT(*) FROM notification WHERE person_id = \(access.caller.id) AND NOT `read`"))
      try list(
        "persons", person, of: .person, where: "NOT person.is_guest AND person.preview_project_id IS NULL AND \(access.acquaintances)",
        output, flush)
      try list("project_status", Shape(.projectStatus), of: .projectStatus, output, flush)
      try roles(output)
      key("projects", output)
      output.append(byte: UInt8(ascii: "["))
      try projects.write(from: call.database, to: output, flush)
      output.append(byte: UInt8(ascii: "]"))
      try list("task_types", Shape(.taskType), of: .taskType, output, flush)
      try list("task_status", Shape(.taskStatus), of: .taskStatus, output, flush)
      key("search_filters", output)
      try filters.write(from: call.database, to: output)
      key("search_filter_groups", output)
      try groups.write(from: call.database, to: output)
      try list("preview_background_files", Shape(.previewBackgroundFile), of: .previewBackgroundFile, output, flush)
      try list("plugins", Self.plugin, of: .plugin, output, flush)
      if access.isAdmin {
        key("user_limit", output)
        output.append(call.configuration.userLimit)
      }
      output.append(byte: UInt8(ascii: "}"))
    }
  }

  private var person: Shape { PersonShape.seen(by: access.caller.role, call.configuration) }

  /// Begins a member of the document.
  private func key(_ name: String, _ output: JSONOutput) {
    output.append(raw: "\(name == "asset_types" ? "{" : ",")\"\(name)\":")
  }

  private func list(
    _ name: String, _ shape: Shape, of table: Table, where condition: SQL = "TRUE", _ output: JSONOutput, _ flush: () throws -> Void
  ) throws {
    key(name, output)
    output.append(byte: UInt8(ascii: "["))
    let sql: SQL = "SELECT \(shape.select) FROM \(raw: table.name) WHERE \(condition) ORDER BY \(raw: table.name).id"
    try call.database.write(sql, shape, to: output, flush)
    output.append(byte: UInt8(ascii: "]"))
  }

  /// The caller's roles in productions where they have one of their own.
  private func roles(_ output: JSONOutput) throws {
    var roles: JSON.Object = [:]
    try call.database.stream(
      "SELECT project_id, role FROM project_person_link WHERE person_id = \(access.caller.id) AND role IS NOT NULL ORDER BY project_id"
    ) { row in roles[row.text(0) ?? ""] = JSON(row.text(1)) }
    key("project_roles", output)
    output.append(.object(roles))
  }

  private static let plugin = Shape(.plugin).keeping([
    "id", "plugin_id", "name", "description", "version", "maintainer_name", "maintainer_email", "frontend_project_enabled",
    "frontend_studio_enabled", "icon",
  ])
}
