import Engine
import MariaDB
import Web

/// Shots (contract chapter 05).
enum ShotRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/shots", "List shots", then: list)
    routes.get("/data/shots/all", "List shots", then: list)
    KindRoutes(.shot).declare([.read, .remove, .tasks, .taskTypes, .previews, .versions, .ofProject], in: &routes)
    routes.put("/data/shots/:shot_id", "Replace what is kept about a shot", then: update)
    routes.post("/data/projects/:project_id/shots", "Create a shot", then: ShotCreation.create)
    routes.post("/data/projects/:project_id/shots/bulk", weight: .bulk, "Create many shots", then: ShotCreation.createMany)
    routes.post(
      "/actions/projects/:project_id/task-types/:task_type_id/set-shot-nb-frames", "Set the frames of shots by their last previews",
      then: ShotFrames.set)
  }

  private static func list(_ call: Call) throws -> Response {
    var ignored: Set<String> = []
    var conditions: [SQL] = []
    let project: ID?
    if let text = call.request.query["sequence_id"] {
      guard let sequence = try call.database.entity(.sequence, ID(text)) else { throw Failure.notFound("There is no such sequence.") }
      project = sequence.id("project_id")
      try call.access.project(project)
      ignored = ["project_id", "parent_id"]
      conditions = ["entity.project_id = \(project)", "entity.parent_id = \(sequence.id)"]
    } else {
      project = try call.listedProject()
    }
    return try named(call, project, conditions + (try call.entityFilters(ignoring: ignored)) + (try call.assignedFilter()))
  }

  /// Shots with the names of project and sequence; those without a sequence are left out.
  static func named(_ call: Call, _ project: ID?, _ conditions: [SQL], isScoped: Bool = true) throws -> Response {
    try EntityList(
      kind: .shot, call: call, project: project, conditions: conditions, joins: ListedFields.project + ListedFields.sequence,
      extras: [EntityList.projectName, EntityList.sequenceName], isScoped: isScoped
    ).answer()
  }

  /// Keys that are left alone.
  private static let protected: Set<String> = [
    "id", "created_at", "updated_at", "instance_casting", "project_id", "entities_in", "entities_out", "type", "shotgun_id", "created_by",
  ]

  private static func update(_ call: Call) throws -> Response {
    let shot = try call.entity(.shot, isLocked: true)
    try call.access.projectManager(shot.id("project_id"))
    guard case .object(var body) = try call.request.json() else { throw Failure.parameter("An object with named values is expected.") }
    for name in protected { body[name] = nil }
    // A status that no client knows would make the shot unreadable (oddity 2).
    if let status = body["status"], !["standby", "running", "complete", "canceled"].contains(status.text) {
      throw Failure.parameter("Invalid status")
    }
    if let project = shot.id("project_id") { try EntityWriting(body, row: shot, project: project, call).check(&body) }
    try Failure.mappingIntegrity {
      try call.database.update(try Coercion.update(body, .entity), of: .entity, id: shot.id)
    }
    call.events.emit("shot:update", ["shot_id": JSON(shot.id)], project: shot.id("project_id"))
    let shape = Shape(.entity)
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(shot.id)", shape)
  }

}
