import Web

/// Makes movies and pictures of a movie, with ffmpeg as a process.
public struct MovieMaker: Sendable {
  /// x264's: how much time is spent on making the file smaller (`MOVIE_ENCODING_PRESET`).
  public var preset = "medium"
  /// Seconds that one program may take.
  public var timeLimit = 3600
  /// 0 to 19: how much other programs go first.
  public var niceness = 19
  /// The buffer of the rate's cap, in seconds of the bitrate (`MOVIE_VBV_BUFSIZE_FACTOR`); 0 for no cap.
  public var bufferFactor = 2.0
  /// Where files are made, without a name; best on the file system that is to keep them.
  public var folder: String

  public init(folder: String) {
    self.folder = folder
  }

  /// What a movie became.
  public struct Made {
    /// In full size and in small; nil for one that was not asked for.
    public let high: OpenFile?
    public let low: OpenFile?
  }

  /// Makes the movies that are looked at: H.264 at a constant rate with a key frame at every second frame, so that every frame is found
  /// at once, and AAC sound of at least the length of the picture. Both in one pass, which decodes once.
  /// - Parameters:
  ///   - source: the movie that `movie` was read from.
  ///   - progress: gets what part is done, 0 to 1, about twice a second; with false the work is given up.
  public func normalise(
    _ source: OpenFile, _ movie: Movie, to target: MovieTarget, makesHigh: Bool = true, makesLow: Bool = true,
    progress: (Double) -> Bool = { _ in true }
  ) throws(MovieProblem) -> Made {
    let high = makesHigh ? try newFile() : nil
    let low = makesLow ? try newFile() : nil
    var outputs: [Output] = []
    if let high { outputs.append(Output(file: high, width: target.width, height: target.height, bitrate: target.highBitrate)) }
    if let low { outputs.append(Output(file: low, width: MovieTarget.lowWidth, height: target.lowHeight, bitrate: target.lowBitrate)) }
    let arguments =
      ["-y", "-progress", "pipe:1", "-stats_period", "0.5"] + Movie.input(source)
      + ["-filter_complex", filters(movie, target, outputs)] + outputs.indices.flatMap { options(outputs[$0], $0) }
    // A rate of the encoder that is twice what was asked for is not to be expected; a picture of noise comes near it.
    let largest = Int(Double(max(target.highBitrate, target.lowBitrate)) / 8 * (movie.duration + 10) * 2) + (64 << 20)
    try run(arguments, files: [source] + outputs.map(\.file), fileSize: largest, duration: movie.duration, progress)
    return Made(high: high, low: low)
  }

  private struct Output {
    let file: OpenFile
    let width: Int
    let height: Int
    /// Bits a second.
    let bitrate: Int
  }

  /// Pixels made square, the rate constant, the whole picture in the middle of each output's size with black around it.
  private func filters(_ movie: Movie, _ target: MovieTarget, _ outputs: [Output]) -> String {
    let pictures = outputs.indices.map { "[p\($0)]" }.joined()
    let sounds = outputs.indices.map { "[s\($0)]" }.joined()
    var chains = ["[0:v:\(movie.videoIndex)]fps=\(target.rateText),scale=trunc(iw*sar/2)*2:ih,split=\(outputs.count)\(pictures)"]
    for (index, output) in outputs.enumerated() {
      let size = "\(output.width):\(output.height)"
      chains.append(
        "[p\(index)]scale=\(size):force_original_aspect_ratio=decrease:force_divisible_by=2,"
          + "pad=\(size):(ow-iw)/2:(oh-ih)/2:color=black,setsar=1,format=yuv420p[v\(index)]")
    }
    // The length of the picture, of which a sound track may have less.
    let length = movie.duration > 0 ? MovieTarget.text(movie.duration) : "0.1"
    if let audio = movie.audioIndex {
      // Of these the encoder knows how they are heard.
      let layout = [1, 2, 6, 8].contains(movie.channels) ? "" : "aformat=channel_layouts=stereo,"
      chains.append("[0:a:\(audio)]\(layout)apad=whole_dur=\(length),asplit=\(outputs.count)\(sounds)")
    } else {
      chains.append("anullsrc=r=44100:cl=stereo:d=\(length),asplit=\(outputs.count)\(sounds)")
    }
    return chains.joined(separator: ";")
  }

