import MariaDB
import Web

/// Assets: what shots are made of.
enum AssetRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/assets", "List assets", list)
    routes.get("/data/assets/all", "List assets", list)
    routes.get("/data/assets/:asset_id", "Read an asset with its tasks") {
      try WithTasksRoutes.full(try $0.readableEntity(.asset), .asset, $0)
    }
    routes.delete("/data/assets/:asset_id", "Delete an asset, or cancel it when it has tasks", delete)
    routes.get("/data/assets/:asset_id/tasks", "List the tasks of an asset") {
      EntityWork.tasks(of: try $0.readableEntity(.asset), $0)
    }
    routes.get("/data/assets/:asset_id/task-types", "List the task types of an asset's tasks") {
      EntityWork.taskTypes(of: try $0.readableEntity(.asset), $0)
    }
    routes.get("/data/projects/:project_id/assets", "List the assets of a project", ofProject)
    routes.get("/data/projects/:project_id/asset-types/:asset_type_id/assets", "List the assets of a type in a project", ofType)
    routes.post("/data/projects/:project_id/asset-types/:asset_type_id/assets/new", "Create an asset", AssetCreation.create)
    routes.post("/data/projects/:project_id/assets/bulk", "Create many assets", AssetCreation.createMany)
  }

  // MARK: Lists

  /// Those of one project, of the project of one episode, or of all projects that the caller works in.
  private static func list(_ call: Call) throws -> Response {
    let query = call.request.query
    if query["project_id"] != nil { return try AssetList(in: try call.listedProject(), call).answer() }
    guard let text = query["episode_id"] else { return try AssetList(ofAllProjects: call).answer() }
    guard let project = try call.database.entity(.episode, ID(text))?.id("project_id") else {
      throw Failure.notFound("There is no such episode.")
    }
    try call.access.project(project)
    return try AssetList(in: project, call).answer()
  }

  private static func ofProject(_ call: Call) throws -> Response {
    try inProject(call).answer(ignoring: ["project_id"])
  }

  private static func ofType(_ call: Call) throws -> Response {
    let list = try inProject(call)
    guard let type = ID(call["asset_type_id"]) else { throw Failure.parameter("Invalid UUID value: \(call["asset_type_id"])") }
    return try list.adding("entity.entity_type_id = \(type)").answer(ignoring: ["project_id", "entity_type_id"])
  }

  private static func inProject(_ call: Call) throws -> AssetList {
    guard let project = ID(call["project_id"]) else {
      if try call.access.isAdmin { throw Failure.parameter("Invalid UUID value: \(call["project_id"])") }
      throw Failure.notFound("There is no such project.")
    }
    try call.access.project(project)
    return try AssetList(in: project, call)
  }

  // MARK: One asset

  private static func delete(_ call: Call) throws -> Response {
    let asset = try call.entity(.asset, isLocked: true)
    try call.access.removeEntity(asset)
    try EntityDeletion(call).remove(asset, .asset, isForced: call.isForced)
    return .deleted
  }
}

/// The episode that an asset or an edit is made for.
enum EpisodeReference {
  /// - Throws: 404 when it is no episode of the project (oddity 15).
  static func check(_ episode: ID?, in project: ID, _ call: Call) throws {
    guard let episode else { return }
    guard try call.database.entity(.episode, episode)?.id("project_id") == project else {
      throw Failure.notFound("There is no such episode in this project.")
    }
  }
}

extension FieldReader {
  /// A description that may be null; `fallback` when absent.
  mutating func description(default fallback: String?) -> String? {
    self["description"] == nil ? fallback : optionalText("description")
  }

  /// A document as a column keeps it; the empty one when absent.
  /// - Parameter null: what null is kept as.
  mutating func document(_ field: String, null: Value = "{}") -> Value {
    if self[field] == nil { return "{}" }
    return optionalObject(field).map { .text(JSON.object($0).description) } ?? null
  }
}

extension EntityWork {
  /// The tasks of one entity; with who works on them when the query says `relations=true`.
  static func tasks(of entity: Record, _ call: Call) -> Response {
    tasks("entity.id = \(entity.id)", relations: call.request.query.flag("relations"), call)
  }

  /// The task types of one entity's tasks.
  static func taskTypes(of entity: Record, _ call: Call) -> Response { taskTypes("entity.id = \(entity.id)", call) }
}
