import Engine
import Storage
import Web

/// The file itself of a working file: uploading and fetching it (contract chapter 07, Working files).
enum WorkingFileBinary {
  static func declare(in routes: inout Routes) {
    let path = "/data/working-files/:working_file_id/file"
    routes.get(path, "Fetch a working file", .workingFile(.read)) { call, file in
      try call.serve(ServedFile(files: [stored(file.file)], mediaType: "application/octet-stream"))
    }
    routes.post(path, weight: .files, "Upload a working file", .workingFile(.read), then: upload)
  }

  private static func stored(_ file: Record) -> StoredFile { StoredFile(.files, "working", id: file.id.description) }

  /// It takes the place of the one that was there.
  private static func upload(_ call: Call, _ file: WorkingFileSubject) throws -> Response {
    let store = call.configuration.store
    guard let sent = try call.request.files(in: store.stagingFolder).first(where: { $0.field == "file" }) else {
      throw Failure.plain(400, "File not provided.")
    }
    if sent.size == 0 { throw Failure.plain(400, "The file is empty.") }
    try store.put(sent.content, as: stored(file.file))
    return try WorkingFileRoutes.answer(file.file.id, WorkingFileRoutes.full, status: 201, call)
  }
}
