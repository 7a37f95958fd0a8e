/// A colour as the browser's drawings name it (CSS Color Level 4, the parts that the web app uses). Each from 0 to 1.
struct Colour: Equatable {
  let red: Double
  let green: Double
  let blue: Double
  var alpha = 1.0

  static let black = Colour(red: 0, green: 0, blue: 0)

  init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
  }

  /// - Returns: nil for none: an empty text, `transparent`, and what is no colour.
  init?(_ text: String?) {
    let text = (text ?? "").lowercased().filter { !$0.isWhitespace }
    if text.hasPrefix("#") {
      self.init(hex: text.dropFirst())
    } else if let open = text.firstIndex(of: "("), text.hasPrefix("rgb"), text.last == ")" {
      self.init(parts: text[text.index(after: open)...].dropLast().split(whereSeparator: { $0 == "," || $0 == "/" }))
    } else if let hex = Self.names[text] {
      self.init(hex: hex[...])
    } else {
      return nil
    }
  }

  /// `rgb`, `rgba`, `rrggbb`, `rrggbbaa`
  private init?(hex: Substring) {
    let digits = hex.count < 6 ? hex.flatMap { [$0, $0] } : Array(hex)
    guard [6, 8].contains(digits.count), let number = UInt32(String(digits), radix: 16) else { return nil }
    let bytes = stride(from: (digits.count - 2) * 4, through: 0, by: -8).map { Double(number >> UInt32($0) & 0xFF) / 255 }
    self.init(red: bytes[0], green: bytes[1], blue: bytes[2], alpha: bytes.count > 3 ? bytes[3] : 1)
  }

  private init?(parts: [Substring]) {
    let numbers = parts.compactMap { $0.hasSuffix("%") ? Double($0.dropLast()).map { $0 * 2.55 } : Double($0) }
    guard numbers.count == parts.count, (3...4).contains(numbers.count), numbers.allSatisfy(\.isFinite) else { return nil }
    func part(_ number: Double) -> Double { min(max(number / 255, 0), 1) }
    let alpha = numbers.count < 4 ? 1 : parts[3].hasSuffix("%") ? numbers[3] / 255 : numbers[3]
    self.init(red: part(numbers[0]), green: part(numbers[1]), blue: part(numbers[2]), alpha: min(max(alpha, 0), 1))
  }

  private static let names = [
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000", "red": "ff0000",
    "purple": "800080", "fuchsia": "ff00ff", "magenta": "ff00ff", "green": "008000", "lime": "00ff00", "olive": "808000",
    "yellow": "ffff00", "navy": "000080", "blue": "0000ff", "teal": "008080", "aqua": "00ffff", "cyan": "00ffff", "orange": "ffa500",
    "pink": "ffc0cb", "brown": "a52a2a", "gold": "ffd700", "violet": "ee82ee", "indigo": "4b0082", "turquoise": "40e0d0",
    "salmon": "fa8072", "coral": "ff7f50", "crimson": "dc143c", "tomato": "ff6347", "khaki": "f0e68c", "orchid": "da70d6",
    "darkred": "8b0000", "darkgreen": "006400", "darkblue": "00008b", "darkorange": "ff8c00", "lightblue": "add8e6",
    "lightgreen": "90ee90", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "darkgray": "a9a9a9", "darkgrey": "a9a9a9",
    "deeppink": "ff1493", "hotpink": "ff69b4", "skyblue": "87ceeb", "royalblue": "4169e1", "steelblue": "4682b4",
    "limegreen": "32cd32", "forestgreen": "228b22", "chocolate": "d2691e", "tan": "d2b48c", "beige": "f5f5dc", "ivory": "fffff0",
  ]
}
