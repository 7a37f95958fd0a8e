/// A path with places for names, as file trees have it: `<Project>/shots/<Sequence>/<Shot.id>` (contract chapter 07, File tree language).
struct TreeTemplate: Equatable {
  enum Piece: Equatable {
    case literal(String)
    /// `<Tag>` or `<Tag.field>`; the field is empty where none is named.
    case tag(String, field: String)
  }

  let pieces: [Piece]

  /// Reads a template in one pass. What stands between brackets is a tag when it is made of letters, digits, `_` and dots; anything else is
  /// part of the path. Of several fields the first counts.
  init(_ text: String) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      literal += rest[..<open]
      let body = rest[rest.index(after: open)...]
      let words = body.prefix { Self.isWord($0) || $0 == "." }
      guard words.endIndex < rest.endIndex, rest[words.endIndex] == ">" else {
        literal += "<\(words)"
        rest = rest[words.endIndex...]
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = ""
      let names = words.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
      pieces.append(.tag(String(names.first ?? ""), field: String(names.dropFirst().first ?? "")))
      rest = rest[rest.index(after: words.endIndex)...]
    }
    literal += rest
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
}
