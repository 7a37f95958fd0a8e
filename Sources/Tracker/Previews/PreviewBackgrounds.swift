import Engine
import MariaDB
import Media
import Storage
import Web

/// Surroundings of 3D models in linear light (chapter 07, Preview backgrounds).
enum PreviewBackgrounds {
  static func declare(in routes: inout Routes) {
    let path = "/pictures/preview-background-files/:instance_id"
    let thumbnail = "/pictures/thumbnails/preview-background-files/:instance_id.png"
    routes.post(path, weight: .files, "Upload a preview background", .may(.admin), background) { call, _, row in try upload(call, row) }
    routes.get("\(path).:extension", "Get a preview background", background, .text("extension"), then: fetch)
    routes.get(thumbnail, "Show the thumbnail of a preview background", background) { call, row in
      try call.serve(ServedFile(files: [StoredFile(.pictures, "thumbnails", id: row.id.description)], mediaType: "image/png"))
    }
    routes.post(thumbnail, "Refused: the thumbnail is made of the background") { _ in throw Failure.methodNotAllowed }
  }

  private static let background = Step<Record>.row(.previewBackgroundFile, in: "instance_id")

  /// What is no background leaves nothing of the row, as in the original.
  private static func upload(_ call: Call, _ row: Record) throws -> Response {
    let store = call.configuration.store
    guard let sent = try call.request.files(in: store.stagingFolder).first(where: { $0.field == "file" }) else {
      throw Failure.parameter("File not provided.")
    }
    let thumbnail = try OpenFile(in: store.stagingFolder)
    do {
      guard sent.fileExtension == "hdr", sent.baseName.unicodeScalars.count <= 250 else {
        throw Failure.parameter("Wrong file format, extension: \(sent.fileExtension). A background is a .hdr file.")
      }
      let picture = try call.picture { () throws(PictureProblem) in
        try Picture(sent.content, formats: [.hdr], limit: call.configuration.maxImagePixels).toned().fitted(300, 200)
      }
      try picture.writePNG(to: thumbnail)
    } catch let failure as Failure {
      try call.database.delete(row)
      Cascade(call, forcesFiles: true).removeFiles(ofPreviewBackgrounds: [row.id])
      return Response(failure)
    }
    for (prefix, file) in [("preview-backgrounds", sent.content), ("thumbnails", thumbnail)] {
      let stored = StoredFile(.pictures, prefix, id: row.id.description)
      // One that was there is replaced: then there is no way back to it.
      if store.address(of: stored) == nil { call.onRollback { try? store.remove(stored) } }
      try store.put(file, as: stored)
    }
    try call.database.execute(
      """
      UPDATE preview_background_file SET extension = 'hdr', original_name = \(sent.baseName), file_size = \(sent.size),
      updated_at = UTC_TIMESTAMP(6) WHERE id = \(row.id)
      """)
    call.events.emit("preview-background-file:update", ["preview_background_file_id": JSON(row.id)])
    call.events.emit("preview-background-file:add-file", ["preview_background_file_id": JSON(row.id), "extension": "hdr"])
    let shape = Shape(.previewBackgroundFile)
    return try call.row(
      "SELECT \(shape.select) FROM preview_background_file WHERE preview_background_file.id = \(row.id)", shape, status: 201)
  }

  private static func fetch(_ call: Call, _ row: Record, _ requested: String) throws -> Response {
    guard let known = row.text("extension"), requested.lowercased() == known else {
      throw Failure.notFound("The preview background is no .\(requested) file.")
    }
    return try call.serve(
      ServedFile(
        files: [StoredFile(.pictures, "preview-backgrounds", id: row.id.description)], mediaType: "image/vnd.radiance",
        size: row.integer("file_size") ?? 0, name: "\(row.text("original_name") ?? "background").\(known)"))
  }
}
