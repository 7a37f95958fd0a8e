import Engine
import MariaDB
import Web

extension Cascade {
  /// C.1: comments with what tells of them, their links, their previews and attachments.
  func deleteComments(_ comments: [ID]) throws { try comments.inBatches(deleteBatch(ofComments:)) }

  private func deleteBatch(ofComments comments: [ID]) throws {
    let previews = try database.ids(
      """
      SELECT preview_file FROM comment_preview_link WHERE comment IN \(comments)
      UNION SELECT preview_file_id FROM comment WHERE id IN \(comments) AND preview_file_id IS NOT NULL
      """)
    for table in ["notification", "news"] { try delete(from: table, where: "comment_id IN \(comments)") }
    for table in ["comment_preview_link", "comment_mentions", "comment_department_mentions", "comment_acknoledgments"] {
      try delete(from: table, where: "comment IN \(comments)")
    }
    try deleteAttachments(where: "comment_id IN \(comments)")
    try delete(from: "comment", where: "id IN \(comments)")
    try deletePreviews(previews)
  }

  func deleteAttachments(where condition: SQL) throws {
    removeFiles(ofAttachments: try database.ids("SELECT id FROM attachment_file WHERE \(condition)"))
    try delete(from: "attachment_file", where: condition)
  }

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
    for task in tasks { try restoreLastPreview(of: task) }
    if !isSilent { try announceBare(entities) }
  }

  /// Says which of the entities have lost their main preview and got no other (contract chapter 09, row 83).
  private func announceBare(_ entities: [ID]) throws {
    let bare = try database.all(
      """
      SELECT entity.id, entity.project_id, \(EntityKind.expression()) FROM entity
      WHERE entity.id IN \(entities) AND entity.preview_file_id IS NULL ORDER BY entity.id
      """
    ) { ($0.id(0), $0.id(1), EntityKind(type: $0.text(2) ?? "").eventName) }
    for (entity, project, kind) in bare {
      call.events.emit(
        "preview-file:set-main", ["entity_id": JSON(entity), "preview_file_id": .null, "preview_file_status": .null], project: project)
      call.events.emit("\(kind):update", ["\(kind)_id": JSON(entity)], project: project)
    }
  }

  /// The newest preview that is left becomes the task's last one, when it is the first of its revision.
  private func restoreLastPreview(of task: ID) throws {
    let newest = try database.first(
      "SELECT id, position FROM preview_file WHERE task_id = \(task) ORDER BY created_at DESC, id DESC LIMIT 1"
    ) { ($0.id(0), $0.int(1)) }
    guard let (preview, position) = newest else {
      try database.execute("UPDATE task SET last_preview_file_id = NULL, updated_at = UTC_TIMESTAMP(6) WHERE id = \(task)")
      return
    }
    guard position == 1 else { return }
    try database.execute("UPDATE task SET last_preview_file_id = \(preview), updated_at = UTC_TIMESTAMP(6) WHERE id = \(task)")
    let automated = try database.first(
      """
      SELECT task.entity_id, task.project_id FROM task JOIN project ON project.id = task.project_id
      WHERE task.id = \(task) AND project.is_set_preview_automated AND task.entity_id IS NOT NULL
      """
    ) { ($0.id(0), $0.id(1)) }
    guard let (entity, project) = automated, let entity, let record = try database.record(.entity, entity) else { return }
    try database.execute("UPDATE entity SET preview_file_id = \(preview), updated_at = UTC_TIMESTAMP(6) WHERE id = \(entity)")
    call.events.emit("preview-file:set-main", ["entity_id": JSON(entity), "preview_file_id": JSON(preview)], project: project)
    let kind = try EntityKind.of(record, database).eventName
    call.events.emit("\(kind):update", ["\(kind)_id": JSON(entity)], project: project)
  }
}
