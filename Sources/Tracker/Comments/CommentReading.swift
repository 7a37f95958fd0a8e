import Engine
import MariaDB
import Web

/// One comment with its author, the authors of its replies and, if asked for, its previews (CommentFull).
struct CommentReading {
  private let call: Call

  init(_ call: Call) {
    self.call = call
  }

  func answer(_ id: ID, relations: Bool) throws -> Response {
    let shape = relations ? Self.full : Self.plain
    let output = JSONOutput(capacity: 4096)
    let found: Void? = try call.database.first("SELECT \(shape.select) FROM comment WHERE comment.id = \(id)") {
      shape.write($0, to: output)
    }
    guard found != nil, var comment = try JSON.parse(Array(output.bytes)).object else { throw Failure.notFound() }
    let replies = comment["replies"]?.array ?? []
    let people = try people([comment["person_id"], comment["editor_id"]] + replies.map { $0["person_id"] })

    /// Clients too read the names under what they may read (contract chapter 09, row 26).
    func author(_ id: JSON?) -> JSON { id?.text.flatMap { people[$0] } ?? .null }
    comment["person"] = author(comment["person_id"])
    if !replies.isEmpty {
      comment["replies"] = .array(
        replies.map { reply in
          guard var reply = reply.object else { return reply }
          reply["person"] = author(reply["person_id"])
          return .object(reply)
        })
    }
    if relations {
      let attachments = try rows(
        "SELECT \(Self.attachment.select) FROM attachment_file WHERE comment_id = \(id) ORDER BY id", Self.attachment)
      if !attachments.isEmpty { comment["attachment_files"] = .array(attachments) }
    }
    if call.request.query.flag("with_previews") {
      let project = try call.database.ids("SELECT project_id FROM task WHERE id = \(comment["object_id"]?.text)").first
      let isClient = try call.access.standing(in: project).isClient
      let condition: SQL = isClient ? " AND preview_file.validation_status <> 'rejected'" : ""
      comment["previews"] = .array(
        try rows(
          """
          SELECT \(Self.preview.select) FROM preview_file JOIN comment_preview_link link ON link.preview_file = preview_file.id
          WHERE link.comment = \(id)\(condition) ORDER BY preview_file.id
          """, Self.preview))
    }
    return .json(.object(comment))
  }

  private static let plain = Shape(.comment)
  private static let full = Shape(.comment, relations: true)

  private static let attachment = Shape(keys: [
    .init("id", "attachment_file.id", .uuid), .init("name", "attachment_file.name", .text),
    .init("extension", "attachment_file.extension", .text),
    .init("size", "attachment_file.size", .bigint),
  ])

  /// PreviewInComment.
  private static let preview = Shape(.previewFile).keeping([
    "id", "task_id", "revision", "extension", "width", "height", "duration", "status", "validation_status", "original_name", "position",
    "annotations",
  ])

  private func people(_ ids: [JSON?]) throws -> [String: JSON] {
    let wanted = Array(Set(ids.compactMap { $0?.text.flatMap { ID($0) } }))
    if wanted.isEmpty { return [:] }
    let shape = Shape(keys: PersonShape.author("person"))
    let rows = try rows("SELECT \(shape.select) FROM person WHERE person.id IN \(wanted)", shape)
    return Dictionary(rows.map { ($0["id"].text ?? "", $0) }) { first, _ in first }
  }

  private func rows(_ sql: SQL, _ shape: Shape) throws -> [JSON] {
    try call.database.all(sql) { row in
      let output = JSONOutput(capacity: 512)
      shape.write(row, to: output)
      return try JSON.parse(Array(output.bytes))
    }
  }
}
