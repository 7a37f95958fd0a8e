import Engine
import MariaDB
import Web

/// Scenes, and the shots made from them (contract chapter 05).
enum SceneRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/scenes/all", "List scenes") { call in
      let project = try call.listedProject()
      try call.access.noVendor()
      return try EntityList(
        kind: .scene, call: call, project: project, conditions: try call.entityFilters() + (try call.assignedFilter()),
        joins: ListedFields.project + ListedFields.sequence, extras: [EntityList.projectName, EntityList.sequenceName], order: "entity.id"
      ).answer()
    }
    routes.get("/data/scenes/:scene_id", "A scene", then: read)
    routes.delete("/data/scenes/:scene_id", "Delete a scene, or cancel one that is needed", then: delete)
    routes.get("/data/scenes/:scene_id/tasks", "The tasks of a scene") { call in
      EntityWork.tasks("entity.id = \(try call.readableEntity(.scene).id)", call)
    }
    KindRoutes(.scene).declare([.taskTypes, .ofProject], in: &routes)
    routes.get("/data/scenes/:scene_id/shots", "The shots made from a scene") { call in
      let scene = try call.readableEntity(.scene)
      return try ShotRoutes.named(call, scene.id("project_id"), ["entity.source_id = \(scene.id)"], isScoped: false)
    }
    routes.post("/data/scenes/:scene_id/shots", "Say that a shot is made from a scene", then: addShot)
    routes.delete("/data/scenes/:scene_id/shots/:shot_id", "Say that a shot is not made from a scene", then: removeShot)
    routes.post("/data/projects/:project_id/scenes", "Create a scene", then: create)
  }

  private static func read(_ call: Call) throws -> Response {
    let scene = try call.readableEntity(.scene)
    let names = try ParentNames(scene.id, call.database)
    guard let sequence = scene.id("parent_id") else { throw Failure.notFound("This scene belongs to no sequence.") }
    var extras = names.project
    extras["sequence_id"] = JSON(sequence)
    extras["sequence_name"] = JSON(names.parent)
    if let episode = names.grandparent {
      extras["episode_id"] = JSON(episode.id)
      extras["episode_name"] = JSON(episode.name)
    }
    return try ParentNames.answer(scene, .scene, extras, call)
  }

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { (name: $0.name(), sequence: $0.optionalID("sequence_id")) }
    let project = try call.managedProject()
    try call.require(.sequence, body.sequence, in: project)
    let scene = try EntityCreation.ensure(
      .scene, EntityCreation.Plan(name: body.name, parent: body.sequence, values: ["data": "{}"]), in: project, call)
    return try call.entityRow(scene, .scene, status: 201)
  }

  private static func delete(_ call: Call) throws -> Response {
    let scene = try call.entity(.scene, isLocked: true)
    try call.access.removeEntity(scene)
    try BreakdownDeletion(call).delete(scene: scene)
    return .deleted
  }

  // MARK: Shots

  private static func addShot(_ call: Call) throws -> Response {
    let id = try call.request.validated { $0.id("shot_id") }
    let scene = try call.teamEntity(.scene)
    guard let shot = try call.database.entity(.shot, id, isLocked: true), shot.id("project_id") == scene.id("project_id") else {
      throw Failure.notFound("There is no such shot in the scene's project.")
    }
    try set(scene.id, of: shot, "shot:add-to-scene", scene, call)
    let shape = Shape(.entity)
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(shot.id)", shape, status: 201)
  }

  private static func removeShot(_ call: Call) throws -> Response {
    let scene = try call.teamEntity(.scene)
    let shot = try call.entity(.shot, isLocked: true)
    guard shot.id("project_id") == scene.id("project_id") else { throw Failure.notFound("There is no such shot in the scene's project.") }
    try set(nil, of: shot, "shot:remove-from-scene", scene, call)
    return .deleted
  }

  private static func set(_ source: ID?, of shot: Record, _ event: String, _ scene: Record, _ call: Call) throws {
    // The scene may be deleted at the same time.
    try Failure.mappingIntegrity {
      try call.database.execute("UPDATE entity SET source_id = \(source), updated_at = UTC_TIMESTAMP(6) WHERE id = \(shot.id)")
    }
    EntityDeletion(call).announce("update", shot, .shot)
    call.events.emit(event, ["scene_id": JSON(scene.id), "shot_id": JSON(shot.id)], project: shot.id("project_id"))
  }
}
