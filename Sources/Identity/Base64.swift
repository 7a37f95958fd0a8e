/// Base64 with the usual alphabet (RFC 4648 §4), as XML documents and forms carry it.
enum Base64 {
  static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text = Array(Base64URL.encode(bytes).utf8)
    for index in text.indices {
      if text[index] == UInt8(ascii: "-") { text[index] = UInt8(ascii: "+") }
      if text[index] == UInt8(ascii: "_") { text[index] = UInt8(ascii: "/") }
    }
    text += [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
    return String(decoding: text, as: UTF8.self)
  }

  /// Blanks and line ends are passed over. Nil for what has other characters.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var characters: [UInt8] = []
    characters.reserveCapacity(text.utf8.count)
    var padding = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): continue
      case UInt8(ascii: "="): padding += 1
      case _ where padding > 0: return nil
      case UInt8(ascii: "+"): characters.append(UInt8(ascii: "-"))
      case UInt8(ascii: "/"): characters.append(UInt8(ascii: "_"))
      case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
      default: characters.append(byte)
      }
    }
    guard padding <= 2 else { return nil }
    return Base64URL.decode(String(decoding: characters, as: UTF8.self))
  }
}
