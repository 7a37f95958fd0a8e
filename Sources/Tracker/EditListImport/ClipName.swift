/// How an editor names the clips of shots: `${project_name}_${sequence_name}-${shot_name}` (contract chapter 08, Edit lists).
struct ClipName: Sendable {
  /// A part of a name.
  enum Part: String, CaseIterable, Sendable {
    case project = "project_name"
    case episode = "episode_name"
    case sequence = "sequence_name"
    case shot = "shot_name"
  }

  private enum Piece: Sendable {
    case text([Character])
    case part(Part)
  }

  /// A convention with a name that is no part.
  struct Unknown: Error { let name: String }

  private let pieces: [Piece]

  init(_ convention: String) throws(Unknown) {
    var pieces: [Piece] = []
    var rest = convention[...]
    while let dollar = rest.firstIndex(of: "$") {
      if dollar > rest.startIndex { pieces.append(.text(Array(rest[..<dollar]))) }
      rest = rest[rest.index(after: dollar)...]
      let isBraced = rest.first == "{"
      if isBraced { rest = rest.dropFirst() }
      let name = rest.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
      guard let part = Part(rawValue: String(name)) else { throw Unknown(name: String(name)) }
      rest = rest.dropFirst(name.count)
      if isBraced {
        guard rest.first == "}" else { throw Unknown(name: String(name)) }
        rest = rest.dropFirst()
      }
      pieces.append(.part(part))
    }
    if !rest.isEmpty { pieces.append(.text(Array(rest))) }
    self.pieces = pieces
  }

  func has(_ part: Part) -> Bool {
    pieces.contains { if case .part(part) = $0 { true } else { false } }
  }

  /// What the clip of a shot is called.
  func name(_ parts: [Part: String]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): String(text)
      case .part(let part): parts[part] ?? ""
      }
    }.joined()
  }

  /// The parts of a clip's name; nil when it does not begin as the convention says. Each part takes as many letters, digits and underscores
  /// as it can; of one that occurs twice the last counts.
  func parts(of name: String) -> [Part: String]? {
    let letters = Array(name)
    // Where a rest of the convention is known not to fit: otherwise a long name could be tried in billions of ways.
    var dead: Set<[Int]> = []
    func match(_ piece: Int, _ start: Int) -> [Part: String]? {
      if piece == pieces.count { return [:] }
      if dead.contains([piece, start]) { return nil }
      switch pieces[piece] {
      case .text(let text):
        if letters[start...].starts(with: text), let rest = match(piece + 1, start + text.count) { return rest }
      case .part(let part):
        var end = start
        while end < letters.count, letters[end] == "_" || letters[end].isLetter || letters[end].isNumber { end += 1 }
        while end > start {
          if let rest = match(piece + 1, end) { return rest.merging([part: String(letters[start..<end])]) { later, _ in later } }
          end -= 1
        }
      }
      dead.insert([piece, start])
      return nil
    }
    return match(0, 0)
  }
}
