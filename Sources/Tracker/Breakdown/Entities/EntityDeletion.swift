import Engine
import MariaDB
import Web

/// Removing entities with everything that is theirs (contract chapter 05, Names, cancel, delete, force). All of it happens in the
/// transaction of the request.
struct EntityDeletion {
  let call: Call
  private var database: Connection { call.database }

  init(_ call: Call) {
    self.call = call
  }

  /// Assets, shots, edits and concepts: deleted when they have no task or `isForced`, else only canceled.
  func remove(_ entity: Record, _ kind: EntityKind, isForced: Bool) throws {
    let hasTasks = try !isForced && database.exists("SELECT 1 FROM task WHERE entity_id = \(entity.id) LIMIT 1")
    if hasTasks { try cancel(entity, kind) } else { try delete([entity], kind) }
  }

  /// The entity stays in every list, marked as canceled.
  func cancel(_ entity: Record, _ kind: EntityKind) throws {
    try database.execute("UPDATE entity SET canceled = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(entity.id)")
    announce("update", entity, kind)
    if kind == .asset { try CastingReadiness.recompute(forAsset: entity.id, call) }
  }

  /// The entities of a kind with their tasks and all that belongs to them; what was under them or made for them stays, without them.
  func delete(_ entities: [Record], _ kind: EntityKind) throws {
    if entities.isEmpty { return }
    let ids = entities.map(\.id)
    let shots = kind == .asset ? try CastingReadiness.shots(casting: ids, database) : []
    let tasks = try clearTasks(of: ids)
    let cascade = Cascade(call)
    try cascade.clearEntities(ids)
    try cascade.delete(from: "schedule_item", where: "object_id IN \(ids)")
    for column in ["parent_id", "source_id"] { try cascade.clear(column, of: "entity", in: ids) }
    try cascade.delete(from: "entity", where: "id IN \(ids)")
    for entity in entities {
      for task in tasks[entity.id] ?? [] { announce(task) }
      announce("delete", entity, kind)
    }
    try CastingReadiness.recompute(forShots: shots, call)
  }

  private struct DeletedTask {
    let id, entity: ID
    let taskType, project: ID?
  }

  /// Deletes the tasks of an entity that itself stays for now, each announced.
  func deleteTasks(of entity: ID) throws {
    for task in try clearTasks(of: [entity])[entity] ?? [] { announce(task) }
  }

  /// Deletes the tasks of entities. Answers them by their entity: they are announced together with it.
  private func clearTasks(of entities: [ID]) throws -> [ID: [DeletedTask]] {
    let tasks = try database.all(
      "SELECT id, entity_id, task_type_id, project_id FROM task WHERE entity_id IN \(entities) ORDER BY id FOR UPDATE"
    ) { row in
      row.id(0).flatMap { id in row.id(1).map { DeletedTask(id: id, entity: $0, taskType: row.id(2), project: row.id(3)) } }
    }.compactMap { $0 }
    try Cascade(call).deleteTasks(tasks.map(\.id))
    return Dictionary(grouping: tasks, by: \.entity)
  }

  private func announce(_ task: DeletedTask) {
    call.events.emit(
      "task:delete", ["task_id": JSON(task.id), "entity_id": JSON(task.entity), "task_type_id": JSON(task.taskType)],
      project: task.project)
  }

  /// Tells of a change of an entity: `<kind>:<action>`.
  func announce(_ action: String, _ entity: Record, _ kind: EntityKind) {
    call.events.emit("\(kind.eventName):\(action)", [kind.idName: JSON(entity.id)], project: entity.id("project_id"))
  }
}
