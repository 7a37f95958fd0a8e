import Engine
import MariaDB
import Web

/// Assets: what shots are made of.
enum AssetRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/assets", "List assets", then: list)
    routes.get("/data/assets/all", "List assets", then: list)
    KindRoutes(.asset).declare([.read, .remove, .tasks, .taskTypes], in: &routes)
    routes.get("/data/projects/:project_id/assets", "List the assets of a project", then: ofProject)
    routes.get("/data/projects/:project_id/asset-types/:asset_type_id/assets", "List the assets of a type in a project", then: ofType)
    routes.post("/data/projects/:project_id/asset-types/:asset_type_id/assets/new", "Create an asset", then: AssetCreation.create)
    routes.post("/data/projects/:project_id/assets/bulk", weight: .bulk, "Create many assets", then: AssetCreation.createMany)
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

}

extension FieldReader {
  /// A description that may be null; `fallback` when absent.
  mutating func description(default fallback: String?) -> String? {
    self["description"] == nil ? fallback : optionalText("description")
  }
}
