import Engine
import Glibc
import Logging
import Media
import Storage
import Web

/// The work on a movie, outside of the database.
struct MovieMaking {
  private let store: LocalStore
  private let media: MediaSettings
  private let settings: MovieSettings
  private let isNormalised: Bool
  private let maker: MovieMaker
  private let maxPixels: Int
  private let log: Logger

  init(_ configuration: Configuration, _ settings: MovieSettings, isNormalised: Bool, _ log: Logger) {
    (store, media, self.settings, self.isNormalised, self.log) = (
      configuration.store, configuration.media, settings, isNormalised, log
    )
    maker = configuration.movieMaker
    maxPixels = configuration.maxImagePixels
  }

  /// - Parameter tell: gets the percent that are done, at most once a second.
  func make(of preview: ID, tell: @escaping (Int) throws -> Void) throws -> MadeMovie {
    guard let source = Self.upload(of: preview, in: store) else { throw MovieProblem("The uploaded movie is not in the store any more.") }
    let movie = try Movie(source)
    let target = try settings.target(of: movie)
    let news = Pacer(tell)
    try news.tell(0)
    var (made, shown) = ([PreviewContent.File](), source)
    var prefixes = media.savesSource ? ["source"] : []
    if isNormalised {
      let movies = try normalise(source, movie, target, news)
      for (prefix, file) in [("previews", movies.high), ("lowdef", movies.low)] {
        guard let file else { continue }
        made.append((.movies, prefix, file))
        prefixes.append(prefix)
      }
      shown = movies.high ?? movies.low ?? source
    } else if !media.savesSource {
      made.append((.movies, "previews", source))
      prefixes.append("previews")
    }
    let result = try Movie(shown)
    let frame = try maker.frame(of: shown)
    made += try pictures(of: frame)
    do { made.append((.pictures, "tiles", try maker.tiles(of: shown, result) { news.isWanted(99) })) } catch {
      if let stop = news.stop { throw stop }
      log.warning("no tiles", metadata: ["preview": "\(preview)", "error": "\(error)"])
    }
    return MadeMovie(
      width: result.width, height: result.height, duration: result.duration, size: shown.size,
      facts: [
        "movie_prefixes": JSON(prefixes), "original_width": JSON(movie.width), "original_height": JSON(movie.height),
        "original_duration": .number(movie.duration), "original_file_size": JSON(source.size),
      ], files: made)
  }

  /// What was uploaded, of one that is made or could not be made.
  static func upload(of preview: ID, in store: LocalStore) -> OpenFile? {
    ["uploads", "source"].lazy.compactMap { store.open(StoredFile(.movies, $0, id: preview.description)) }.first
  }

  private func normalise(_ source: OpenFile, _ movie: Movie, _ target: MovieTarget, _ news: Pacer) throws -> MovieMaker.Made {
    do {
      return try maker.normalise(source, movie, to: target, makesHigh: !media.skipsHigh) { news.isWanted(min(Int($0 * 100), 99)) }
    } catch {
      throw news.stop ?? error
    }
  }

  private func pictures(of frame: OpenFile) throws -> [PreviewContent.File] {
    do {
      return try PreviewContent.pictures(
        of: try Picture(frame, formats: [.png], limit: maxPixels).normalised(), in: store.stagingFolder)
    } catch let problem as PictureProblem {
      throw MovieProblem("The first frame of the movie is no picture that can be kept.", details: "\(problem)")
    }
  }
}

extension Configuration {
  /// Makes movies on the file system that is to keep them.
  var movieMaker: MovieMaker {
    var maker = MovieMaker(folder: store.stagingFolder)
    maker.preset = media.preset
    maker.timeLimit = media.timeLimit
    maker.bufferFactor = Double(media.bufferFactor)
    return maker
  }
}

/// Tells how far the work is, once a second at most: that also keeps the job ours.
private final class Pacer {
  private let said: (Int) throws -> Void
  private var last = 0
  /// Why the work is to end.
  private(set) var stop: (any Error)?

  /// - Parameter tell: gets the percent; what it throws ends the work.
  init(_ tell: @escaping (Int) throws -> Void) { said = tell }

  private static var milliseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  func tell(_ percent: Int) throws {
    try said(percent)
    last = Self.milliseconds
  }

  /// - Returns: is the work to go on?
  func isWanted(_ percent: Int) -> Bool {
    guard stop == nil, Self.milliseconds - last >= 1000 else { return stop == nil }
    do { try tell(percent) } catch { stop = error }
    return stop == nil
  }
}
