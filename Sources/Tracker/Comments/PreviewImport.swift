import Engine
import MariaDB
import Storage
import Web

/// Taking the previews of a task along to another one, with their files (contract chapter 06, Status automations).
enum PreviewImport {
  private struct Original {
    let id: ID
    let fileExtension: String
    let status: String
    /// Of the columns that are copied.
    let values: [String: Value]
  }

  private static let copied = ["extension", "original_name", "status", "file_size", "width", "height", "duration"]

  /// Adds the previews of the last revision of a task to a comment of another one, as the next revision there. Files are linked, not
  /// copied: none is ever written again.
  /// - Parameter target: locked.
  static func importLastRevision(of source: ID, to comment: ID, by author: ID, on target: CommentedTask, _ call: Call) throws {
    let columns = copied.map { "preview_file.\(quoted($0))" }.joined(separator: ", ")
    let originals = try call.database.all(
      """
      SELECT preview_file.id, \(raw: columns) FROM preview_file WHERE preview_file.task_id = \(source)
      AND preview_file.revision = (SELECT MAX(other.revision) FROM preview_file other WHERE other.task_id = \(source))
      ORDER BY preview_file.position, preview_file.id
      """
    ) { row -> Original? in
      let values = Dictionary(uniqueKeysWithValues: copied.enumerated().map { ($1, row.value($0 + 1)) })
      return row.id(0).map { Original(id: $0, fileExtension: row.text(1) ?? "", status: row.text(3) ?? "", values: values) }
    }.compactMap { $0 }
    if originals.isEmpty { return }
    let last = try call.database.count("SELECT COALESCE(MAX(revision), 0) FROM preview_file WHERE task_id = \(target.id)")
    let rows = originals.enumerated().map { index, original -> [String: Value] in
      original.values.merging([
        "name": .text(String(ID.random().description.prefix(13))), "revision": (last + 1).sqlValue, "position": (index + 1).sqlValue,
        "source": "webgui", "task_id": target.id.sqlValue, "person_id": author.sqlValue,
      ]) { $1 }
    }
    let copies = try call.database.insert(into: .previewFile, rows: rows)
    try call.database.insert(
      "INSERT INTO comment_preview_link (comment, preview_file)", copies.map { "(\(comment), \($0))" })
    try call.database.execute("UPDATE news SET preview_file_id = \(copies.last) WHERE comment_id = \(comment)")
    try call.database.execute("UPDATE task SET last_preview_file_id = \(copies.first) WHERE id = \(target.id)")
    for (original, copy) in zip(originals, copies) {
      try link(original, to: copy, call)
      announce(original, copy, revision: last + 1, comment: comment, by: author, target, call)
    }
  }

  private static func link(_ original: Original, to copy: ID, _ call: Call) throws {
    let store = LocalStore(call.configuration)
    for file in Cascade.files(ofPreview: original.id, original.fileExtension) {
      let stored = StoredFile(file.bucket, file.prefix, id: copy.description)
      call.onRollback { try? store.remove(stored) }
      _ = try store.duplicate(file, as: stored)
    }
  }

  private static func announce(
    _ original: Original, _ copy: ID, revision: Int, comment: ID, by author: ID, _ target: CommentedTask, _ call: Call
  ) {
    let update: JSON.Object = [
      "comment_id": JSON(comment), "task_id": JSON(target.id), "person_id": JSON(author), "for_client": false,
    ]
    let preview: JSON.Object = ["preview_file_id": JSON(copy), "status": .text(original.status)]
    let file: JSON.Object = [
      "comment_id": JSON(comment), "task_id": JSON(target.id), "preview_file_id": JSON(copy), "revision": JSON(revision),
      "extension": .text(original.fileExtension), "status": .text(original.status),
    ]
    call.events.emit("preview-file:new", ["preview_file_id": JSON(copy), "comment_id": JSON(comment)], project: target.project)
    call.events.emit("comment:update", update, project: target.project)
    call.events.emit("preview-file:update", preview, project: target.project)
    call.events.emit("comment:update", update, project: target.project)
    call.events.emit("preview-file:add-file", file, project: target.project)
  }
}