  private func options(_ output: Output, _ index: Int) -> [String] {
    var options = ["-map", "[v\(index)]", "-map", "[s\(index)]", "-map_metadata", "-1", "-map_chapters", "-1"]
    options += ["-c:v", "libx264", "-preset", preset, "-profile:v", "high", "-x264-params", "keyint=2:scenecut=0"]
    options += ["-b:v", String(output.bitrate)]
    if bufferFactor > 0 { options += ["-maxrate", String(output.bitrate), "-bufsize", String(Int(Double(output.bitrate) * bufferFactor))] }
    options += ["-c:a", "aac", "-ar", "44100", "-movflags", "+faststart", "-f", "mp4", "file:/dev/fd/\(output.file.descriptor)"]
    return options
  }

  /// A frame in the movie's own size, as PNG.
  /// - Parameter seconds: from the beginning.
  /// - Throws: also when the movie has no picture there.
  public func frame(of source: OpenFile, at seconds: Double = 0) throws(MovieProblem) -> OpenFile {
    let file = try newFile()
    let start = seconds > 0 ? ["-ss", MovieTarget.text(seconds)] : []
    let output = ["-map", "0:V:0", "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "file:/dev/fd/\(file.descriptor)"]
    try run(["-y"] + start + Movie.input(source) + output, files: [source, file])
    guard file.size > 0 else { throw MovieProblem("The movie has no picture at that moment.") }
    return file
  }

  /// All frames on one picture, 100 high and eight in a row, for scrubbing. Of a long movie, one out of so many that 480 rows do.
  /// - Parameter isWanted: asked about twice a second; with false the work is given up.
  public func tiles(of source: OpenFile, _ movie: Movie, isWanted: () -> Bool = { true }) throws(MovieProblem) -> OpenFile {
    let file = try newFile()
    let sheet = TileSheet(duration: movie.duration, rate: movie.rate, displayRatio: movie.displayRatio)
    let filter =
      "select='not(mod(n,\(sheet.step)))',scale=\(sheet.width):\(TileSheet.height),setsar=1,"
      + "tile=\(TileSheet.columns)x\(sheet.rows)"
    let output =
      ["-map", "0:V:0", "-vf", filter, "-vsync", "vfr", "-frames:v", "1", "-c:v", "png", "-compression_level", "1"]
      + ["-f", "image2pipe", "file:/dev/fd/\(file.descriptor)"]
    try run(["-y"] + Movie.input(source) + output, files: [source, file]) { _ in isWanted() }
    guard file.size > 0 else { throw MovieProblem("The movie has no picture.") }
    return file
  }

  func newFile() throws(MovieProblem) -> OpenFile {
    do { return try OpenFile(in: folder) } catch {
      throw MovieProblem("The server cannot work on movies at the moment.", details: "\(error)", isPassing: true)
    }
  }

  func run(
    _ arguments: [String], files: [OpenFile], fileSize: Int = 0, duration: Double = 0, _ progress: (Double) -> Bool = { _ in true }
  ) throws(MovieProblem) {
    var program = Program(name: "ffmpeg", arguments: ["-nostdin", "-hide_banner", "-v", "error"] + arguments, files: files)
    program.limits = Program.Limits(time: timeLimit, fileSize: fileSize, niceness: niceness)
    var done = 0.0
    let result: Program.Result
    do {
      result = try program.run(
        isWanted: { progress(done) },
        onLine: { line in
          // "out_time_us" is in microseconds, of the output that is behind most.
          guard line.hasPrefix("out_time_us="), let time = Double(line.dropFirst(12)), duration > 0 else { return }
          done = max(done, min(time / 1_000_000 / duration, 1))
        })
    } catch {
      throw MovieProblem(error)
    }
    guard result.isSuccess else { throw MovieProblem(result) }
    if result.complaints.contains("partial file") {
      throw MovieProblem("The file ends in the middle.", details: result.complaints)
    }
  }
}

/// How the frames of a movie are laid out on one picture (chapter 07, Movies; the real rate since 1.0.97).
struct TileSheet: Equatable {
  static let columns = 8
  static let height = 100
  private static let maxRows = 480
  /// Pixels of a cell.
  let width: Int
  let rows: Int
  /// One frame out of so many is on it.
  let step: Int

  init(duration: Double, rate: Double, displayRatio: Double) {
    let frames = max(Int(duration * rate), 1)
    width = Int((Double(Self.height) * displayRatio).rounded(.up))
    rows = min((frames + Self.columns - 1) / Self.columns, Self.maxRows)
    let cells = Self.columns * Self.maxRows
    step = rows == Self.maxRows ? (frames + cells - 1) / cells : 1
  }
}
