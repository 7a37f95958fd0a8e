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
}
