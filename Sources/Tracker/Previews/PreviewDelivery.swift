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
      routes.get(route.path, route.summary, .preview(route.who)) { call, preview in try serve(preview.record, route, call) }
    }
    routes.get(
      "/pictures/originals/preview-files/:instance_id.:extension", "Get the file of a preview that is neither picture nor movie",
      .preview(.read), .text("extension")
    ) { call, preview, name in try other(call, preview.record, name) }
    routes.get("/movies/originals/preview-files/:instance_id/download", "Save a movie", .preview(.read)) { call, preview in
      try download(file(of: preview.record, .movies, ["previews", "lowdef", "source"], as: "video/mp4"), of: preview.record, call)
    }
    routes.get("/pictures/originals/preview-files/:instance_id/download", "Save the file of a preview", .preview(.read)) { call, preview in
      try download(preview.record, call)
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

  /// Its file, to be saved, for whoever may see the preview.
  static func download(_ preview: Record, _ call: Call) throws -> Response { try download(main(of: preview), of: preview, call) }

  private static func download(_ served: ServedFile, of preview: Record, _ call: Call) throws -> Response {
    var served = served
    served.isDownload = true
    served.name = try PreviewName(of: preview, call.database).name
    return try call.serve(served)
  }

  private static func serve(_ preview: Record, _ route: Route, _ call: Call) throws -> Response {
    try call.serve(file(of: preview, route.bucket, route.prefixes, as: route.bucket == .movies ? "video/mp4" : "image/png"))
  }

  /// What one of the routes answers, for whoever may see the preview. - Parameter kind: its folders: `movies/tiles`.
  static func serve(_ preview: Record, as kind: String, _ call: Call) throws -> Response {
    guard let route = routes.first(where: { $0.path.hasPrefix("/\(kind)/preview-files/") }) else { throw Failure.notFound() }
    return try serve(preview, route, call)
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
  static func other(_ call: Call, _ record: Record, _ requested: String) throws -> Response {
    let name = requested.lowercased()
    let kind = PreviewKind(extension: name)
    guard kind == .picture || kind == .other else { throw Failure.parameter("Extension not allowed: \(name)") }
    if name == "png" { return try call.serve(file(of: record, .pictures, ["original"], as: "image/png")) }
    let isReady = record.text("status") != "processing"
    if isReady && record.text("extension") != name { throw Failure.notFound("The preview is no .\(name) file.") }
    return try call.serve(
      file(of: record, .files, ["previews"], as: name == "pdf" ? "application/pdf" : "application/octet-stream"))
  }
}
