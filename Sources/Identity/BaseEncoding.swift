/// Bytes as text, a fixed number of bits to a character (RFC 4648): what Base32 and Base64 have in common. Without padding.
struct BaseEncoding: Sendable {
  private let alphabet: [UInt8]
  /// Of a character, 0xFF for those that are not of the alphabet.
  private let values: [UInt8]
  /// Bits to a character.
  private let width: Int

  /// - Parameter alphabet: 32 or 64 characters.
  init(_ alphabet: String) {
    self.alphabet = Array(alphabet.utf8)
    width = self.alphabet.count.trailingZeroBitCount
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in self.alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    self.values = values
  }

  func encode(_ bytes: some Collection<UInt8>) -> String {
    let mask = UInt32(alphabet.count - 1)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 8 + width - 1) / width)
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= width {
        bits -= width
        text.append(alphabet[Int(buffer >> UInt32(bits) & mask)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(width - bits) & mask)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil when a character is not of the alphabet or the length is impossible.
  func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.underestimatedCount * width / 8)
    var buffer: UInt32 = 0
    var bits = 0
    for character in text {
      let value = values[Int(character)]
      guard value != 0xFF else { return nil }
      buffer = buffer << UInt32(width) | UInt32(value)
      bits += width
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    // A whole character that belongs to no byte.
    return bits < width ? bytes : nil
  }
}

/// Base64 with the URL alphabet (RFC 4648 §5), as JSON Web Tokens use it.
public enum Base64URL {
  private static let encoding = BaseEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  public static func encode(_ bytes: some Collection<UInt8>) -> String { encoding.encode(bytes) }

  /// Nil when a character is not of the alphabet or the length is impossible.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? { encoding.decode(text.utf8) }
}

/// Base32 (RFC 4648 §6), as secrets of authenticator apps are written: capital letters, padding optional.
enum Base32 {
  private static let encoding = BaseEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  static func encode(_ bytes: [UInt8]) -> String { encoding.encode(bytes) }

  static func decode(_ text: String) -> [UInt8]? { encoding.decode(text.utf8.filter { $0 != UInt8(ascii: "=") }) }
}
