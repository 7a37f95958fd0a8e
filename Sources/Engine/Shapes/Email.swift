/// E-mail addresses, as far as their form goes (RFC 5321 §4.1.2, without quoted local parts and address literals).
package enum Email {
  package static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, isLocalPart(parts[0]) else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return labels.count >= 2 && labels.allSatisfy(isLabel) && labels.last?.contains { $0.isLetter } == true
  }

  private static func isLocalPart(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.value > 0x7F || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "!#$%&'*+-/=?^_`{|}~.".unicodeScalars.contains(scalar)
      }
  }

  private static func isLabel(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.count <= 63 && !text.hasPrefix("-") && !text.hasSuffix("-")
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.value > 0x7F || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
      }
  }
}
