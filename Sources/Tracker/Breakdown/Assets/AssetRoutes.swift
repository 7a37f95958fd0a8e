import Engine
import MariaDB
import Web

/// Assets: what shots are made of.
enum AssetRoutes {
  static func declare(in routes: inout Routes) {
    routes.list("/data/assets", "List assets", of: list)
    routes.list("/data/assets/all", "List assets", of: list)
    let path = "/data/projects/:project_id"
    routes.list("\(path)/assets", "List the assets of a project", project) { call, project in
      try AssetList(in: project.id, project.standing).listing(call, ignoring: ["project_id"])
    }
    routes.list(
      "\(path)/asset-types/:asset_type_id/assets", "List the assets of a type in a project", project,
      .id("asset_type_id", or: .parameter("asset_type_id must be a UUID."))
    ) { call, project, type in
      try AssetList(in: project.id, project.standing).adding("entity.entity_type_id = \(type)")
        .listing(call, ignoring: ["project_id", "entity_type_id"])
    }
    routes.post(
      "\(path)/asset-types/:asset_type_id/assets/new", "Create an asset", AssetCreation.body, .project(.manager), .assetType,
      then: AssetCreation.create)
    routes.post(
      "\(path)/assets/bulk", weight: .bulk, "Create many assets", AssetCreation.rows, .project(.manager), then: AssetCreation.createMany)
  }

  private static let project = Step.project(.team, unseenByAdmins: true, malformed: .parameter("project_id must be a UUID."))

  /// Those of one project, or of all projects that the caller works in.
  private static func list(_ call: Call) throws -> Listing {
    let query = call.request.query
    let isOfProject = query["project_id"] != nil
    if !isOfProject && query["episode_id"] == nil { return try AssetList(ofAllProjects: call).listing(call) }
    let narrowing = try Narrowing(call, .team, under: isOfProject ? nil : .episode)
    // An episode casts assets of other projects too, for those who see both.
    if !isOfProject { return try AssetList(ofAllProjects: call).listing(call) }
    return try AssetList(in: narrowing.project, narrowing.standing).listing(call)
  }
}
