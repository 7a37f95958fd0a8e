import Engine
import MariaDB
import Web

/// Productions.
struct ProjectRows: Resource, RowReading {
  let path = "projects"
  let table = Table.project
  let rules = Rules(list: .anyone, read: .team, create: .admin, update: .manager, delete: .admin)
  let protected: Set<String> = ["team"]

  private static let plain = Shape(.project)
  private static let full = Shape(.project, relations: true)
  private static let withStatus = plain.adding(Shape.Key("project_status_name", "project_status.name", .text))

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }

  func scope(_ call: Call) throws -> SQL? {
    try call.access.isAdmin ? nil : "project.id IN \(call.access.openProjects)"
  }

  func project(of row: Record, _ call: Call) throws -> ID? { row.id }

  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    if relations { return try ProjectDocuments(where: "project.id = \(id)", tellsStatus: true, try call.access).one(call) }
    return try call.row(
      """
      SELECT \(Self.withStatus.select) FROM project LEFT JOIN project_status ON project_status.id = project.project_status_id
      WHERE project.id = \(id)
      """, Self.withStatus)
  }

  // MARK: Creating

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    try checkResolution(body)
    try Bitrates(call.configuration).check(body, stored: nil)
    try checkBackgrounds(body, call)
    let team = body["team"]?.array?.compactMap { $0.text.flatMap { ID($0) } } ?? []
    if !team.isEmpty, try call.database.holdsPreviewAccount(team) {
      throw Failure.parameter("A preview account can only belong to its own project.")
    }
    if let main = body["preview_background_file_id"], !main.isNull {
      throw Failure.row("preview_background_file_id cannot be set here; use default_preview_background_file_id.")
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
    try Bitrates(call.configuration).check(body, stored: (high: row.integer(Bitrates.high), low: row.integer(Bitrates.low)))
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
    try call.check(.admin)
  }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    try PreviewAccountRoutes.remove(of: row.id, call)
    if call.isForced { try Cascade(call, forcesFiles: true).clearProject(row.id) }
  }

  /// Its events are not kept as those of a project.
  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("project:\(action.rawValue)", ["project_id": JSON(row.id)])
  }
}
