import Web

/// The log line of a request (logfmt). No body and no secret is in it: the path is there without its query.
package struct RequestLine: CustomStringConvertible {
  package let id: String
  package let method: String
  package let path: String
  package var route = "-"
  package var status = 0
  /// Bytes of the body.
  package var bytes = 0
  package var microseconds = 0
  package var person: ID?
  /// The client left, or a part of the answer could not be made.
  package var isBroken = false

  package init(id: String, method: String, path: String) {
    self.id = id
    self.method = method
    self.path = path
  }

  package var description: String {
    """
    id=\(id) method=\(method.logfmt) route=\(route.logfmt) path=\(path.logfmt) status=\(status) bytes=\(bytes) \
    ms=\(microseconds / 1000).\(microseconds % 1000 / 100) person=\(person?.description ?? "-")\(isBroken ? " broken=true" : "")
    """
  }
}

extension String {
  /// As a logfmt value: quoted when it holds a blank or a quote, with everything that could forge a line or is not seen escaped. At most
  /// 500 characters as Unicode counts them: what is seen as one may be of any length.
  package var logfmt: String {
    let isPlain = !isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    if isPlain { return self }
    let quoted = JSON.text(String(String.UnicodeScalarView(unicodeScalars.prefix(500)))).description
    return quoted.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in String(scalar).utf16 { text += "\\u" + String(0x1_0000 | Int(unit), radix: 16).dropFirst() }
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
