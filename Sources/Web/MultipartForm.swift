/// The text fields of a `multipart/form-data` body (RFC 7578). Parts with a file name are passed over here.
enum MultipartForm {
  /// More parts than this are no form that a person filled in.
  static let maxParts = 1000

  /// - Throws: 400 when the body is not of that form, 413 when it has too many parts.
  static func fields(_ bytes: [UInt8], boundary: String) throws(Failure) -> [(name: String, value: String)] {
    let delimiter = Array("--\(boundary)".utf8)
    var fields: [(name: String, value: String)] = []
    var parts = 0
    var position = 0
    guard bytes.starts(with: delimiter) else { throw .malformed("the multipart body does not begin with its boundary") }
    position = delimiter.count
    while !bytes[position...].starts(with: [0x2D, 0x2D]) {
      parts += 1
      guard parts <= maxParts else { throw .tooLarge(maxParts) }
      guard let headEnd = find([13, 10, 13, 10], in: bytes, from: position),
        let end = find([13, 10] + delimiter, in: bytes, from: headEnd + 2)
      else { throw .malformed("the multipart body ends early") }
      let head = String(decoding: bytes[position..<headEnd], as: UTF8.self)
      if let name = parameter("name", of: head), parameter("filename", of: head) == nil {
        let start = min(headEnd + 4, end)
        guard let value = String(validating: bytes[start..<end], as: UTF8.self) else { throw .malformed("a form field is not UTF-8") }
        fields.append((name, value))
      }
      position = end + 2 + delimiter.count
    }
    return fields
  }

  /// The value of a parameter of the `Content-Disposition` among the header lines of a part.
  private static func parameter(_ name: String, of head: String) -> String? {
    let lines = head.split(whereSeparator: \.isNewline)
    guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else { return nil }
    for piece in line.split(separator: ";").dropFirst() {
      let parts = piece.split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingBlanks().lowercased() == name {
        let value = parts[1].trimmingBlanks()
        return value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : value
      }
    }
    return nil
  }

  private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= pattern.count, start <= bytes.count - pattern.count else { return nil }
    var position = start
    while position <= bytes.count - pattern.count {
      if bytes[position] == pattern[0], bytes[position..<position + pattern.count].elementsEqual(pattern) { return position }
      position += 1
    }
    return nil
  }
}
