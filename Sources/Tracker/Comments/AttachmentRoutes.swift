import Engine
import MariaDB
import Storage
import Web

/// Files of comments: adding, removing and fetching them (contract chapter 06, Attachments).
enum AttachmentRoutes {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/actions/tasks/:task_id/comments/:comment_id/add-attachment", "Add files to a comment",
      .comment(.authorOrManager, elsewhere: .forbidden), .files, then: add)
    routes.delete(
      "/data/tasks/:task_id/comments/:comment_id/attachments/:attachment_file_id", "Delete a file of a comment",
      .comment(elsewhere: .forbidden), .row(.attachmentFile), then: delete)
    routes.get(
      "/data/attachment-files/:attachment_file_id/file/:file_name", "Fetch a file of a comment or a message", .row(.attachmentFile),
      .text("file_name"), then: fetch)
    routes.get(
      "/pictures/thumbnails/attachment-files/:attachment_file_id.png", "Show the thumbnail of a file that was sent to a chat",
      .row(.attachmentFile)
    ) { call, file in
      try AttachmentFileRows().mayRead(file, call)
      return try call.serve(ServedFile(files: [StoredFile(.pictures, "thumbnails", id: file.id.description)], mediaType: "image/png"))
    }
  }

  private static func add(_ call: Call, _ comment: CommentSubject, _ files: [UploadedFile]) throws -> Response {
    let ids = try Attachments.store(files, of: comment.id, call)
    let shape = Attachments.shape()
    let rows = try call.documents("SELECT \(shape.select) FROM attachment_file WHERE attachment_file.id IN \(ids) ORDER BY id", shape)
    return .json(.array(rows), status: 201)
  }

  private static func delete(_ call: Call, _ comment: CommentSubject, _ file: Record) throws -> Response {
    guard file.id("comment_id") == comment.id else { throw Failure.forbidden }
    if !comment.isAuthor { try Rule.manager.check(comment.standing, Project(id: comment.task.id)) }
    try Cascade(call).deleteAttachments(where: "id = \(file.id)")
    return .deleted
  }

  /// nginx sends the bytes, with ranges and its own tag.
  private static func fetch(_ call: Call, _ file: Record, _: String) throws -> Response {
    try AttachmentFileRows().mayRead(file, call)
    // A file never changes, but who may see it does: no cache but the browser's keeps it.
    return try Attachments.serve(file, cache: "private, max-age=604800", call)
  }
}

extension Step where Value == [UploadedFile] {
  /// The files of a form. - Throws: 400 for one without a name or content.
  fileprivate static var files: Step { Step(StepNote(weight: .files)) { call in try call.files() } }
}
