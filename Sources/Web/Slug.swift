import CShims

/// Names as files and addresses have them: `Le Héros (v2)` is `le_heros_v2` (contract chapter 07, Download name).
public enum Slug {
  /// Plain small letters and digits; each run of anything else is one `separator`, none at the ends.
  ///
  /// Letters of other alphabets are written as they are read. A comma between digits belongs to the number, and what is read as an
  /// apostrophe to its word; the one of ASCII parts words.
  public static func make(_ text: String, separator: Character = "-") -> String {
    var slug = ""
    slug.reserveCapacity(text.utf8.count)
    var isGap = false
    let bytes = plain(text)
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if isGap && !slug.isEmpty { slug.append(separator) }
        isGap = false
        slug.unicodeScalars.append(Unicode.Scalar(isCapital(byte) ? byte | 0x20 : byte))
      case UInt8(ascii: ",") where index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1]) && isDigit(bytes[index + 1]): continue
      case UInt8(ascii: "'"): continue
      default: isGap = true
      }
    }
    return slug
  }

  private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// In letters of ASCII; what has none stays.
  private static func plain(_ text: String) -> [UInt8] {
    var bytes = text.utf8.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "-") : $0 }
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    var result = [CChar](repeating: 0, count: bytes.count * 48 + 64)
    let count = bytes.withUnsafeBytes { shim_ascii($0.bindMemory(to: CChar.self).baseAddress, $0.count, &result, result.count) }
    bytes = result.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return bytes
  }
}
