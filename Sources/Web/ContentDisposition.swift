/// Parameters of a `Content-Disposition` of a form's part (RFC 7578 §4.2), as browsers and libraries write them.
public struct ContentDisposition {
  private var values: [String: String] = [:]

  /// - Parameter value: what follows the header's name: `form-data; name="file"; filename="a; b.png"`.
  init(_ value: String) {
    var rest = value[...].drop { $0 != ";" }
    while let name = Self.name(&rest) {
      let text = Self.value(&rest)
      if values[name] == nil { values[name] = text }
    }
  }

  /// The header's value for a file that is sent (RFC 6266): the name in ASCII, and as it is when it holds anything else.
  public static func header(_ kind: String, fileName: String) -> String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool { (0x20...0x7E).contains(scalar.value) && scalar != "\"" && scalar != "\\" }
    let plain = String(String.UnicodeScalarView(fileName.unicodeScalars.map { isPlain($0) ? $0 : "_" }))
    let isASCII = plain == fileName
    return "\(kind); filename=\"\(plain)\"" + (isASCII ? "" : "; filename*=UTF-8''\(PercentEncoding.encode(fileName))")
  }

  var field: String? { values["name"] }

  /// The name of the file: in another encoding (`filename*`, RFC 5987) if there is one. Without folders. Nil for a field.
  var fileName: String? {
    guard let name = values["filename*"].flatMap(Self.decode) ?? values["filename"] else { return nil }
    return name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
  }

  private static func name(_ rest: inout Substring) -> String? {
    rest = rest.drop { $0 == ";" || $0.isWhitespace }
    guard let end = rest.firstIndex(of: "=") else { return nil }
    defer { rest = rest[rest.index(after: end)...] }
    return rest[..<end].trimmingBlanks().lowercased()
  }

  private static func value(_ rest: inout Substring) -> String {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.first == "\"" else {
      let end = rest.firstIndex(of: ";") ?? rest.endIndex
      defer { rest = rest[end...] }
      return rest[..<end].trimmingBlanks()
    }
    var text = ""
    var isEscaped = false
    for index in rest.indices.dropFirst() {
      let character = rest[index]
      // Only these two are ever escaped: a path of Windows is full of other backslashes.
      if isEscaped {
        if character != "\"" && character != "\\" { text.append("\\") }
        text.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        rest = rest[rest.index(after: index)...]
        return text
      } else {
        text.append(character)
      }
    }
    rest = rest[rest.endIndex...]
    return text
  }

  /// `UTF-8''%C3%A9.png`
  private static func decode(_ value: String) -> String? {
    let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return PercentEncoding.decode(Array(parts[2].utf8)[...])
  }
}
