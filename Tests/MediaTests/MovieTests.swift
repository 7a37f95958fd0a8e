import Glibc
import Testing
import Web

@testable import Media

@Suite(.serialized) struct MovieTests {
  private static let picture = "-f lavfi -i testsrc2=size=320x180:rate=24:duration=1"
  private static let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"
  private static func sound(_ seconds: Double, _ channels: Int = 1) -> String {
    "-f lavfi -i sine=frequency=440:duration=\(seconds) -c:a aac -ac \(channels)"
  }

  private let maker: MovieMaker = {
    var maker = MovieMaker(folder: Samples.folder)
    maker.preset = "ultrafast"
    return maker
  }()

  private func target(_ movie: Movie, _ resolution: String? = "640x360", _ rate: String? = "25") throws -> MovieTarget {
    try MovieTarget(resolutions: [resolution], rates: [rate], of: movie)
  }

  // MARK: What a movie is

  @Test func facts() throws {
    let file = try Samples.make(Self.picture, Self.sound(1, 6), Self.h264, "-f mp4")
    let movie = try Movie(file)
    #expect([movie.width, movie.height, movie.channels] == [320, 180, 6])
    #expect(movie.duration == 1 && movie.hasTrackDuration && movie.rate == 24 && movie.audioIndex == 0)
  }

  @Test(arguments: ["matroska", "webm"]) func withoutTrackDuration(container: String) throws {
    let codec = container == "webm" ? "-c:v libvpx" : Self.h264
    let file = try Samples.make(Self.picture, codec, "-f \(container)")
    let movie = try Movie(file)
    #expect(!movie.hasTrackDuration && abs(movie.duration - 1) < 0.1)
  }

  /// As a browser records: the length is nowhere in the file.
  @Test func withoutAnyDuration() throws {
    let file = try Samples.make(Self.picture, "-c:v libvpx -live 1 -f webm")
    let movie = try Movie(file)
    #expect(abs(movie.duration - 1) < 0.1)
  }

  @Test func refused() throws {
    let script = "ffconcat version 1.0\nfile /etc/passwd\n"
    let list = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    for text in ["", "hello", script, list] {
      #expect(throws: MovieProblem.self) { try Movie(Samples.file(Array(text.utf8))) }
    }
    let reason = #expect(throws: MovieProblem.self) { try Movie(Samples.file(Array(list.utf8))) }?.reason
    #expect(reason == "Files of this kind are not accepted as movies.")
    let soundOnly = try Samples.make(Self.sound(1), "-f mp4")
    #expect(#expect(throws: MovieProblem.self) { try Movie(soundOnly) }?.reason == "The movie has no picture track.")
    let whole = Samples.bytes(try Samples.make(Self.picture, Self.h264, "-f mp4"))
    let cut = try Samples.file(Array(whole.prefix(whole.count / 2)))
    #expect(#expect(throws: MovieProblem.self) { try Movie(cut) }?.reason == "The file is not a movie, or its end is missing.")
  }

  // MARK: What it is made to be

  @Test(arguments: [
    ("1920x1080", 1920, 1080, 720), ("x540", 960, 540, 720), ("1001x501", 1002, 502, 642), ("", 1920, 1080, 720), ("x54", 1920, 1080, 720),
    ("12345x100", 1920, 1080, 720), ("abcx100", 1920, 1080, 720),
  ])
  func sizes(resolution: String, width: Int, height: Int, low: Int) throws {
    let file = try Samples.make("-f lavfi -i testsrc2=size=640x360:duration=0.2", Self.h264, "-f mp4")
    let target = try MovieTarget(resolutions: [nil, resolution], rates: [nil, "23,976"], of: Movie(file))
    #expect([target.width, target.height, target.lowHeight] == [width, height, low])
    #expect(target.rateText == "23.976")
    #expect(throws: MovieProblem.self) { try MovieTarget(resolutions: [], rates: ["abc"], of: Movie(file)) }
  }

  private func made(_ file: OpenFile, resolution: String? = "640x360", rate: String? = "25") throws -> (high: Movie, low: Movie) {
    let movie = try Movie(file)
    let made = try maker.normalise(file, movie, to: target(movie, resolution, rate))
    let high = try #require(made.high)
    let low = try #require(made.low)
    return (try Movie(high), try Movie(low))
  }

