import Engine
import MariaDB
import Storage
import Web

/// Files that come with a comment or a reply.
enum Attachments {
  /// Keeps the files and makes their rows. What was kept goes again when the transaction is rolled back.
  /// - Returns: the ids of the new rows, in the order of the files.
  @discardableResult
  static func store(_ files: [UploadedFile], of comment: ID, reply: ID? = nil, _ call: Call) throws -> [ID] {
    if files.isEmpty { return [] }
    let store = LocalStore(call.configuration)
    let ids = files.map { _ in ID.make() }.sorted()
    let rows: [SQL] = try zip(ids, files).map { id, file in
      let stored = StoredFile(.files, "attachments", id: id.description)
      call.onRollback { try? store.remove(stored) }
      try store.put(file.content, as: stored)
      return """
        (\(id), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), \(file.name), \(file.size), \(fileExtension(of: file.name)),
        \(file.mediaType.map { String($0.prefix(255)) }), \(comment), \(reply))
        """
    }
    try call.database.insert(
      "INSERT INTO attachment_file (id, created_at, updated_at, name, size, extension, mimetype, comment_id, reply_id)", rows)
    return ids
  }

  /// What stands behind the last dot, in lower case, as much of it as the column takes; the whole name when there is no dot.
  static func fileExtension(of name: String) -> String {
    let last = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    return String(String.UnicodeScalarView(last.lowercased().unicodeScalars.prefix(6)))
  }

  /// The file as it is fetched: only pictures are shown, everything else is saved.
  /// - Parameter cache: who may keep it, for how long.
  /// - Throws: 404 when it is not in the store.
  static func serve(_ file: Record, cache: String, _ call: Call) throws -> Response {
    let stored = StoredFile(.files, "attachments", id: file.id.description)
    guard LocalStore(call.configuration).has(stored, size: file.integer("size") ?? 0) else {
      throw Failure.notFound("The file is not in the store.")
    }
    let type = file.text("mimetype")?.nonEmpty ?? "application/octet-stream"
    let isShown = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/avif"].contains(type)
    let name = file.text("name") ?? "file"
    return Response(
      contentType: type.hasPrefix("text/") && !type.contains("charset") ? "\(type); charset=utf-8" : type,
      headers: [
        Header("Content-Disposition", ContentDisposition.header(isShown ? "inline" : "attachment", fileName: name)),
        Header("Cache-Control", cache),
      ], body: .file("/_files/\(stored.path(bucketPrefix: call.configuration.bucketPrefix))"))
  }

  /// `id`, `name`, `extension`, `size`, and of those of a reply its id.
  static func shape(ofReply: Bool = false, size: Bool = true) -> Shape {
    var keys: [Shape.Key] = [
      .init(name: "id", source: .value("attachment_file.id", .uuid)), .init(name: "name", source: .value("attachment_file.name", .text)),
      .init(name: "extension", source: .value("attachment_file.extension", .text)),
      .init(name: "size", source: .value("attachment_file.size", .bigint)),
    ]
    if ofReply { keys.append(.init(name: "reply_id", source: .value("attachment_file.reply_id", .uuid))) }
    return Shape(keys: keys)
  }
}

extension LocalStore {
  init(_ configuration: Configuration) {
    self.init(root: configuration.previewFolder, bucketPrefix: configuration.bucketPrefix)
  }
}
