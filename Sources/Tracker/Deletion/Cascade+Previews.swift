import Engine
import MariaDB
import Web

extension Cascade {
  /// C.2: previews, and what pointed at them.
  func deletePreviews(_ previews: [ID]) throws { try previews.inBatches(deleteBatch(ofPreviews:)) }

  private func deleteBatch(ofPreviews previews: [ID]) throws {
    removeFiles(
      ofPreviews: try database.all("SELECT id, extension FROM preview_file WHERE id IN \(previews)") { row in
        row.id(0).map { (id: $0, extension: row.text(1)) }
      }.compactMap { $0 })
    let tasks = try database.ids("SELECT id FROM task WHERE last_preview_file_id IN \(previews)")
    let entities = try database.ids("SELECT id FROM entity WHERE preview_file_id IN \(previews)")
    try clear("preview_file_id", of: "entity", in: previews)
    try clear("preview_file_id", of: "news", in: previews)
    try clear("preview_file_id", of: "comment", in: previews)
    try delete(from: "comment_preview_link", where: "preview_file IN \(previews)")
    try delete(from: "preview_file", where: "id IN \(previews)")
    try restoreLastPreviews(of: tasks)
    try restoreMainPreviews(of: entities)
  }

  /// An SQL condition: may a preview stand for its task and its entity?
  private static let standsForOthers: SQL = """
    preview_file.status = 'ready' AND preview_file.position = 1 AND preview_file.extension IN ('png', 'mp4')
    """

  /// The newest preview that may be becomes the last one of each task (contract chapter 09, row 83).
  private func restoreLastPreviews(of tasks: [ID]) throws {
    if tasks.isEmpty { return }
    try database.execute(
      """
      UPDATE task SET updated_at = UTC_TIMESTAMP(6), last_preview_file_id = (SELECT preview_file.id FROM preview_file
      WHERE preview_file.task_id = task.id AND \(Self.standsForOthers) ORDER BY preview_file.created_at DESC, preview_file.id DESC LIMIT 1)
      WHERE task.id IN \(tasks)
      """)
    if isSilent { return }
    let projects = try database.all("SELECT id, project_id FROM task WHERE id IN \(tasks) ORDER BY id") { ($0.id(0), $0.id(1)) }
    for (task, project) in projects { call.events.emit("task:update", ["task_id": JSON(task)], project: project) }
  }

  /// The same for entities whose main preview is gone: the newest of any of their tasks, where the production sets it by itself.
  private func restoreMainPreviews(of entities: [ID]) throws {
    if entities.isEmpty { return }
    try database.execute(
      """
      UPDATE entity JOIN project ON project.id = entity.project_id AND project.is_set_preview_automated
      SET entity.updated_at = UTC_TIMESTAMP(6), entity.preview_file_id = (SELECT preview_file.id FROM preview_file
      JOIN task ON task.id = preview_file.task_id WHERE task.entity_id = entity.id AND \(Self.standsForOthers)
      ORDER BY preview_file.created_at DESC, preview_file.id DESC LIMIT 1)
      WHERE entity.id IN \(entities)
      """)
    if isSilent { return }
    let found = try database.all(
      """
      SELECT entity.id, entity.project_id, \(EntityKind.expression()), preview_file.id, preview_file.status FROM entity
      LEFT JOIN preview_file ON preview_file.id = entity.preview_file_id WHERE entity.id IN \(entities) ORDER BY entity.id
      """
    ) { (entity: $0.id(0), project: $0.id(1), kind: EntityKind(type: $0.text(2) ?? ""), preview: $0.id(3), status: $0.text(4)) }
    for row in found { call.events.emitMainPreview(row.preview, status: row.status, of: row.entity, row.kind, project: row.project) }
  }
}
