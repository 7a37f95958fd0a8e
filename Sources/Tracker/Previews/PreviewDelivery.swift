import Engine
import Storage
import Web

/// Pictures and movies of previews: one declaration each, of what is served and who may see it (chapter 07, Preview pictures and movies).
enum PreviewDelivery {
  /// A route and the stored files it answers with, the first of which that is there counts.
  private struct Route {
    let path: String
    let summary: String
    let who: Rule<PreviewFacts>
    let bucket: StoredFile.Bucket
    let prefixes: [String]
  }

  private static let routes = [
    Route(
      path: "/pictures/thumbnails/preview-files/:instance_id.png", summary: "Show the thumbnail of a preview", who: .look,
      bucket: .pictures,
      prefixes: ["thumbnails"]),
    Route(
      path: "/pictures/thumbnails-square/preview-files/:instance_id.png", summary: "Show the square thumbnail of a preview", who: .look,
      bucket: .pictures, prefixes: ["thumbnails-square"]),
    Route(
      path: "/pictures/originals/preview-files/:instance_id.png", summary: "Show the picture of a preview in full size", who: .look,
      bucket: .pictures, prefixes: ["original"]),
    Route(
      path: "/pictures/previews/preview-files/:instance_id.png", summary: "Show the picture of a preview, 1200 wide", who: .read,
      bucket: .pictures, prefixes: ["previews"]),
    Route(
      path: "/movies/tiles/preview-files/:instance_id.png", summary: "Show the frames of a movie on one picture", who: .read,
      bucket: .pictures, prefixes: ["tiles"]),
    Route(
      path: "/movies/originals/preview-files/:instance_id.mp4", summary: "Play a movie in full size", who: .read, bucket: .movies,
      prefixes: ["previews", "lowdef", "source"]),
    Route(
      path: "/movies/low/preview-files/:instance_id.mp4", summary: "Play a movie in small size", who: .read, bucket: .movies,
      prefixes: ["lowdef", "previews", "source"]),
    Route(
      path: "/movies/source/preview-files/:instance_id.mp4", summary: "Play a movie as it was uploaded", who: .read, bucket: .movies,
      prefixes: ["source"]),
  ]

  static func declare(in routes: inout Routes) {
    for route in self.routes {
      routes.get(route.path, route.summary, .preview(route.who)) { call, preview in
        try call.serve(file(of: preview.record, route.bucket, route.prefixes, as: route.bucket == .movies ? "video/mp4" : "image/png"))
      }
    }
    routes.get(
      "/pictures/originals/preview-files/:instance_id.:extension", "Get the file of a preview that is neither picture nor movie",
      .preview(.read), .text("extension"), then: other)
    routes.get("/movies/originals/preview-files/:instance_id/download", "Save a movie", .preview(.read)) { call, preview in
      try download(file(of: preview.row.record, .movies, ["previews", "lowdef", "source"], as: "video/mp4"), of: preview, call)
    }
    routes.get("/pictures/originals/preview-files/:instance_id/download", "Save the file of a preview", .preview(.read)) { call, preview in
      try download(main(of: preview.row.record), of: preview, call)
    }
  }

  /// What the preview is, by its kind.
  private static func main(of preview: Record) -> ServedFile {
    switch preview.text("extension") {
    case "png": file(of: preview, .pictures, ["original"], as: "image/png")
    case "mp4": file(of: preview, .movies, ["previews", "lowdef", "source"], as: "video/mp4")
    case "pdf": file(of: preview, .files, ["previews"], as: "application/pdf")
    default: file(of: preview, .files, ["previews"], as: "application/octet-stream")
    }
  }

  private static func download(_ served: ServedFile, of preview: Subject<PreviewFacts>, _ call: Call) throws -> Response {
    var served = served
    served.isDownload = true
    served.name = try PreviewName(of: preview.row.record, call.database).name
    return try call.serve(served)
  }

  private static func file(of preview: Record, _ bucket: StoredFile.Bucket, _ prefixes: [String], as mediaType: String) -> ServedFile {
    let id = preview.id.description
    return ServedFile(
      files: prefixes.map { StoredFile(bucket, $0, id: id) }, mediaType: mediaType,
      size: prefixes == ["original"] && preview.text("extension") == "png" ? preview.integer("file_size") ?? 0 : 0,
      // The upload itself is kept where that is wanted, and nobody waits for it.
      awaited: preview.text("status") == "processing" && prefixes != ["source"] ? preview.id : nil)
  }

  /// - Throws: 400 for an extension that no such preview can have, 404 for one that this has not (oddity 07-23).
  private static func other(_ call: Call, _ preview: Subject<PreviewFacts>, _ requested: String) throws -> Response {
    let name = requested.lowercased()
    let kind = PreviewKind(extension: name)
    guard kind == .picture || kind == .other else { throw Failure.parameter("Extension not allowed: \(name)") }
    let record = preview.row.record
    if name == "png" { return try call.serve(file(of: record, .pictures, ["original"], as: "image/png")) }
    let isReady = record.text("status") != "processing"
    if isReady && record.text("extension") != name { throw Failure.notFound("The preview is no .\(name) file.") }
    return try call.serve(
      file(of: record, .files, ["previews"], as: name == "pdf" ? "application/pdf" : "application/octet-stream"))
  }
}
