import Engine
import MariaDB
import Storage
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
    self.init(
      found.words, revision: preview.integer("revision") ?? 0, position: preview.integer("position") ?? 1,
      original: found.isOriginal ? preview.text("original_name") : nil, fileExtension: preview.text("extension") ?? "")
  }

  /// - Parameters:
  ///   - words: project, entity and task type.
  ///   - original: the name of the file that was uploaded, where that is wanted.
  private init(_ words: [String], revision: Int, position: Int, original: String?, fileExtension: String) {
    let name = (words + ["v\(revision)"]).joined(separator: "_")
    base = (original?.nonEmpty ?? Slug.make(name, separator: "_")) + (position > 1 ? "-\(position)" : "")
    self.fileExtension = fileExtension
  }

  /// The names of several previews, by their ids.
  static func names(of previews: [ID], _ database: Connection) throws -> [ID: PreviewName] {
    var names: [ID: PreviewName] = [:]
    try previews.inBatches { batch in
      try database.stream(
        """
        SELECT preview_file.id, project.name, \(FullEntityName.name), task_type.name, preview_file.revision, preview_file.position,
        IF((SELECT use_original_file_name FROM organisation ORDER BY id LIMIT 1), preview_file.original_name, NULL), preview_file.extension
        FROM preview_file JOIN task ON task.id = preview_file.task_id JOIN project ON project.id = task.project_id
        JOIN task_type ON task_type.id = task.task_type_id JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
        WHERE preview_file.id IN \(batch)
        """
      ) { row in
        guard let id = row.id(0) else { return }
        names[id] = PreviewName(
          [row.text(1) ?? "", row.text(2) ?? "", row.text(3) ?? ""], revision: row.int(4) ?? 0, position: row.int(5) ?? 1,
          original: row.text(6), fileExtension: row.text(7) ?? "")
      }
    }
    return names
  }

  /// Where the file of a preview is, the best of what there may be.
  func files(of preview: ID) -> [StoredFile] {
    let (bucket, prefixes): (StoredFile.Bucket, [String]) =
      switch fileExtension {
      case "png": (.pictures, ["original"])
      case "mp4": (.movies, ["previews", "lowdef", "source"])
      default: (.files, ["previews"])
      }
    return prefixes.map { StoredFile(bucket, $0, id: preview.description) }
  }
}
