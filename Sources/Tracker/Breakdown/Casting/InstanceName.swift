import Engine

/// Names of asset instances: `Tree_0001`.
enum InstanceName {
  /// The asset's name in plain letters and digits, and the number on four digits.
  static func make(of asset: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(slug(asset))_\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
  }

  /// Letters lose their marks; each run of anything else becomes one `_`, none at the ends.
  static func slug(_ text: String) -> String {
    var slug = ""
    var isGap = false
    for scalar in text.unicodeScalars where scalar.properties.generalCategory != .nonspacingMark {
      guard let letters = plain(scalar) else {
        isGap = true
        continue
      }
      if isGap && !slug.isEmpty { slug += "_" }
      isGap = false
      slug += letters
    }
    return slug
  }

  /// The letters of ASCII that stand for a Latin letter; nil for what is neither letter nor digit, or of another script.
  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? String(scalar) : nil }
    if scalar == "ß" { return "ss" }
    // Unicode names letters by what they are made of: LATIN SMALL LETTER E WITH ACUTE, LATIN CAPITAL LETTER AE.
    let words = (scalar.properties.name ?? "").split(separator: " ")
    guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER", words[3].count <= 2, words.count == 4 || words[4] == "WITH" else {
      return nil
    }
    return words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
  }
}
