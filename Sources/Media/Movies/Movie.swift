import Web

/// What ffprobe says of a movie.
public struct Movie: Sendable, Equatable {
  /// Pixels of its raster, before a rotation and whatever shape they have.
  public let width: Int
  public let height: Int
  /// Seconds of the picture track, else of the file. 0 when neither is known.
  public let duration: Double
  /// Was the duration of the picture track known (chapter 07, Movies, step 2)?
  public let hasTrackDuration: Bool
  /// Frames a second.
  public let rate: Double
  /// Width by height of the picture as it is shown.
  public let displayRatio: Double
  /// Place of the picture track among those of its kind: posters and stills come before or after it.
  let videoIndex: Int
  /// Place of the sound track with the most channels among those of its kind; nil for a silent movie.
  let audioIndex: Int?
  let channels: Int

  /// Containers that hold all they need: none that refers to other files (HLS, DASH, concat scripts, image sequences).
  static let containers = "mov,matroska,webm,avi,asf,mpegts,mpeg,flv,ogg,mxf"
  /// Opens that file, and nothing else.
  static func input(_ file: OpenFile) -> [String] {
    ["-protocol_whitelist", "file", "-format_whitelist", containers, "-i", "file:/dev/fd/\(file.descriptor)"]
  }

  /// Looks into an open file.
  /// - Parameter isMeasured: is a file that does not say how long it is read to its end?
  public init(_ file: OpenFile, isMeasured: Bool = true) throws(MovieProblem) {
    let document = try Self.probe(file, ["-show_streams", "-show_format", "-of", "json"])
    guard let json = try? JSON.parse(document) else { throw MovieProblem("The file is not a movie, or it is damaged.") }
    let streams = json["streams"].array ?? []
    let videos = streams.filter { $0["codec_type"].text == "video" }
    // A poster is a picture track too, of one frame.
    let video = videos.enumerated().first { $0.element["disposition"]["attached_pic"].integer != 1 }
    guard let video, let width = Self.integer(video.element["width"]), let height = Self.integer(video.element["height"]), width > 0,
      height > 0
    else {
      throw MovieProblem("The movie has no picture track.")
    }
    self.width = width
    self.height = height
    videoIndex = video.offset
    let track = video.element["duration"].text.flatMap { Double($0) } ?? 0
    hasTrackDuration = track > 0
    let container = json["format"]["duration"].text.flatMap { Double($0) } ?? 0
    duration = try track > 0 ? track : container > 0 ? container : isMeasured ? Self.lastMoment(file, videoIndex) : 0
    rate = Self.ratio(video.element["r_frame_rate"].text, separator: "/") ?? 25
    let pixel = Self.ratio(video.element["sample_aspect_ratio"].text, separator: ":") ?? 1
    displayRatio = Self.ratio(video.element["display_aspect_ratio"].text, separator: ":") ?? Double(width) / Double(height) * pixel
    let sounds = streams.filter { $0["codec_type"].text == "audio" }.map { Self.integer($0["channels"]) ?? 0 }
    channels = sounds.max() ?? 0
    audioIndex = channels > 0 ? sounds.firstIndex(of: channels) : nil
  }

  private static func integer(_ json: JSON) -> Int? { json.integer.flatMap { Int(exactly: $0) } }

  private static func probe(_ file: OpenFile, _ arguments: [String]) throws(MovieProblem) -> [UInt8] {
    var program = Program(name: "ffprobe", arguments: ["-v", "error"] + arguments + input(file), files: [file])
    program.limits.time = 120
    let result: Program.Result
    do { result = try program.run() } catch { throw MovieProblem(error) }
    guard result.isSuccess else { throw MovieProblem(result) }
    return result.output
  }

  /// The end of the last packet, of files that do not say how long they are.
  private static func lastMoment(_ file: OpenFile, _ video: Int) throws(MovieProblem) -> Double {
    let packets = try probe(
      file, ["-select_streams", "v:\(video)", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=print_section=0"])
    return String(decoding: packets, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: ",").compactMap { Double($0) }.reduce(0, +)
    }.max() ?? 0
  }

  /// `30000/1001`, `16:9`; nil when it is not known.
  private static func ratio(_ text: String?, separator: Character) -> Double? {
    let parts = (text ?? "").split(separator: separator).compactMap { Double($0) }
    return parts.count == 2 && parts[0] > 0 && parts[1] > 0 ? parts[0] / parts[1] : nil
  }
}
