import Engine
import MariaDB
import Web

/// What the file of a preview is called where somebody saves it (chapter 07, Download name).
struct PreviewName {
  /// Without extension: `project_sequence_shot_task_type_v3-2`, or the name of the file that was uploaded where the studio wants that.
  let base: String
  let fileExtension: String

  var name: String { "\(base).\(fileExtension)" }

  /// - Throws: 404 for a preview whose task is gone.
  init(of preview: Record, _ database: Connection) throws {
    let found = try database.first(
      """
      SELECT project.name, \(FullEntityName.name), task_type.name,
      COALESCE((SELECT use_original_file_name FROM organisation ORDER BY id LIMIT 1), FALSE)
      FROM task JOIN project ON project.id = task.project_id JOIN task_type ON task_type.id = task.task_type_id
      JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins) WHERE task.id = \(preview.id("task_id"))
      """
    ) { (words: [$0.text(0) ?? "", $0.text(1) ?? "", $0.text(2) ?? ""], isOriginal: $0.bool(3)) }
    guard let found else { throw Failure.notFound("There is no such task.") }
    let position = preview.integer("position") ?? 1
    let name = (found.words + ["v\(preview.integer("revision") ?? 0)"]).joined(separator: "_")
    let original = found.isOriginal ? preview.text("original_name")?.nonEmpty : nil
    base = (original ?? Slug.make(name, separator: "_")) + (position > 1 ? "-\(position)" : "")
    fileExtension = preview.text("extension") ?? ""
  }
}
