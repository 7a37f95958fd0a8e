import Engine
import MariaDB
import Web

/// Making the tasks of an entity by their types.
enum EntityTaskCreation {
  static let body = Step.fields { fields in fields["task_type_ids"] == nil ? [] : fields.texts("task_type_ids") }

  /// - Parameter names: ids of task types; all of the project for entities of the kind when there are none.
  static func create(_ call: Call, for subject: Subject<EntityFacts>, of names: [String]) throws -> Response {
    let entity = subject.record
    let kind = try EntityKind.of(entity, call.database)
    let types = try names.isEmpty ? allTypes(for: entity, kind, call) : chosenTypes(names, for: entity, kind, call)
    let taken = Set(try call.database.ids("SELECT task_type_id FROM task WHERE entity_id = \(entity.id) AND name = 'main'"))
    let missing = types.filter { !taken.contains($0) }
    let status = try missing.isEmpty ? nil : defaultStatus(for: kind, call)
    var tasks: [ID] = []
    for type in missing {
      let task = try call.database.insert(
        into: .task,
        [
          "name": "main", "project_id": entity["project_id"], "task_type_id": type.sqlValue, "task_status_id": status.sqlValue,
          "entity_id": entity.id.sqlValue, "assigner_id": subject.standing.person.sqlValue,
        ])
      call.events.emit("task:new", ["task_id": JSON(task)], project: entity.id("project_id"))
      tasks.append(task)
    }
    return .json(
      .array(
        try call.documents(
          """
          SELECT \(NewTasks.shape.select) FROM task JOIN task_type ON task_type.id = task.task_type_id
          JOIN task_status ON task_status.id = task.task_status_id WHERE task.id IN \(tasks) ORDER BY task.id
          """, NewTasks.shape)), status: 201)
  }

  /// The types of the workflow of an asset's type; nil where there is none, and for other kinds.
  private static func workflow(of entity: Record, _ kind: EntityKind, _ call: Call) throws -> Set<ID>? {
    guard kind == .asset else { return nil }
    let types = try call.database.ids(
      "SELECT task_type_id FROM task_type_asset_type_link WHERE asset_type_id = \(entity.id("entity_type_id"))")
    return types.isEmpty ? nil : Set(types)
  }

  /// All task types of the production for entities of the kind.
  private static func allTypes(for entity: Record, _ kind: EntityKind, _ call: Call) throws -> [ID] {
    let workflow = try workflow(of: entity, kind, call)
    return try call.database.ids(
      """
      SELECT task_type.id FROM project_task_type_link link JOIN task_type ON task_type.id = link.task_type_id
      WHERE link.project_id = \(entity.id("project_id")) AND task_type.for_entity = \(kind.rawValue) ORDER BY task_type.id
      """
    ).filter { workflow?.contains($0) ?? true }
  }

  /// - Throws: 404 for one that does not exist, 400 for one that is not for this entity.
  private static func chosenTypes(_ names: [String], for entity: Record, _ kind: EntityKind, _ call: Call) throws -> [ID] {
    let types = try names.map { name in
      guard let id = ID(name), let type = try call.database.record(.taskType, id) else {
        throw Failure.notFound("There is no such task type.")
      }
      return type
    }
    let enabled = Set(
      try call.database.ids("SELECT task_type_id FROM project_task_type_link WHERE project_id = \(entity.id("project_id"))"))
    let workflow = try workflow(of: entity, kind, call)
    for type in types {
      let wanted = type.text("for_entity") ?? ""
      if !wanted.isEmpty && wanted != kind.rawValue {
        throw Failure.parameter("Task type \(type.id) is for \(wanted) entities, not for this one.")
      }
      if !enabled.contains(type.id) { throw Failure.parameter("Task type \(type.id) is not enabled in this project.") }
      if let workflow, !workflow.contains(type.id) {
        throw Failure.parameter("Task type \(type.id) is not in the workflow of the asset's type.")
      }
    }
    var seen: Set<ID> = []
    return types.map(\.id).filter { seen.insert($0).inserted }
  }

  /// The status that new tasks have: concepts have one of their own.
  private static func defaultStatus(for kind: EntityKind, _ call: Call) throws -> ID {
    let status = try call.database.ids(
      "SELECT id FROM task_status WHERE is_default AND COALESCE(for_concept, FALSE) = \(kind == .concept) ORDER BY id LIMIT 1"
    ).first
    guard let status else { throw Failure.parameter("No task status is the default one: make one that is first.") }
    return status
  }
}
