import Engine
import Storage
import Web

/// The files of what is deleted. They go once the transaction is committed, so that nothing is lost that stays.
extension Cascade {
  /// - Parameter previews: with the extension of what was uploaded.
  func removeFiles(ofPreviews previews: [(id: ID, extension: String?)]) {
    remove(previews.flatMap { preview in Self.files(ofPreview: preview.id, preview.extension ?? "") })
  }

  func removeFiles(ofAttachments attachments: [ID]) {
    remove(
      attachments.flatMap { id in
        [StoredFile(.files, "attachments", id: id.description), StoredFile(.pictures, "thumbnails", id: id.description)]
      })
  }

  func removeFiles(ofPreviewBackgrounds backgrounds: [ID]) {
    remove(
      backgrounds.flatMap { id in
        ["preview-backgrounds", "thumbnails"].map { StoredFile(.pictures, $0, id: id.description) }
      })
  }

  func removePictures(ofPeople people: [ID]) { remove(people.map { StoredFile(.pictures, "thumbnails", id: $0.description) }) }

  func removeFiles(ofBuiltPlaylists builds: [ID]) { remove(builds.map { StoredFile(.movies, "playlists", id: $0.description) }) }

  /// By what was uploaded (chapter 02, C.2).
  static func files(ofPreview id: ID, _ kind: String) -> [StoredFile] {
    let shown = ["thumbnails", "thumbnails-square", "previews"]
    let files: [(StoredFile.Bucket, [String])] =
      switch kind {
      case "png": [(.pictures, ["original"] + shown)]
      case "mp4": [(.movies, ["previews", "lowdef", "source", "uploads"]), (.pictures, ["original"] + shown + ["tiles"])]
      default: [(.files, ["previews"])]
      }
    return files.flatMap { bucket, prefixes in prefixes.map { StoredFile(bucket, $0, id: id.description) } }
  }

  /// A job takes as many as it removes within moments.
  private func remove(_ files: [StoredFile]) {
    guard isRemovingFiles else { return }
    for start in stride(from: 0, to: files.count, by: 500) {
      let names = files[start..<min(start + 500, files.count)].map { JSON.text($0.description) }
      call.jobs.add(Job(kind: .removeFiles, payload: ["files": .array(names)], lifetime: nil))
    }
  }
}
