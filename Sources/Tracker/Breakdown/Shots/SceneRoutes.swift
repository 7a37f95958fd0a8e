import Engine
import MariaDB
import Web

/// The shots made from a scene (contract chapter 05).
enum SceneRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/scenes/:scene_id/shots"
    routes.list(path, "List the shots made from a scene", .entity(.scene, .read)) { call, scene in
      try EntityList(
        kind: .shot, project: scene.project, standing: scene.standing, conditions: ["entity.source_id = \(scene.id)"], isNamed: true,
        isScoped: false
      ).listing(call)
    }
    routes.post(path, "Say that a shot is made from a scene", body, .entity(.scene, .team), then: add)
    routes.delete(
      "\(path)/:shot_id", "Say that a shot is not made from a scene", .entity(.scene, .team),
      .id("shot_id"), then: remove)
  }

  private static let body = Step.fields { fields in fields.id("shot_id") }

  private static func add(_ call: Call, shot id: ID, to scene: Subject<EntityFacts>) throws -> Response {
    let shot = try set(scene.id, of: id, "shot:add-to-scene", scene, call)
    let shape = Shape(.entity)
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(shot)", shape, status: 201)
  }

  private static func remove(_ call: Call, from scene: Subject<EntityFacts>, shot: ID) throws -> Response {
    try set(nil, of: shot, "shot:remove-from-scene", scene, call)
    return .deleted
  }

  /// - Throws: 404 for what is no shot of the scene's project.
  @discardableResult
  private static func set(_ source: ID?, of id: ID, _ event: String, _ scene: Subject<EntityFacts>, _ call: Call) throws -> ID {
    guard let shot = try call.database.entity(.shot, id, isLocked: true), shot.id("project_id") == scene.project else {
      throw Failure.notFound("There is no such shot in the scene's project.")
    }
    // The scene may be deleted at the same time.
    try Failure.mappingIntegrity {
      try call.database.execute("UPDATE entity SET source_id = \(source), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)")
    }
    EntityDeletion(call).announce("update", shot, .shot)
    call.events.emit(event, ["scene_id": JSON(scene.id), "shot_id": JSON(id)], project: scene.project)
    return id
  }
}
