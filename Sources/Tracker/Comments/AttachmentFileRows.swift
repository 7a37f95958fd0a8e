import Engine
import MariaDB
import Web

/// Files that were added to a comment or to a chat's message.
struct AttachmentFileRows: Resource {
  let path = "attachment-files"
  let table = Table.attachmentFile
  let rules = Rules.admins
  let isReadingAlwaysChecked = true
  let joins: SQL = """
     LEFT JOIN comment ON comment.id = attachment_file.comment_id
     LEFT JOIN chat_message ON chat_message.id = attachment_file.chat_message_id
    """

  static let shape = Shape(.attachmentFile)
    .adding(Shape.Key("comment", .nested(presence: "comment.id", Shape(.comment).keys)), after: "updated_at")
    .adding(Shape.Key("chat_message", .nested(presence: "chat_message.id", Shape(.chatMessage).keys)), after: "comment")

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.shape }

  /// Those of comments that meet a condition.
  static func list(_ condition: SQL, _ call: Call) -> Response {
    call.stream(
      "SELECT \(shape.select) FROM attachment_file\(AttachmentFileRows().joins) WHERE \(condition) ORDER BY attachment_file.id", shape)
  }

  func mayRead(_ row: Record, _ call: Call) throws {
    let access = try call.access
    if let comment = row.id("comment_id") {
      guard let record = try call.database.record(.comment, comment) else { throw Failure.notFound("There is no such comment.") }
      // There is a task, even for an administrator.
      let facts = try access.facts(ofComment: record)
      try call.check(.read, facts, in: facts.project)
    } else if let message = row.id("chat_message_id") {
      // The team of the entity that is talked about (oddity 02-23).
      let chat = try call.database.first(
        """
        SELECT entity.project_id, entity.id FROM chat_message JOIN chat ON chat.id = chat_message.chat_id
        JOIN entity ON entity.id = chat.object_id WHERE chat_message.id = \(message)
        """
      ) { ($0.id(0), $0.id(1)) }
      guard let (project, entity) = chat else { return try call.check(.admin) }
      try call.check(.read, RowFacts(worksOnEntity: access.worksOnEntity(entity)), in: project)
    } else {
      throw Failure.forbidden
    }
  }
}
