import Engine
import MariaDB
import Web

/// What only shots have (contract chapter 05).
enum ShotRoutes {
  static func declare(in routes: inout Routes) {
    routes.put("/data/shots/:shot_id", "Replace what is kept about a shot", .entity(.shot, .manager), .document, then: update)
    routes.post(
      "/actions/projects/:project_id/task-types/:task_type_id/set-shot-nb-frames", "Set the frames of shots by their last previews",
      .project(.manager, unseenByAdmins: true, malformed: malformed), .id("task_type_id", or: malformed), then: ShotFrames.set)
  }

  private static let malformed = Failure.parameter("Invalid project or task type id")

  /// Keys that are left alone.
  private static let protected: Set<String> = [
    "id", "created_at", "updated_at", "instance_casting", "project_id", "entities_in", "entities_out", "type", "shotgun_id", "created_by",
  ]

  private static func update(_ call: Call, _ shot: Subject<EntityFacts>, document: JSON) throws -> Response {
    guard case .object(var body) = document else { throw Failure.parameter("An object with named values is expected.") }
    for name in protected { body[name] = nil }
    // A status that no client knows would make the shot unreadable (oddity 05-2).
    if let status = body["status"], !["standby", "running", "complete", "canceled"].contains(status.text) {
      throw Failure.parameter("Invalid status")
    }
    if let project = shot.project { try EntityWriting(body, row: shot.record, project: project, call).check(&body) }
    try Failure.mappingIntegrity {
      try call.database.update(try Coercion.update(body, .entity), of: .entity, id: shot.id)
    }
    call.events.emit("shot:update", ["shot_id": JSON(shot.id)], project: shot.project)
    let shape = Shape(.entity)
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(shot.id)", shape)
  }
}
