import Engine
import MariaDB
import Media
import Storage
import Web

/// The pictures of a preview with what reviewers drew on them, one for each annotation.
struct AnnotatedFrames {
  private let preview: Record
  private let call: Call
  private let frames: MovieFrames
  private let annotations: [JSON]
  private var isMovie: Bool { preview.text("extension") == "mp4" }
  private var isPicture: Bool { preview.text("extension") == "png" }

  init(of preview: Record, _ call: Call) {
    (self.preview, self.call) = (preview, call)
    frames = MovieFrames(of: preview, call)
    annotations = preview.json("annotations").array ?? []
  }

  /// A picture, and what the name of its file ends with.
  struct Frame {
    let number: Int
    let picture: OpenFile
  }

  /// - Parameter number: of the frame; of a picture it does not matter.
  /// - Throws: 400 when nothing is drawn there, or can be.
  func one(_ number: Int?) throws -> OpenFile {
    guard isMovie || isPicture else { throw Failure.parameter("Only pictures and movies are drawn on.") }
    guard isMovie else {
      guard let annotation = annotations.first else { throw Failure.plain(400, "Nothing is drawn on this preview.") }
      return try draw([annotation], on: picture())
    }
    guard let number else { throw Failure.parameter("The parameter frame_number is required for a movie.") }
    let rate = try frames.rate()
    let moment = Double(number - 1) / rate
    guard let annotation = annotations.first(where: { abs((time(of: $0) ?? -1) - moment) <= 1 / (2 * rate) }) else {
      throw Failure.plain(400, "No annotation found for frame \(number)")
    }
    return try draw([annotation], on: try frames.frame(number, rate: rate))
  }

  /// In stored order. - Throws: 400 when nothing is drawn.
  func all() throws -> [Frame] {
    if annotations.isEmpty { throw Failure.plain(400, "Preview file has no annotations") }
    guard isMovie || isPicture else { throw Failure.plain(400, "Only pictures and movies are drawn on.") }
    guard isMovie else {
      let base = try picture()
      return try annotations.enumerated().map { Frame(number: $0 + 1, picture: try draw([$1], on: base)) }
    }
    let rate = try frames.rate()
    return try annotations.map { annotation in
      let number = max(1, Int(((time(of: annotation) ?? 0) * rate).rounded()) + 1)
      return Frame(number: number, picture: try draw([annotation], on: try frames.frame(number, rate: rate)))
    }
  }

  private func time(of annotation: JSON) -> Double? {
    switch annotation["time"] {
    case .integer(let seconds): Double(seconds)
    case .number(let seconds): seconds
    default: nil
    }
  }

  /// The picture as reviewers see it. - Throws: 404.
  private func picture() throws -> OpenFile {
    guard let file = call.configuration.store.open(StoredFile(.pictures, "previews", id: preview.id.description)) else {
      throw Failure.notFound("The picture is not in the store.")
    }
    return file
  }

  private func draw(_ annotations: [JSON], on picture: OpenFile) throws -> OpenFile {
    let result = try OpenFile(in: call.configuration.store.stagingFolder)
    let canvas = try Canvas(png: picture)
    for annotation in annotations { canvas.draw(annotation["drawing"]["objects"].array ?? []) }
    try canvas.writePNG(to: result)
    return result
  }
}
