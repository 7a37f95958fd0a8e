import MariaDB
import Web

/// Productions.
struct ProjectRows: Resource {
  let path = "projects"
  let table = Table.project
  let rules = Rules(list: .anyone, read: .team, create: .admin, update: .projectManager, delete: .admin)
  let protected: Set<String> = ["team"]

  private static let plain = Shape(.project)
  private static let full = Shape(.project, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }

  func scope(_ call: Call) throws -> SQL? {
    try call.access.isAdmin ? nil : "project.id IN \(call.access.openProjects)"
  }

  func project(of row: Record, _ call: Call) throws -> ID? { row.id }

  func readingExtras(_ id: ID, _ call: Call) throws -> JSON.Object {
    let name = try call.database.first(
      """
      SELECT project_status.name FROM project LEFT JOIN project_status ON project_status.id = project.project_status_id
      WHERE project.id = \(id)
      """
    ) { $0.text(0) }
    return ["project_status_name": JSON(name ?? nil)]
  }

  // MARK: Creating

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    try checkResolution(body)
    try checkBackgrounds(body, call)
    if let main = body["preview_background_file_id"], !main.isNull {
      throw Failure.parameter("preview_background_file_id cannot be set here; use default_preview_background_file_id.")
    }
    if let reference = body["project_template_id"] {
      body["project_template_id"] = nil
      if !reference.isNull { try TemplateApplication(reference, call).complete(&body) }
    }
    if body["project_status_id"] == nil { body["project_status_id"] = JSON(try ProjectStatus.open(call.database)) }
  }

  func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object {
    let template = call.sent("project_template_id")
    if !template.isNull { try TemplateApplication(template, call).apply(to: row.id) }
    var extras: JSON.Object = [:]
    if row.text("production_type") == "tvshow" { extras["first_episode_id"] = JSON(try FirstEpisode.ensure(row.id, call)) }
    try ProjectDescriptors.copy(to: row.id, call)
    return extras
  }

  // MARK: Updating

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try checkResolution(body)
    if body["production_style"] == .null { body["production_style"] = "2d3d" }
    if body["preview_background_files"] == .null { throw Failure.badFormat }
    try checkBackgrounds(body, call)
    if let main = body["preview_background_file_id"] {
      body["preview_background_file_id"] = nil
      let listed = try body["preview_background_files"].map { try Coercion.ids($0) } ?? []
      if !main.isNull, main.text.flatMap({ ID($0) }).map(listed.contains) != true {
        throw Failure.parameter("preview_background_file_id must be one of preview_background_files.")
      }
    }
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    guard new.text("production_type") == "tvshow" else { return [:] }
    return ["first_episode_id": JSON(try FirstEpisode.ensure(new.id, call))]
  }

  private func checkResolution(_ body: JSON.Object) throws {
    guard let resolution = body["resolution"], !resolution.isNull, resolution != "" else { return }
    let parts = (resolution.text ?? "").split(separator: "x", omittingEmptySubsequences: false)
    func isSize(_ text: Substring) -> Bool { (3...4).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } }
    guard parts.count == 2, isSize(parts[1]), parts[0].isEmpty || isSize(parts[0]) else {
      throw Failure.parameter("resolution must be as 1920x1080 or x1080.")
    }
  }

  private func checkBackgrounds(_ body: JSON.Object, _ call: Call) throws {
    guard let list = body["preview_background_files"] else { return }
    let ids = Set(try Coercion.ids(list))
    if ids.isEmpty { return }
    guard try call.database.count("SELECT COUNT(*) FROM preview_background_file WHERE id IN \(Array(ids))") == ids.count else {
      throw Failure.notFound("One of the preview backgrounds does not exist.")
    }
  }

  // MARK: Deleting

  /// That a project is still open is said before who may delete it.
  func mayDelete(_ row: Record, _ call: Call) throws {
    if let status = row.id("project_status_id"), try status == ProjectStatus.open(call.database) {
      throw Failure.plain(400, "An open project cannot be deleted. Close it first.")
    }
    try call.access.admin()
  }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    if call.isForced { try Cascade(call, forcesFiles: true).clearProject(row.id) }
  }

  /// Its events are not kept as those of a project.
  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("project:\(action.rawValue)", ["project_id": JSON(row.id)])
  }
}

/// Whether a project is worked on.
enum ProjectStatus {
  /// Ids of the projects that are worked on, for `project_id IN …`.
  static let openProjects: SQL = """
    (SELECT project.id FROM project JOIN project_status ON project_status.id = project.project_status_id
    WHERE project_status.name = 'Open')
    """

  /// The id of the status named `Open`, which is made when it is missing.
  static func open(_ database: Connection) throws -> ID {
    if let id = try database.ids("SELECT id FROM project_status WHERE name = 'Open'").first { return id }
    return try database.insert(into: .projectStatus, ["name": "Open", "color": "#000000"])
  }
}

/// A series begins with an episode.
enum FirstEpisode {
  /// The first episode by name; `E01` is made when there is none.
  static func ensure(_ project: ID, _ call: Call) throws -> ID {
    let type = try EntityTypes.ensure(.episode, call.database)
    let first = try call.database.ids(
      "SELECT id FROM entity WHERE project_id = \(project) AND entity_type_id = \(type) ORDER BY name, id LIMIT 1"
    ).first
    if let first { return first }
    let episode = try call.database.insert(
      into: .entity,
      [
        "name": "E01", "project_id": project.sqlValue, "entity_type_id": type.sqlValue, "data": "{}", "description": "",
        "created_by": try call.access.caller.id.sqlValue,
      ])
    call.events.emit("episode:new", ["episode_id": JSON(episode)], project: project)
    return episode
  }
}

/// The entity types that make a kind.
enum EntityTypes {
  /// The id of the type of that name, which is made when it is missing.
  static func ensure(_ kind: EntityKind, _ database: Connection) throws -> ID {
    if let id = try database.ids("SELECT id FROM entity_type WHERE name = \(kind.rawValue)").first { return id }
    return try database.insert(into: .entityType, ["name": .text(kind.rawValue)])
  }
}

/// Metadata of projects themselves is the same in all open productions.
enum ProjectDescriptors {
  /// Copies the project-level descriptors of the other open projects, of each field the first that is seen.
  static func copy(to project: ID, _ call: Call) throws {
    let descriptors = try call.database.all(
      """
      SELECT \(Record.selection(.metadataDescriptor)) FROM metadata_descriptor
      JOIN project ON project.id = metadata_descriptor.project_id JOIN project_status ON project_status.id = project.project_status_id
      WHERE metadata_descriptor.entity_type = 'Project' AND project_status.name = 'Open' AND project.id <> \(project)
      ORDER BY metadata_descriptor.id
      """
    ) { Record(.metadataDescriptor, $0) }
    var seen: Set<String> = []
    for descriptor in descriptors where seen.insert(descriptor.text("field_name") ?? "").inserted {
      try add(descriptor.values.merging(["project_id": project.sqlValue]) { $1 }, to: project, call)
    }
  }

  @discardableResult
  static func add(_ values: [String: Value], to project: ID, _ call: Call) throws -> ID {
    let id = try call.database.insert(into: .metadataDescriptor, values)
    call.events.emit("metadata-descriptor:new", ["metadata_descriptor_id": JSON(id)], project: project)
    return id
  }
}
