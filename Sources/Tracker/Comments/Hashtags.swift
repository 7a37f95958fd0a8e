/// Task types that a comment's text names: what it says is said on their tasks of the same entity too (contract chapter 06, Mentions and
/// hashtags).
struct Hashtags {
  private let names: Set<String>

  /// - Parameter text: `#` followed by ASCII letters; a name ends where they do.
  init(in text: String) {
    names = Set(text.split(separator: "#", omittingEmptySubsequences: false).dropFirst().map { Self.letters(of: $0) })
  }

  private static func letters(of text: Substring) -> String {
    String(text.unicodeScalars.prefix { $0.isASCII && $0.properties.isAlphabetic }).lowercased()
  }

  var isEmpty: Bool { names.isEmpty }

  /// Is a task of this type named? - Parameter own: the type of the task that is commented.
  func name(_ type: String, besides own: String) -> Bool {
    type != own && (names.contains("all") || names.contains(type.lowercased()))
  }
}