  @Test(arguments: [
    "\(picture) \(h264) -f mp4", "\(picture) \(sound(0.3)) \(h264) -f mp4", "\(picture) \(sound(1, 2)) \(h264) -f mov",
    "\(picture) \(sound(1, 6)) \(h264) -f matroska", "\(picture) -c:v libvpx -f webm", "\(picture) -c:v libvpx -live 1 -f webm",
    "\(picture) \(h264) -f matroska", "\(picture) -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le -f mov", "\(picture) -c:v mpeg4 -f avi",
    "\(picture) -c:v wmv2 -f asf", "\(picture) -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -f mp4",
    "\(picture) -c:v libx264 -preset ultrafast -g 1000 -bf 3 -pix_fmt yuv420p -f mp4", "\(picture) -r 120 \(h264) -f mp4",
    "\(picture) -r 30000/1001 \(h264) -f mp4", "\(picture) -r 12 \(h264) -f mp4",
  ])
  func ofTheTrade(arguments: String) throws {
    let sample = try Samples.make(arguments)
    let length = try Movie(sample).duration
    let (high, low) = try made(sample)
    #expect([high.width, high.height, low.width, low.height] == [640, 360, 1280, 720])
    #expect(high.rate == 25 && low.rate == 25)
    #expect(abs(high.duration - length) <= 0.081 && abs(low.duration - length) <= 0.081)
    #expect(high.audioIndex == 0)
  }

  @Test func soundKeepsItsLength() throws {
    let (high, _) = try made(try Samples.make(Self.picture, Self.sound(2), Self.h264, "-f mp4"))
    #expect(abs(high.duration - 1) < 0.01 && high.channels == 1)
  }

  @Test func singleFrame() throws {
    let (high, _) = try made(try Samples.make("-f lavfi -i testsrc2=size=320x180:rate=24 -frames:v 1", Self.h264, "-f mp4"))
    #expect(abs(high.duration - 0.04) < 0.001)
  }

  /// Pixels twice as wide as high: 640 × 180 as it is shown, in the shape of its raster.
  @Test func pixelsThatAreNotSquare() throws {
    let (high, _) = try made(try Samples.make(Self.picture, "-vf setsar=2", Self.h264, "-f mp4"), resolution: "x540")
    #expect([high.width, high.height] == [960, 540] && high.displayRatio == 960.0 / 540)
  }

  @Test func cutInTheMiddle() throws {
    let whole = Samples.bytes(try Samples.make("-f lavfi -i testsrc2=size=320x180:duration=4", Self.h264, "-movflags +faststart -f mp4"))
    let cut = try Samples.file(Array(whole.prefix(whole.count * 2 / 3)))
    let problem = #expect(throws: MovieProblem.self) { try made(cut) }
    #expect(problem?.reason == "The file ends in the middle.")
    #expect(problem?.details.isEmpty == false)
  }

  @Test func progressAndEnd() throws {
    let file = try Samples.make("-f lavfi -i testsrc2=size=640x360:rate=25:duration=20", Self.h264, "-f mp4")
    let movie = try Movie(file)
    var seen: [Double] = []
    _ = try maker.normalise(file, movie, to: target(movie), makesLow: false) { part in
      seen.append(part)
      return true
    }
    #expect(seen == seen.sorted() && (seen.last ?? 0) > 0.2)
    #expect(throws: MovieProblem.self) { try maker.normalise(file, movie, to: target(movie)) { _ in false } }
    var hasty = maker
    hasty.timeLimit = 0
    #expect(throws: MovieProblem.self) { try hasty.normalise(file, movie, to: target(movie)) }
  }

  // MARK: Pictures of it

  @Test func frames() throws {
    let file = try Samples.make(Self.picture, Self.h264, "-f mp4")
    let first = try Picture(try maker.frame(of: file), formats: [.png], limit: 1_000_000)
    #expect([first.width, first.height] == [320, 180])
    #expect(try Samples.bytes(maker.frame(of: file, at: 0.5)) != Samples.bytes(maker.frame(of: file)))
    #expect(throws: MovieProblem.self) { try maker.frame(of: file, at: 5) }
  }

  @Test func tiles() throws {
    let file = try Samples.make("-f lavfi -i testsrc2=size=640x360:rate=25:duration=1", Self.h264, "-f mp4")
    let sheet = try Picture(maker.tiles(of: file, Movie(file)), formats: [.png], limit: 10_000_000)
    #expect([sheet.width, sheet.height] == [1424, 400])
  }

  @Test func tileSheets() {
    #expect(TileSheet(duration: 1, rate: 25, displayRatio: 16.0 / 9) == TileSheet(duration: 1.01, rate: 25, displayRatio: 16.0 / 9))
    let short = TileSheet(duration: 2, rate: 24000.0 / 1001, displayRatio: 16.0 / 9)
    #expect([short.width, short.rows, short.step] == [178, 6, 1])
    let long = TileSheet(duration: 600, rate: 25, displayRatio: 1)
    #expect([long.width, long.rows, long.step] == [100, 480, 4])
    #expect(TileSheet(duration: 0, rate: 25, displayRatio: 1).rows == 1)
  }
}
