import Engine
import MariaDB
import Web

/// What of the studio's lists a production uses: types of assets, statuses, automations, backgrounds of previews (contract chapter 04,
/// section 3). Task types, which hold more, are in `ProjectTaskTypes`.
struct ProjectSettings: Sendable {
  static func declare(in routes: inout Routes) {
    for settings in [
      ProjectSettings(path: "asset-types", name: "asset type", link: .projectAssetTypeLink, target: .entityType, field: "asset_type_id"),
      ProjectSettings(path: "task-status", name: "task status", link: .projectTaskStatusLink, target: .taskStatus, readers: .team),
      ProjectSettings(
        path: "status-automations", name: "status automation", link: .projectStatusAutomationLink, target: .statusAutomation,
        readers: .manager),
      ProjectSettings(
        path: "preview-background-files", name: "preview background", link: .projectPreviewBackgroundFileLink,
        target: .previewBackgroundFile, readers: .team),
    ] {
      let path = "/data/projects/:project_id/settings/\(settings.path)"
      if let readers = settings.readers {
        routes.get(path, "List what a project has of: \(settings.name)", .project(readers), then: settings.list)
      }
      routes.post(path, "Let a project use: \(settings.name)", settings.body, .project(.manager), then: settings.add)
      routes.delete(
        "\(path)/:\(settings.field)", "Take from a project: \(settings.name)", .project(.manager), settings.named, then: settings.remove)
    }
  }

  /// Segment of the path.
  let path: String
  let name: String
  let link: Table
  let target: Table
  /// Column of the link, and field of the body.
  let field: String
  /// Who lists them; nobody when nil.
  let readers: Rule<Project>?

  init(path: String, name: String, link: Table, target: Table, field: String? = nil, readers: Rule<Project>? = nil) {
    self.path = path
    self.name = name
    self.link = link
    self.target = target
    self.field = field ?? "\(target.name)_id"
    self.readers = readers
  }

  private var body: Step<ID> { .fields { [field] fields in fields.id(field) } }
  private var named: Step<ID> { .id(field, or: .parameter("\(field) must be a UUID.")) }

  private func list(_ call: Call, of project: Subject<Project>) throws -> Response {
    let shape = Shape(target)
    return call.stream(
      """
      SELECT \(shape.select) FROM \(raw: target.name) WHERE id IN
      (SELECT link.\(raw: field) FROM \(raw: link.name) link WHERE link.project_id = \(project.id)) ORDER BY \(raw: target.name).id
      """, shape)
  }

  /// What the project has already is no news.
  private func add(_ call: Call, _ item: ID, to project: Subject<Project>) throws -> Response {
    guard try call.database.exists("SELECT 1 FROM \(raw: target.name) WHERE id = \(item)") else {
      throw Failure.parameter("There is no \(name) \(item).")
    }
    try call.database.hold(project: project.id)
    if try Self.add([item], to: project.id, link, field, call) { try Self.announce(project.id, call) }
    return try Self.answer(project.id, status: 201, call)
  }

  private func remove(_ call: Call, from project: Subject<Project>, _ item: ID) throws -> Response {
    try call.database.execute("DELETE FROM \(raw: link.name) WHERE project_id = \(project.id) AND \(raw: field) = \(item)")
    try Self.announce(project.id, call)
    return .deleted
  }

  // MARK: Shared with the other settings

  /// Links rows that exist to a project that is held. Answers whether there was one that it did not have.
  static func add(_ items: [ID], to project: ID, _ link: Table, _ field: String, _ call: Call) throws -> Bool {
    let present = Set(
      try call.database.ids("SELECT \(raw: field) FROM \(raw: link.name) WHERE project_id = \(project) AND \(raw: field) IN \(items)"))
    let missing = items.filter { !present.contains($0) }
    if missing.isEmpty { return false }
    let hasID = link.column("id") != nil
    try call.database.insert(
      "INSERT INTO \(raw: link.name) (project_id, \(raw: field)\(raw: hasID ? ", id" : ""))",
      missing.map { hasID ? "(\(project), \($0), \(ID.make()))" : "(\(project), \($0))" })
    return true
  }

  /// Says that settings of the project have changed.
  static func announce(_ project: ID, _ call: Call) throws {
    try call.database.execute("UPDATE project SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(project)")
    call.events.emit("project:update", ["project_id": JSON(project)], project: project)
  }

  private static let row = Shape(.project)

  /// The project, as every change of its settings answers it.
  static func answer(_ project: ID, status: Int = 200, _ call: Call) throws -> Response {
    try call.row("SELECT \(row.select) FROM project WHERE id = \(project)", row, status: status)
  }
}
