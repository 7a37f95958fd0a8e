import Glibc

/// What movies are made to be: size, rate and bitrates, by the settings of an entity, its project and the studio (chapter 07, Movies).
public struct MovieTarget: Sendable, Equatable {
  /// Pixels, even.
  public let width: Int
  public let height: Int
  /// Frames a second, constant.
  public let rate: Double
  /// Bits a second.
  public var highBitrate = 28_000_000
  public var lowBitrate = 6_000_000

  /// - Parameters:
  ///   - resolutions: `1920x1080`, or `x540` for a height alone; the first that is one counts. Without any: 1080 high.
  ///   - rates: `25`, `23,976`; the first that is not empty counts. Without any: 25.
  ///   - movie: gives the width that a height alone has.
  /// - Throws: when the rate is no number, or none that a movie can have.
  public init(resolutions: [String?], rates: [String?], of movie: Movie) throws(MovieProblem) {
    let sizes = resolutions.lazy.compactMap { $0.flatMap { Self.size($0) } }
    let wanted = sizes.first ?? (width: nil, height: 1080)
    // The ratio of the raster, also of a picture whose pixels are not square: as the original does.
    width = Self.even(wanted.width ?? Int(Double(movie.width) / Double(movie.height) * Double(wanted.height)))
    height = Self.even(wanted.height)
    let text = rates.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? "25"
    guard let rate = Double(text.map { $0 == "," ? "." : String($0) }.joined()), rate.isFinite, (0.001...1000).contains(rate) else {
      throw MovieProblem("The frame rate of the project, \"\(text)\", is none that a movie can have.")
    }
    self.rate = rate
  }

  /// The low definition: 1280 wide in the same shape.
  public var lowHeight: Int { Self.even(Int(Double(height) / Double(width) * 1280)) }
  public static let lowWidth = 1280

  /// As ffmpeg takes it.
  var rateText: String { Self.text(rate) }

  static func text(_ number: Double) -> String {
    let thousandths = Int((number * 1000).rounded())
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }

  private static func even(_ number: Int) -> Int { max(number + number % 2, 2) }

  /// Three or four digits each; the width may be missing.
  private static func size(_ text: String) -> (width: Int?, height: Int)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let height = number(parts[1]) else { return nil }
    if parts[0].isEmpty { return (nil, height) }
    return number(parts[0]).map { ($0, height) }
  }

  private static func number(_ digits: Substring) -> Int? {
    (3...4).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }
}
