/// Why there is no picture, in an artist's words.
public enum PictureProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nothing of it is a picture of the formats that are read.
  case notAPicture
  /// It would have more pixels than the studio allows.
  case tooLarge(width: Int, height: Int, limit: Int)
  /// It begins like a picture, and then something is wrong or missing. With the library's words, for the log.
  case damaged(String)
  /// The result could not be written: what the library said, for the log.
  case notWritten(String)

  public var description: String {
    switch self {
    case .notAPicture: "Uploaded file is not a readable picture."
    case .tooLarge(let width, let height, let limit):
      "The picture has \(width) × \(height) pixels; at most \(limit) are accepted together."
    case .damaged: "The picture is damaged, or its end is missing."
    case .notWritten: "The picture could not be stored."
    }
  }
}
