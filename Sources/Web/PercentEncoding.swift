/// Percent-encoding of paths and queries (RFC 3986 §2.1; WHATWG URL, application/x-www-form-urlencoded).
public enum PercentEncoding {
  /// Decodes `%XX`, and `+` as a blank in forms. A `%` that no two hexadecimal digits follow stands for itself, as browsers have it.
  /// Nil when the decoded bytes are not UTF-8 or hold a NUL, which no text of the database can.
  public static func decode(_ bytes: some Collection<UInt8>, isForm: Bool = false) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index != bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == UInt8(ascii: "%"), let first = bytes[index...].first.flatMap(hexadecimalDigit),
        let second = bytes[index...].dropFirst().first.flatMap(hexadecimalDigit)
      {
        decoded.append(first << 4 | second)
        index = bytes.index(index, offsetBy: 2)
      } else {
        decoded.append(isForm && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    guard !decoded.contains(0) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  /// Everything but the unreserved characters (RFC 3986 §2.3) as `%XX`.
  public static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `name=value&name=value`, in order. Nil when something cannot be decoded.
  public static func pairs(_ bytes: some Collection<UInt8>) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for piece in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = piece.firstIndex(of: UInt8(ascii: "="))
      guard let name = decode(piece[..<(equals ?? piece.endIndex)], isForm: true),
        let value = decode(equals.map { piece[piece.index(after: $0)...] } ?? piece[piece.endIndex...], isForm: true)
      else { return nil }
      pairs.append((name, value))
    }
    return pairs
  }
}
