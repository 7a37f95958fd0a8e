import Engine
import MariaDB
import Web

/// Sequences (contract chapter 05).
enum SequenceRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/sequences", "List sequences", then: list)
    routes.get("/data/sequences/:sequence_id", "A sequence", then: read)
    routes.delete("/data/sequences/:sequence_id", "Delete a sequence; with force also its shots", then: delete)
    routes.get("/data/sequences/:sequence_id/shots", "The shots of a sequence") { call in
      let sequence = try call.teamEntity(.sequence)
      return try ShotRoutes.named(
        call, sequence.id("project_id"),
        ["entity.parent_id = \(sequence.id)"] + (try call.entityFilters(ignoring: ["parent_id"])) + (try call.assignedFilter()))
    }
    routes.get("/data/sequences/:sequence_id/scenes", "The scenes of a sequence") { call in
      let sequence = try call.readableEntity(.sequence)
      return try EntityList(
        kind: .scene, call: call, project: sequence.id("project_id"), conditions: ["entity.parent_id = \(sequence.id)"], isScoped: false
      ).answer()
    }
    routes.get("/data/sequences/:sequence_id/tasks", "The tasks of a sequence itself") { call in
      let sequence = try call.readableEntity(.sequence)
      if try call.access.isVendor { return try EntityWork.ownTasks(of: sequence, call) }
      return EntityWork.tasks("entity.id = \(sequence.id)", relations: call.request.query.flag("relations"), call)
    }
    routes.get("/data/sequences/:sequence_id/task-types", "The task types of the tasks of a sequence's shots") { call in
      EntityWork.taskTypes("entity.parent_id = \(try call.readableEntity(.sequence).id)", call)
    }
    routes.get("/data/sequences/:sequence_id/shot-tasks", "The tasks of a sequence's shots") { call in
      let sequence = try call.readableEntity(.sequence)
      try call.access.noVendor()
      return EntityWork.tasks("entity.parent_id = \(sequence.id)", relations: call.request.query.flag("relations"), call)
    }
    KindRoutes(.sequence).declare([.ofProject], in: &routes)
    routes.post("/data/projects/:project_id/sequences", "Create a sequence", then: create)
  }

  private static func list(_ call: Call) throws -> Response {
    guard let text = call.request.query["episode_id"] else {
      let project = try call.listedProject()
      return try EntityList(kind: .sequence, call: call, project: project, conditions: try call.entityFilters()).answer()
    }
    guard let episode = try call.database.entity(.episode, ID(text)) else { throw Failure.notFound("There is no such episode.") }
    return try sequences(of: episode, call)
  }

  /// The sequences of an episode, for its team.
  static func sequences(of episode: Record, _ call: Call) throws -> Response {
    let project = episode.id("project_id")
    try call.access.project(project)
    return try EntityList(
      kind: .sequence, call: call, project: project,
      conditions: ["entity.project_id = \(project)", "entity.parent_id = \(episode.id)"]
        + (try call.entityFilters(ignoring: ["project_id", "parent_id"]))
    ).answer()
  }

  private static func read(_ call: Call) throws -> Response {
    let sequence = try call.readableEntity(.sequence)
    let names = try ParentNames(sequence.id, call.database)
    var extras = names.project
    if let episode = sequence.id("parent_id") {
      extras["episode_id"] = JSON(episode)
      extras["episode_name"] = JSON(names.parent)
    }
    return try ParentNames.answer(sequence, .sequence, extras, call)
  }

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { fields in
      (
        name: fields.name(), episode: fields.optionalID("episode_id"), description: fields.description(),
        data: fields.metadata()
      )
    }
    let project = try call.managedProject()
    try call.require(.episode, body.episode, in: project)
    let sequence = try EntityCreation.ensure(
      .sequence,
      EntityCreation.Plan(
        name: body.name, parent: body.episode,
        values: ["data": body.data, "description": body.description.sqlValue]), in: project, call)
    return try call.entityRow(sequence, .sequence, status: 201)
  }

  /// Only who made it or manages the project (oddity 1).
  private static func delete(_ call: Call) throws -> Response {
    let sequence = try call.entity(.sequence, isLocked: true)
    try call.access.removeEntity(sequence)
    try BreakdownDeletion(call).delete(sequences: [sequence], isForced: call.isForced)
    return .deleted
  }
}

extension FieldReader {
  /// A description: empty when absent; null is kept.
  mutating func description() -> String? {
    self["description"] == nil ? "" : optionalText("description")
  }
}
