import Web

/// The words of a search: all but the last are looked for whole, the last one as the beginning of a word (contract chapter 04, Algorithm 8).
struct SearchQuery: Equatable {
  /// Characters of a word that are kept; as many as its table has.
  static let longest = 40

  let whole: [String]
  /// Nil when the text holds no word.
  let beginning: String?

  /// - Parameter text: runs of letters and digits are words, everything else stands between them.
  init(_ text: String) {
    var words = text.unicodeScalars.split { !$0.isPartOfWord }.map { String(String.UnicodeScalarView($0.prefix(Self.longest))) }
    beginning = words.popLast()
    whole = words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension Unicode.Scalar {
  fileprivate var isPartOfWord: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
