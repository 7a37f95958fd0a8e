import Engine
import MariaDB
import Web

/// The preview that stands for a task and its entity.
struct MainPreview {
  let database: Connection
  let events: EventQueue

  /// After a picture or movie of a revision's first place has come: it is the last one of the task, and where the production wants that
  /// the one of the entity (chapter 07, Upload of previews).
  func moved(to preview: Record) throws {
    guard preview.integer("position") == 1, let task = preview.id("task_id") else { return }
    try database.execute("UPDATE task SET last_preview_file_id = \(preview.id), updated_at = UTC_TIMESTAMP(6) WHERE id = \(task)")
    let automated = try database.first(
      """
      SELECT task.entity_id, task.project_id FROM task JOIN project ON project.id = task.project_id
      WHERE task.id = \(task) AND project.is_set_preview_automated
      """
    ) { ($0.id(0), $0.id(1)) }
    guard let (entity, project) = automated, let entity else { return }
    try set(preview.id, of: entity, project, status: "ready")
  }

  func set(_ preview: ID, of entity: ID, _ project: ID?, status: String?) throws {
    try database.execute("UPDATE entity SET preview_file_id = \(preview), updated_at = UTC_TIMESTAMP(6) WHERE id = \(entity)")
    let type = try database.first("SELECT \(EntityKind.expression()) FROM entity WHERE entity.id = \(entity)") { $0.text(0) ?? "" }
    events.emitMainPreview(preview, status: status, of: entity, EntityKind(type: type ?? ""), project: project)
  }
}
