import Engine
import MariaDB
import Web

/// Episodes (contract chapter 05).
enum EpisodeRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/episodes", "List episodes") { call in
      let project = try call.listedProject()
      return try EntityList(kind: .episode, call: call, project: project, conditions: try call.entityFilters()).answer()
    }
    routes.get("/data/episodes/:episode_id", "An episode") { call in
      let episode = try call.readableEntity(.episode)
      return try ParentNames.answer(episode, .episode, try ParentNames(episode.id, call.database).project, call)
    }
    routes.delete("/data/episodes/:episode_id", "Delete an episode; with force also what is in it", then: delete)
    routes.get("/data/episodes/:episode_id/sequences", "The sequences of an episode", then: sequences)
    routes.get("/data/episodes/:episode_id/shots", "The shots of an episode") { call in
      try children(of: try call.readableEntity(.episode), .shot, below, call)
    }
    routes.get("/data/episodes/:episode_id/edits", "The edits of an episode") { call in
      try children(of: try call.readableEntity(.episode), .edit, { "entity.parent_id = \($0)" }, call)
    }
    routes.get("/data/episodes/:episode_id/tasks", "The tasks of an episode itself") { call in
      let episode = try call.readableEntity(.episode)
      if try call.access.isVendor { return try EntityWork.ownTasks(of: episode, call) }
      return EntityWork.tasks("entity.id = \(episode.id)", call)
    }
    routes.get("/data/episodes/:episode_id/task-types", "The task types of the tasks of an episode's shots") { call in
      EntityWork.taskTypes(below(try call.readableEntity(.episode).id), call)
    }
    routes.get("/data/episodes/:episode_id/shot-tasks", "The tasks of an episode's shots") { try tasks($0, below) }
    routes.get("/data/episodes/:episode_id/asset-tasks", "The tasks of the assets made for an episode") { call in
      try tasks(call) { "entity.source_id = \($0) AND \(EntityKind.asset.condition())" }
    }
    routes.get("/data/episodes/:episode_id/edit-tasks", "The tasks of an episode's edits") { call in
      try tasks(call) { "entity.parent_id = \($0) AND \(EntityKind.edit.condition())" }
    }
    KindRoutes(.episode).declare([.ofProject], in: &routes)
    routes.post("/data/projects/:project_id/episodes", "Create an episode", then: create)
    routes.get(
      "/data/projects/:project_id/episodes/stats", "Tasks of a project's episodes by type and status", then: EpisodeStatistics.statuses)
    routes.get("/data/projects/:project_id/episodes/retake-stats", "Retakes in a project's episodes", then: EpisodeStatistics.retakes)
  }

  /// Shots and scenes: what is under the sequences of an episode.
  private static func below(_ episode: ID) -> SQL {
    "entity.parent_id IN (SELECT parent.id FROM entity parent WHERE parent.parent_id = \(episode))"
  }

  private static func children(of episode: Record, _ kind: EntityKind, _ condition: (ID) -> SQL, _ call: Call) throws -> Response {
    try EntityList(
      kind: kind, call: call, project: episode.id("project_id"), conditions: [condition(episode.id)], order: "entity.id",
      relations: call.request.query.flag("relations"), isScoped: false
    ).answer()
  }

  private static func tasks(_ call: Call, _ condition: (ID) -> SQL) throws -> Response {
    let episode = try call.readableEntity(.episode)
    try call.access.noVendor()
    return EntityWork.tasks(condition(episode.id), relations: call.request.query.flag("relations"), call)
  }

  /// Clients ask with `all` and `main` too, which have none.
  private static func sequences(_ call: Call) throws -> Response {
    guard ID(call["episode_id"]) != nil else { return .json([]) }
    return try SequenceRoutes.sequences(of: try call.entity(.episode), call)
  }

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { fields in
      (
        name: fields.name(), status: fields.optionalText("status") ?? "running", description: fields.description(),
        data: fields.metadata()
      )
    }
    let project = try call.managedProject()
    let isKnown = ["standby", "running", "complete", "canceled"].contains(body.status)
    let episode = try EntityCreation.ensure(
      .episode,
      EntityCreation.Plan(
        name: body.name,
        values: [
          "status": .text(isKnown ? body.status : "running"), "description": body.description.sqlValue,
          "data": body.data,
        ]), in: project, among: .project, call)
    return try call.entityRow(episode, .episode, status: 201)
  }

  private static func delete(_ call: Call) throws -> Response {
    let episode = try call.entity(.episode, isLocked: true)
    try call.access.removeEntity(episode)
    try BreakdownDeletion(call).delete(episode: episode, isForced: call.isForced)
    return .deleted
  }
}
