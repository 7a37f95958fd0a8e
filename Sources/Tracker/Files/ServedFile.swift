import Engine
import Storage
import Web

/// A stored file as an answer: which one, as what, for how long it is kept. The worker has checked who asks; nginx sends the bytes, with
/// ranges and a name for their state (chapter 07, Delivery of binaries).
struct ServedFile {
  /// The first of these that is there.
  let files: [StoredFile]
  let mediaType: String
  /// Bytes it must have; 0 for any: what was cut off when it was stored is none.
  var size = 0
  /// What it is called where it is saved; nil when that does not matter.
  var name: String?
  /// Is it to be saved, rather than shown?
  var isDownload = false
  /// The preview that it will belong to, as long as that is being made.
  var awaited: ID?
}

extension Configuration {
  var store: LocalStore { LocalStore(self) }
}

extension Call {
  /// - Throws: 404 when none is there.
  func serve(_ served: ServedFile) throws -> Response {
    let store = configuration.store
    let address = served.files.lazy.compactMap { store.address(of: $0) }.first { served.size == 0 || $0.size == served.size }
    if let address {
      return Response(
        contentType: served.mediaType,
        headers: [
          Header("Cache-Control", "max-age=\(configuration.clientCacheAge), private"),
          Header(
            "Content-Disposition",
            served.name.map { ContentDisposition.header(served.isDownload ? "attachment" : "inline", fileName: $0) }
              ?? "inline; filename=\"\""),
        ], body: .file("/_files/\(address.path)"))
    }
    guard let preview = served.awaited else { throw Failure.notFound("The file is not in the store.") }
    // Whoever waits for it asks for JSON (chapter 09, row 84). Nobody is to keep that it is not there yet.
    guard request.prefers("application/json", to: "image/png") else {
      var failure = Failure.plain(404, "Preview file was not found.")
      failure.headers = [Header("Cache-Control", "no-store")]
      throw failure
    }
    return Response(
      status: 202, headers: [Header("Retry-After", "5"), Header("Cache-Control", "no-store")],
      body: .json(["status": "processing", "preview_file_id": JSON(preview)]))
  }
}
