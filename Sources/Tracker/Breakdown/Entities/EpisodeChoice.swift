import Engine
import Web

/// Which episode somebody asks for, where clients have a word for all of them and one for none.
enum EpisodeChoice {
  /// What belongs to no episode.
  case main
  case all
  case of(ID)

  /// - Throws: 400 for what is no id.
  init(_ text: String) throws {
    self = try EpisodeChoice(text, or: Failure.parameter("Invalid UUID value: \(text)")) { ID($0) }
  }

  /// - Parameters:
  ///   - refusal: for what is no id.
  ///   - read: reads an id in the notations that are taken.
  init(_ text: String, or refusal: @autoclosure () -> Failure, _ read: (String) -> ID?) throws(Failure) {
    switch text {
    case "main": self = .main
    case "all": self = .all
    default:
      guard let id = read(text) else { throw refusal() }
      self = .of(id)
    }
  }
}

extension Step where Value == EpisodeChoice {
  /// The episode that the path names, which need not exist. - Throws: 404 for what is no id.
  static var episode: Step {
    Step<String>.text("episode_id").map { _, text in
      try EpisodeChoice(text, or: Failure.notFound("There is no such episode.")) { ID($0) }
    }
  }
}
