/// The key of a metadata field's values in `data`, made of the name that people gave it (contract chapter 04, Algorithm 3).
enum FieldName {
  /// The name in small letters and digits of ASCII, with one `_` for each run of anything else: `Difficulty Level` is `difficulty_level`,
  /// `Été` is `ete`. Letters of other scripts become the number of their code point: `日` is `u65e5`.
  static func of(_ name: String) -> String {
    var field = ""
    var isSeparated = false
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      // `1,000` is one number.
      if scalar == ",", index > 0, isDigit(scalars[index - 1]), index + 1 < scalars.count, isDigit(scalars[index + 1]) { continue }
      guard let letters = letters(of: scalar) else {
        // An accent that follows its letter.
        if scalar.properties.generalCategory != .nonspacingMark { isSeparated = true }
        continue
      }
      if isSeparated, !field.isEmpty { field += "_" }
      isSeparated = false
      field += letters
    }
    return field
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// What stands for a letter or digit; nil for everything else.
  private static func letters(of scalar: Unicode.Scalar) -> String? {
    let properties = scalar.properties
    if scalar.isASCII { return properties.isAlphabetic || isDigit(scalar) ? String(scalar).lowercased() : nil }
    guard properties.isAlphabetic || properties.numericType != nil else { return nil }
    let words = (properties.name ?? "").split(separator: " ")
    if words.first == "LATIN", scalar.value == 0xDF || scalar.value == 0x1E9E { return "ss" }
    // LATIN SMALL LETTER E WITH ACUTE, LATIN SMALL LIGATURE OE, LATIN CAPITAL LETTER AE.
    if words.count >= 4, words[0] == "LATIN", ["LETTER", "LIGATURE"].contains(words[2]), words[3].count <= 2 {
      return words[3].lowercased()
    }
    if words.count >= 4, words[0] == "LATIN", let letter = special[words[3...].joined(separator: " ")] { return letter }
    return "u" + String(scalar.value, radix: 16)
  }

  private static let special = ["DOTLESS I": "i", "ETH": "d", "THORN": "th", "ENG": "ng", "LONG S": "s"]
}
