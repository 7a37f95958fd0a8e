import Engine
import MariaDB
import Web

/// What is done with entities of any kind.
enum EntityActions {
  static func declare(in routes: inout Routes) {
    routes.get("/data/playlists/entities/:entity_id/preview-files", "List the revisions of an entity that a playlist chooses from") {
      try EntityPreviews.answer(for: try readable($0), $0)
    }
    routes.get("/data/entities/:entity_id/preview-files", "List the previews of an entity", then: previews)
    routes.get("/data/entities/:entity_id/time-spents", "List the time spent on an entity", then: timeSpents)
    routes.post("/data/entities/:entity_id/tasks", "Create the tasks of an entity", then: EntityTaskCreation.create)
    routes.post("/actions/projects/:project_id/delete-entities", "Delete entities, or cancel those that have tasks", then: delete)
  }

  /// The entity that the path names, for its team; vendors need a task of it.
  static func readable(_ call: Call, isLocked: Bool = false) throws -> Record {
    guard let id = ID(call["entity_id"]), let entity = try call.database.record(.entity, id, isLocked: isLocked) else {
      throw Failure.notFound("There is no such entity.")
    }
    try call.access.project(entity.id("project_id"))
    try call.access.entity(id)
    return entity
  }

  private static let preview: Shape = {
    let names = [
      "id", "name", "original_name", "extension", "revision", "position", "file_size", "status", "validation_status", "task_id",
      "person_id", "created_at", "token_in", "token_out",
    ]
    let keys = Shape(.previewFile).keys
    return Shape(keys: names.compactMap { name in keys.first { $0.name == name } })
  }()

  private static func previews(_ call: Call) throws -> Response {
    let entity = try readable(call).id
    return call.stream(
      """
      SELECT \(preview.select) FROM preview_file JOIN task ON task.id = preview_file.task_id
      JOIN task_type ON task_type.id = task.task_type_id WHERE task.entity_id = \(entity)
      ORDER BY task_type.name, preview_file.revision DESC, preview_file.position, preview_file.id
      """, preview)
  }

  private static let timeSpent = Shape(.timeSpent)

  private static func timeSpents(_ call: Call) throws -> Response {
    let entity = try readable(call).id
    return call.stream(
      """
      SELECT \(timeSpent.select) FROM time_spent JOIN task ON task.id = time_spent.task_id WHERE task.entity_id = \(entity)
      ORDER BY time_spent.date DESC, time_spent.id
      """, timeSpent)
  }

  // MARK: Deleting

  /// Assets, shots, edits and concepts of the project; the second time those that the first one canceled are deleted. An id that is
  /// repeated counts once (oddity 28).
  private static func delete(_ call: Call) throws -> Response {
    let project = try call.project()
    let named = try call.request.idList()
    var seen: Set<ID> = []
    let ids = named.filter { seen.insert($0).inserted }
    var entities: [ID: (record: Record, kind: EntityKind)] = [:]
    for id in ids {
      guard let record = try call.database.record(.entity, id, isLocked: true) else { continue }
      if record.id("created_by") != call.caller?.id { try call.access.projectManager(project) }
      entities[id] = (record, try EntityKind.of(record, call.database))
    }
    var handled: [JSON] = []
    for id in ids {
      guard let (record, kind) = entities[id], record.id("project_id") == project, [.asset, .shot, .edit, .concept].contains(kind) else {
        continue
      }
      try EntityDeletion(call).remove(record, kind, isForced: call.isForced || record.bool("canceled") || kind == .concept)
      handled.append(JSON(id))
    }
    return .json(.array(handled))
  }
}
