import Engine
import MariaDB
import Web

/// What the caller is assigned to in open projects, whatever their role and whether or not they are in the team (contract chapter 03, User:
/// context and productions).
enum AssignedRoutes {
  static func declare(in routes: inout Routes) {
    for kind in [EntityKind.asset, .shot, .scene, .sequence] {
      let (name, path) = (kind.eventName, "/data/user/\(kind.eventName)s/:\(kind.eventName)_id")
      routes.get("\(path)/tasks", for: .person, "List the caller's tasks of one \(name)", .entity(kind, .anyone)) { call, entity in
        let shape = try call.access.seen(Shape(.task))
        return call.stream(
          "SELECT \(shape.select) FROM task WHERE \(try mine(call)) AND task.entity_id = \(entity.id) ORDER BY task.id", shape)
      }
      routes.get("\(path)/task-types", for: .person, "List the types of the caller's tasks of one \(name)", .entity(kind, .anyone)) {
        call, entity in
        let shape = Shape(.taskType)
        return call.stream(
          """
          SELECT \(shape.select) FROM task_type WHERE task_type.id IN
          (SELECT task.task_type_id FROM task WHERE \(try mine(call)) AND task.entity_id = \(entity.id)) ORDER BY task_type.id
          """, shape)
      }
    }
    let project = "/data/user/projects/:project_id"
    routes.get("\(project)/asset-types", for: .person, "List the types of the assets that the caller works on", .project(.anyone)) {
      call, project in
      call.stream(
        AssetTypes.list(
          "entity_type.id IN (SELECT entity.entity_type_id FROM entity WHERE entity.project_id = \(project.id) AND \(try worked(call)))",
          relations: false))
    }
    routes.get(
      "\(project)/asset-types/:asset_type_id/assets", for: .person, "List the assets of a type that the caller works on",
      .project(.anyone), .assetType
    ) { call, project, type in
      try list(.asset, "entity.project_id = \(project.id) AND entity.entity_type_id = \(type.id) AND \(try worked(call))", call)
    }
    routes.get("\(project)/sequences", for: .person, "List the sequences of the shots that the caller works on", .project(.anyone)) {
      call, project in
      try list(.sequence, "entity.project_id = \(project.id) AND entity.id IN \(try sequences(call))", call)
    }
    routes.get("\(project)/episodes", for: .person, "List the episodes of the shots that the caller works on", .project(.anyone)) {
      call, project in
      try list(
        .episode,
        """
        entity.project_id = \(project.id) AND entity.id IN
        (SELECT sequence.parent_id FROM entity sequence WHERE sequence.id IN \(try sequences(call)))
        """, call)
    }
    for kind in [EntityKind.shot, .scene] {
      routes.get(
        "/data/user/sequences/:sequence_id/\(kind.eventName)s", for: .person,
        "List the \(kind.eventName)s of a sequence that the caller works on", .entity(.sequence, .anyone)
      ) { call, sequence in
        try list(kind, "entity.parent_id = \(sequence.id) AND \(try worked(call))", call)
      }
    }
  }

  private static func list(_ kind: EntityKind, _ condition: SQL, _ call: Call) throws -> Response {
    let shape = try call.access.seen(kind.shape)
    return call.stream(
      "SELECT \(shape.select) FROM entity WHERE \(kind.condition()) AND \(condition) ORDER BY entity.id", shape)
  }

  /// Is the caller assigned to the task, of an open project?
  private static func mine(_ call: Call) throws -> SQL {
    """
    task.id IN \(try call.access.assignments) AND task.project_id IN \(ProjectStatus.openProjects)
    """
  }

  /// Has the entity such a task?
  private static func worked(_ call: Call) throws -> SQL {
    "entity.id IN (SELECT task.entity_id FROM task WHERE \(try mine(call)))"
  }

  /// The parents of such shots.
  private static func sequences(_ call: Call) throws -> SQL {
    """
    (SELECT shot.parent_id FROM entity shot WHERE \(EntityKind.shot.condition(on: "shot"))
    AND shot.id IN (SELECT task.entity_id FROM task WHERE \(try mine(call))))
    """
  }
}
