import Engine

/// The words of a mail in one language. `{name}` is replaced by a value.
///
/// A line is a paragraph, but for `!code`, the code in large letters; `!link` followed by words, a button with those words; and `!quote`,
/// the text of a comment.
struct MailTemplate {
  let subject: String
  let title: String
  let lines: [String]
}

/// The languages that mails are written in.
enum MailLanguage: String {
  case english = "en"
  case french = "fr"

  /// - Parameter locale: as `fr_FR`; other languages get English.
  init(locale: String?) { self = locale?.lowercased().hasPrefix("fr") == true ? .french : .english }

  /// - Returns: the template; every mail has one in every language (a test counts them).
  func template(_ mail: Mail) -> MailTemplate? {
    switch self {
    case .english: Self.englishTemplates[mail]
    case .french: Self.frenchTemplates[mail]
    }
  }

  /// Who sends it, below every mail.
  var signature: String {
    switch self {
    case .english: "The {organisation} team"
    case .french: "L’équipe de {organisation}"
    }
  }

  /// A moment as people write it: `November 21, 2026, 22:14`, `21 novembre 2026 à 22:14`.
  func format(_ time: LocalTime) -> String {
    let clock = "\(time.hour < 10 ? "0" : "")\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)"
    switch self {
    case .english: return "\(Self.englishMonths[time.month - 1]) \(time.day), \(time.year), \(clock)"
    case .french: return "\(time.day) \(Self.frenchMonths[time.month - 1]) \(time.year) à \(clock)"
    }
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
  ]
}
