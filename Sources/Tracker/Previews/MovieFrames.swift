import Engine
import MariaDB
import Media
import Storage
import Web

/// Frames of a preview's movie. The request waits for them: a frame is found by its key frame, and takes moments.
struct MovieFrames {
  private let preview: Record
  private let call: Call
  private var store: LocalStore { call.configuration.store }

  init(of preview: Record, _ call: Call) {
    (self.preview, self.call) = (preview, call)
  }

  /// Frames a second, as they are numbered. - Throws: 404 for a preview that was deleted meanwhile.
  func rate() throws -> Double {
    guard let settings = try MovieSettings(of: preview.id, call.configuration, call.database) else { throw Failure.notFound() }
    return settings.rate
  }

  /// The stored movie in full size, else in small, else as it was uploaded. - Throws: 404.
  func movie() throws -> OpenFile {
    let id = preview.id.description
    guard let movie = ["previews", "lowdef", "source"].lazy.compactMap({ store.open(StoredFile(.movies, $0, id: id)) }).first else {
      throw Failure.notFound("The movie is not in the store.")
    }
    return movie
  }

  private var maker: MovieMaker {
    var maker = call.configuration.movieMaker
    (maker.timeLimit, maker.niceness) = (60, 0)
    return maker
  }

  /// - Parameter number: from 1. - Throws: 404 for a frame past the end, `MovieProblem`.
  func frame(_ number: Int, rate: Double) throws -> OpenFile {
    try frame(at: Double(max(number, 1) - 1) / rate)
  }

  private func frame(at seconds: Double) throws -> OpenFile {
    guard seconds < 1_000_000 else { throw Failure.notFound("The movie has no such frame.") }
    do {
      return try maker.frame(of: try movie(), at: seconds)
    } catch let problem as MovieProblem where !problem.isPassing {
      throw Failure.notFound("The movie has no such frame, or it cannot be read.")
    }
  }

  func replacePictures(byFrame number: Int) throws {
    let frame = try frame(number, rate: try rate())
    let picture = try call.picture { () throws(PictureProblem) in
      try Picture(frame, formats: [.png], limit: call.configuration.maxImagePixels).normalised()
    }
    for file in try PreviewContent.pictures(of: picture, in: store.stagingFolder) {
      try store.put(file.content, as: StoredFile(file.bucket, file.prefix, id: preview.id.description))
    }
  }

  /// Makes the picture of all frames, and keeps it. - Throws: 404.
  func tiles() throws -> OpenFile {
    do {
      let movie = try movie()
      let tiles = try maker.tiles(of: movie, try Movie(movie))
      try store.put(tiles, as: StoredFile(.pictures, "tiles", id: preview.id.description))
      return tiles
    } catch let problem as MovieProblem where !problem.isPassing {
      throw Failure.notFound("The movie cannot be read.")
    }
  }
}

extension Response {
  /// A file that was made for this answer.
  static func made(_ file: OpenFile, as mediaType: String, named name: String, isShown: Bool = true) throws -> Response {
    Response(
      contentType: mediaType,
      headers: [
        Header("Content-Disposition", ContentDisposition.header(isShown ? "inline" : "attachment", fileName: name)),
        Header("Cache-Control", "no-cache"),
      ], body: .bytes(try file.bytes()))
  }
}
