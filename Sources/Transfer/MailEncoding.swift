/// Text in a header (RFC 2047): as it is when it is plain ASCII, else in encoded words, in lines of at most 76 characters.
enum EncodedWords {
  /// - Parameter name: of the header, which takes room in the first line.
  static func encode(_ text: String, in name: String = "") -> String {
    // A line break would begin another header.
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    let isPlain = line.utf8.allSatisfy { $0 < 0x80 && !"\"()<>@,;:\\[]=?".utf8.contains($0) } && line.utf8.count <= 60
    if isPlain { return line }
    var words: [String] = [""]
    for scalar in line.unicodeScalars {
      let encoded = encode(scalar)
      // "=?utf-8?Q?" and "?=" take twelve; before them stands the name, a colon and a blank, or the blank of a line that goes on.
      let room = words.count == 1 ? 62 - name.utf8.count : 63
      if words[words.count - 1].utf8.count + encoded.utf8.count > room { words.append("") }
      words[words.count - 1] += encoded
    }
    return words.map { "=?utf-8?Q?\($0)?=" }.joined(separator: "\r\n ")
  }

  /// §4.2 (3): letters and digits may stand everywhere, `_` is a blank.
  private static func encode(_ scalar: Unicode.Scalar) -> String {
    if scalar == " " { return "_" }
    if scalar.isASCII, scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return String(scalar) }
    return scalar.utf8.map(QuotedPrintable.escape).joined()
  }
}

/// RFC 2045 §6.7: lines of at most 76 characters, everything but plain ASCII as `=XX`.
enum QuotedPrintable {
  static func encode(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line(String($0)) }.joined(separator: "\r\n")
  }

  static func escape(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF")
    return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }

  private static func line(_ text: String) -> String {
    var lines = ""
    var width = 0
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
      // A blank at the end of a line could get lost on the way; a lone dot would end the message for a careless server.
      let isKept = (isPlain && !(byte == UInt8(ascii: ".") && width == 0)) || (isBlank && index + 1 < bytes.count)
      let piece = isKept ? String(Unicode.Scalar(byte)) : escape(byte)
      if width + piece.utf8.count > 75 {
        lines += "=\r\n"
        width = 0
      }
      lines += piece
      width += piece.utf8.count
    }
    return lines
  }
}
