/// Why there is no movie: for the artist in a sentence, for the sysadmin in the program's last words.
public struct MovieProblem: Error, Sendable, Equatable, CustomStringConvertible {
  public let reason: String
  public let details: String
  /// Is the file innocent of it? Then it may go better another time.
  public let isPassing: Bool

  public init(_ reason: String, details: String = "", isPassing: Bool = false) {
    self.reason = reason
    self.details = details
    self.isPassing = isPassing
  }

  public var description: String { details.isEmpty ? reason : "\(reason)\n\(details)" }

  init(_ problem: Program.Problem) {
    switch problem {
    case .notStarted(let reason): self.init("The server cannot work on movies at the moment.", details: reason, isPassing: true)
    case .tooLong(let seconds): self.init("Making the movie took longer than the \(seconds / 60) minutes it may take.")
    case .notWanted: self.init("The work was given up.", isPassing: true)
    }
  }

  /// - Parameter result: of a program that did not end well.
  init(_ result: Program.Result) {
    let words = result.complaints
    let known: [(String, String)] = [
      ("Format not on whitelist", "Files of this kind are not accepted as movies."),
      ("moov atom not found", "The file is not a movie, or its end is missing."),
      ("Invalid data found when processing input", "The file is not a movie, or it is damaged."),
      ("No space left on device", "The server has no room left for the movie."),
      ("Cannot allocate memory", "The movie is too large to be worked on."),
      ("does not contain any stream", "The movie has no picture track."),
      ("Decoder (codec none)", "The movie is in a format that cannot be read here."),
      ("Unknown decoder", "The movie is in a format that cannot be read here."),
    ]
    if result.signal == 9 || result.signal == 15 {
      // Somebody ended it, or the system that had no memory left.
      self.init("The program that makes the movie was ended.", details: Self.lastLines(words, status: result.status), isPassing: true)
      return
    }
    let reason =
      result.signal == 25
      ? "The movie would be larger than it may be." : known.first { words.contains($0.0) }?.1 ?? "The movie could not be converted."
    self.init(reason, details: Self.lastLines(words, status: result.status))
  }

  private static func lastLines(_ text: String, status: Int32) -> String {
    let lines = text.split(whereSeparator: \.isNewline).suffix(12).joined(separator: "\n")
    return lines.isEmpty ? "ended with status \(status >> 8), signal \(status & 0x7F)" : lines
  }
}
