import Engine
import MariaDB
import Web

/// What is done with entities of any kind.
enum EntityActions {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/data/playlists/entities/:entity_id/preview-files", "List the revisions of an entity that a playlist chooses from", .entity(.read),
      then: EntityPreviews.answer)
    routes.list("/data/entities/:entity_id/preview-files", "List the previews of an entity", .entity(.read)) { _, entity in
      Listing(
        preview,
        """
        FROM preview_file JOIN task ON task.id = preview_file.task_id JOIN task_type ON task_type.id = task.task_type_id
        WHERE task.entity_id = \(entity.id)
        ORDER BY task_type.name, preview_file.revision DESC, preview_file.position, preview_file.id
        """)
    }
    routes.list("/data/entities/:entity_id/time-spents", "List the time spent on an entity", .entity(.readNoClient)) { _, entity in
      Listing(
        timeSpent,
        """
        FROM time_spent JOIN task ON task.id = time_spent.task_id WHERE task.entity_id = \(entity.id)
        ORDER BY time_spent.date DESC, time_spent.id
        """)
    }
    // The entity is held: of two requests for the same tasks the second finds them made.
    routes.post(
      "/data/entities/:entity_id/tasks", "Create the tasks of an entity", .entity(.teamNoVendorNoClient), EntityTaskCreation.body,
      then: EntityTaskCreation.create)
    routes.post(
      "/actions/projects/:project_id/delete-entities", "Delete entities, or cancel those that have tasks", .project(.anyone), .ids,
      then: delete)
  }

  private static let preview: Shape = {
    let names = [
      "id", "name", "original_name", "extension", "revision", "position", "file_size", "status", "validation_status", "task_id",
      "person_id", "created_at", "token_in", "token_out",
    ]
    let keys = Shape(.previewFile).keys
    return Shape(keys: names.compactMap { name in keys.first { $0.name == name } })
  }()

  private static let timeSpent = Shape(.timeSpent)

  /// Assets, shots, edits and concepts of the project; the second time those that the first one canceled are deleted. An id that is
  /// repeated counts once (oddity 05-28). What the caller has not made takes a manager of the project, wherever it is.
  private static func delete(_ call: Call, project: Subject<Project>, ids: [ID]) throws -> Response {
    let found = try call.database.all(
      """
      SELECT \(Record.selection(.entity)), \(EntityKind.expression()) FROM entity WHERE entity.id IN \(Array(Set(ids)))
      ORDER BY entity.id FOR UPDATE
      """
    ) { row in (record: Record(.entity, row), kind: EntityKind(type: row.text(row.count - 1) ?? "")) }
    if found.contains(where: { $0.record.id("created_by") != project.standing.person }) {
      try Rule.manager.check(project.standing, project.row)
    }
    let entities = Dictionary(found.map { ($0.record.id, $0) }) { first, _ in first }
    var (seen, handled): (Set<ID>, [JSON]) = ([], [])
    for id in ids where seen.insert(id).inserted {
      guard let (record, kind) = entities[id], record.id("project_id") == project.id, [.asset, .shot, .edit, .concept].contains(kind) else {
        continue
      }
      try EntityDeletion(call).remove(record, kind, isForced: call.isForced || record.bool("canceled") || kind == .concept)
      handled.append(JSON(id))
    }
    return .json(.array(handled))
  }
}
