import Glibc

/// The name of a CGI parameter, or of a header, whose parameter RFC 3875 §4.1.18 names: `X-Request-Id` → `HTTP_X_REQUEST_ID`.
struct ParameterName {
  private let name: UnsafeBufferPointer<UInt8>
  private let prefix: StaticString
  private let isHeader: Bool

  init(_ name: UnsafeBufferPointer<UInt8>, isHeader: Bool) {
    self.name = name
    self.isHeader = isHeader
    // The two headers that describe the body have parameters of their own (§4.1.2, §4.1.3).
    let isPlain = !isHeader || Self.matches(name, "CONTENT_TYPE") || Self.matches(name, "CONTENT_LENGTH")
    prefix = isPlain ? "" : "HTTP_"
  }

  /// The value in a NULL-terminated array of `NAME=value`, compared where it lies: an array of 30 is passed through faster than a
  /// dictionary is filled.
  func value(in parameters: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> UnsafePointer<CChar>? {
    var next = parameters
    while let entry = next.pointee {
      if let value = value(of: entry) { return value }
      next += 1
    }
    return nil
  }

  private func value(of entry: UnsafePointer<CChar>) -> UnsafePointer<CChar>? {
    let prefixCount = prefix.utf8CodeUnitCount
    guard strncmp(entry, UnsafeRawPointer(prefix.utf8Start).assumingMemoryBound(to: CChar.self), prefixCount) == 0 else { return nil }
    var position = entry + prefixCount
    for byte in name {
      // A shorter entry ends in NUL, which equals no byte of a name.
      let wanted = isHeader ? Self.parameterByte(byte) : byte
      guard wanted != 0, UInt8(bitPattern: position.pointee) == wanted else { return nil }
      position += 1
    }
    return position.pointee == CChar(bitPattern: UInt8(ascii: "=")) ? position + 1 : nil
  }

  private static func matches(_ name: UnsafeBufferPointer<UInt8>, _ parameter: StaticString) -> Bool {
    parameter.withUTF8Buffer { $0.count == name.count && zip(name, $0).allSatisfy { parameterByte($0) == $1 } }
  }

  /// A byte of a header's name as it is in its parameter's name: upper case, `_` for `-`.
  private static func parameterByte(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xdf
    case UInt8(ascii: "-"): UInt8(ascii: "_")
    default: byte
    }
  }
}
