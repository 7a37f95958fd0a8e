import CPango
import Web

/// A line as the browser's drawings have it: `[["M", 1, 2], ["L", 3, 4]]`, or the text of an SVG path (SVG 1.1 §8.3) with the commands
/// M, L, Q, C and Z.
struct DrawnPath {
  enum Step: Equatable {
    case move(Point)
    case line(Point)
    case quadratic(Point, Point)
    case cubic(Point, Point, Point)
    case close
  }

  struct Point: Equatable {
    let x: Double
    let y: Double
  }

  private(set) var steps: [Step] = []

  init(_ json: JSON) {
    switch json {
    case .array(let commands):
      for command in commands {
        guard let parts = command.array, let letter = parts.first?.text else { continue }
        add(letter, parts.dropFirst().map(\.double))
      }
    case .text(let text):
      var letter = ""
      var numbers: [Double?] = []
      for token in Self.tokens(text) {
        if token.first?.isLetter == true {
          add(letter, numbers)
          (letter, numbers) = (String(token), [])
        } else {
          numbers.append(Double(token))
        }
      }
      add(letter, numbers)
    default: break
    }
  }

  /// A letter, or a number.
  private static func tokens(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isLetter {
        tokens.append(rest.prefix(1))
        rest = rest.dropFirst()
      } else if first.isNumber || "+-.".contains(first) {
        let number = rest.dropFirst().prefix { $0.isNumber || $0 == "." || $0 == "e" }
        tokens.append(rest[..<number.endIndex])
        rest = rest[number.endIndex...]
      } else {
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  /// Numbers that go on after a command repeat it; those after a move are lines.
  private mutating func add(_ letter: String, _ numbers: [Double?]) {
    let numbers = numbers.compactMap { $0 }.filter(\.isFinite)
    let points = stride(from: 0, to: numbers.count - 1, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    switch letter.uppercased() {
    case "M": steps += points.enumerated().map { $0 == 0 ? .move($1) : .line($1) }
    case "L": steps += points.map { .line($0) }
    case "Q": for start in stride(from: 0, to: points.count - 1, by: 2) { steps.append(.quadratic(points[start], points[start + 1])) }
    case "C":
      for start in stride(from: 0, to: points.count - 2, by: 3) {
        steps.append(.cubic(points[start], points[start + 1], points[start + 2]))
      }
    case "Z": steps.append(.close)
    default: break
    }
  }

  /// Every point that a step names.
  var points: [Point] {
    steps.flatMap { step -> [Point] in
      switch step {
      case .move(let end), .line(let end): [end]
      case .quadratic(let control, let end): [control, end]
      case .cubic(let first, let second, let end): [first, second, end]
      case .close: []
      }
    }
  }

  func trace(on context: OpaquePointer) {
    var last = Point(x: 0, y: 0)
    for step in steps {
      switch step {
      case .move(let end):
        cairo_move_to(context, end.x, end.y)
        last = end
      case .line(let end):
        cairo_line_to(context, end.x, end.y)
        last = end
      case .quadratic(let control, let end):
        // The same curve with two controls.
        cairo_curve_to(
          context, last.x + (control.x - last.x) * 2 / 3, last.y + (control.y - last.y) * 2 / 3, end.x + (control.x - end.x) * 2 / 3,
          end.y + (control.y - end.y) * 2 / 3, end.x, end.y)
        last = end
      case .cubic(let first, let second, let end):
        cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
        last = end
      case .close: cairo_close_path(context)
      }
    }
  }
}

extension JSON {
  /// A finite number, also as a text; nil for everything else.
  var double: Double? {
    let number: Double? =
      switch self {
      case .integer(let number): Double(number)
      case .number(let number): number
      case .text(let text): Double(text)
      default: nil
      }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
