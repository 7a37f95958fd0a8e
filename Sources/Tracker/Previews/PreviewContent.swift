import Engine
import Media
import Storage
import Web

/// The file of a preview, looked into and made into what is kept of it; nothing of it is stored yet (chapter 07, Upload of previews).
struct PreviewContent {
  let kind: PreviewKind
  let originalName: String
  /// As the row names it: pictures are kept as `png`, movies as `mp4`.
  let fileExtension: String
  /// Pixels; 0 for what is no picture, and for a movie that is to be made.
  private(set) var (width, height) = (0, 0)
  /// Bytes; 0 for a movie that is to be made.
  private(set) var size = 0
  private(set) var files: [File] = []

  /// What is kept, and as what.
  typealias File = (bucket: StoredFile.Bucket, prefix: String, content: OpenFile)

  /// - Throws: 400 for a file that is none of a preview, in an artist's words.
  init(_ file: UploadedFile, _ configuration: Configuration) throws {
    let name = file.name
    let limit = 250
    if file.baseName.unicodeScalars.count > limit {
      throw Failure.parameter("The name of the file is longer than \(limit) characters.")
    }
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw Failure.parameter("The name of the file holds characters that are no letters.")
    }
    let given = file.fileExtension
    guard let kind = PreviewKind(extension: given) else { throw Failure.parameter("Wrong file format, extension: \(given)") }
    if file.size == 0 { throw Failure.parameter("The file \(name) is empty.") }
    self.kind = kind
    originalName = file.baseName
    switch kind {
    case .picture:
      fileExtension = "png"
      try readPicture(file.content, configuration)
    case .movie:
      fileExtension = "mp4"
      try Self.checkMovie(file.content)
      files = [(.movies, Self.upload(configuration), file.content)]
    case .other:
      fileExtension = given
      size = file.size
      files = [(.files, "previews", file.content)]
    }
  }

  /// Where a movie waits for what is made of it. With `PREVIEW_SAVE_SOURCE_FILE` it stays there, and is shown.
  static func upload(_ configuration: Configuration) -> String { configuration.media.savesSource ? "source" : "uploads" }

  private mutating func readPicture(_ content: OpenFile, _ configuration: Configuration) throws {
    let folder = configuration.store.stagingFolder
    do {
      let original = try Picture(content, formats: PictureFormat.previews, limit: configuration.maxImagePixels).normalised()
      (width, height) = (original.width, original.height)
      files = try Self.pictures(of: original, in: folder)
      size = files.first?.content.size ?? 0
    } catch PictureProblem.notWritten(let reason) {
      throw PictureProblem.notWritten(reason)
    } catch let problem as PictureProblem {
      throw Failure.parameter(problem.description)
    }
  }

  /// The picture itself first.
  static func pictures(of original: Picture, in folder: String) throws -> [File] {
    try PreviewPicture.makeAll(of: original).map { kind, picture in
      let file = try OpenFile(in: folder)
      try picture.writePNG(to: file)
      return (.pictures, kind.rawValue, file)
    }
  }

  /// What cannot be read as a movie is said at once; what else may be wrong with it comes out when it is made.
  private static func checkMovie(_ content: OpenFile) throws {
    do {
      _ = try Movie(content, isMeasured: false)
    } catch let problem where !problem.isPassing {
      throw Failure.parameter(problem.reason)
    } catch {}
  }
}
