import Engine
import MariaDB
import Storage
import Web

/// Pictures, movies and files behind a link: those of the previews that it shows, and of the people who talk there (contract chapter 07,
/// the seven; chapter 09, Avatars).
enum SharedMedia {
  static func declare(in routes: inout Routes) {
    let path = "/shared/playlists/:token"
    for (kind, summary) in [
      ("movies/originals", "Play a shared movie in full size"), ("movies/tiles", "Show the frames of a shared movie on one picture"),
      ("pictures/thumbnails", "Show the thumbnail of a shared preview"), ("pictures/originals", "Show a shared picture in full size"),
    ] {
      let fileExtension = kind == "movies/originals" ? "mp4" : "png"
      routes.get("\(path)/\(kind)/preview-files/:preview_file_id.\(fileExtension)", for: .anyone, summary, .sharedPreview) {
        call, preview in
        try PreviewDelivery.serve(preview.record, as: kind, call)
      }
    }
    routes.get(
      "\(path)/pictures/originals/preview-files/:preview_file_id.:extension", for: .anyone,
      "Get the file of a shared preview that is neither picture nor movie", .sharedPreview, .text("extension")
    ) { call, preview, name in try PreviewDelivery.other(call, preview.record, name) }
    routes.get("\(path)/preview-files/:preview_file_id/download", for: .anyone, "Save the file of a shared preview", .sharedPreview) {
      call, preview in
      try PreviewDelivery.download(preview.record, call)
    }
    routes.get(
      "\(path)/pictures/thumbnails/persons/:person_id.png", for: .anyone, "Show the picture of somebody who talks on a shared playlist",
      .share, .text("person_id"), then: avatar)
    routes.put(
      "\(path)/annotations", for: .anyone, "Draw on a shared preview as a guest", .share(orRefuse: "Annotations are disabled"), body,
      then: draw)
  }

  // MARK: People

  /// Of who wrote a comment or an answer that guests may read.
  private static func avatar(_ call: Call, _ shared: SharedPlaylist, _ name: String) throws -> Response {
    let missing = Failure.notFound("There is no picture.")
    guard let person = ID(name), try call.database.exists("SELECT 1 FROM person WHERE id = \(person) AND has_avatar") else { throw missing }
    let tasks = try shared.tasks(call.database)
    let talks = try call.database.exists(
      """
      SELECT 1 FROM comment JOIN person author ON author.id = comment.person_id WHERE comment.object_id IN \(tasks)
      AND \(SharedComments.readable)
      AND (comment.person_id = \(person) OR JSON_SEARCH(comment.replies, 'one', \(person.description), NULL, '$[*].person_id') IS NOT NULL)
      LIMIT 1
      """)
    guard talks else { throw missing }
    let file = StoredFile(.pictures, "thumbnails", id: person.description)
    return try call.serve(ServedFile(files: [file], mediaType: "image/png"))
  }

  // MARK: Drawing

  private struct Body {
    let guest: ID
    let preview: ID
    let additions: [JSON]
    let updates: [JSON]
    let deletions: [JSON]
  }

  private static let body = Step.fields { fields in
    Body(
      guest: fields.id("guest_id"), preview: fields.id("preview_file_id"), additions: fields.list("additions") { _ in nil },
      updates: fields.list("updates") { _ in nil }, deletions: fields.list("deletions") { _ in nil })
  }

  private static func draw(_ call: Call, _ shared: SharedPlaylist, _ body: Body) throws -> Response {
    guard try shared.isGuest(body.guest, call.database) else { throw Failure.share(403, "Guest not part of this shared playlist") }
    let preview = try shared.preview(body.preview, isLocked: true, call.database)
    let merge = try AnnotationMerge(additions: body.additions, updates: body.updates, deletions: body.deletions)
    try call.database.execute(
      """
      UPDATE preview_file SET annotations = \(merge.merged(into: preview.json("annotations")).description), updated_at = UTC_TIMESTAMP(6)
      WHERE id = \(preview.id)
      """)
    guard let changed = try call.database.record(.previewFile, preview.id) else { throw Failure.internalError }
    call.events.emit(
      "preview-file:annotation-update",
      [
        "preview_file_id": JSON(preview.id), "person_id": JSON(body.guest),
        "updated_at": .text(String((changed.text("updated_at") ?? "").prefix(19)).replacing(" ", with: "T")),
      ], project: shared.project)
    return try call.row("SELECT \(row.select) FROM preview_file WHERE preview_file.id = \(preview.id)", row)
  }

  private static let row = Shape(.previewFile)
}
