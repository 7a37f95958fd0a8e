import CFastCGI
import Glibc

/// CGI parameters (RFC 3875 §4.1), as nginx's `fastcgi_param` sends them.
extension Request {
  /// All parameters in the order they came in. Bytes that are no UTF-8 are replaced: for logs and tests.
  public var parameters: [(name: String, value: String)] {
    var all: [(name: String, value: String)] = []
    forEachParameter { entry in
      guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { return true }
      all.append((String(decoding: entry[..<equals], as: UTF8.self), String(decoding: entry[(equals + 1)...], as: UTF8.self)))
      return true
    }
    return all
  }

  /// A CGI parameter such as `REMOTE_ADDR`; nil when it is absent or not UTF-8.
  public func parameter(_ name: String) -> String? {
    withParameter(named: name, isHeader: false) { String(validating: $0, as: UTF8.self) } ?? nil
  }

  /// A CGI parameter as it is; nil when it is absent.
  ///
  /// The library keeps parameters as C strings: one ends at its first NUL byte, should there be one.
  public func parameterBytes(_ name: String) -> [UInt8]? {
    withParameter(named: name, isHeader: false) { Array($0) }
  }

  /// A header of the request by its HTTP name, in any case: `Content-Type`, `Authorization`. nil when it is absent or not UTF-8.
  public func header(_ name: String) -> String? {
    withParameter(named: name, isHeader: true) { String(validating: $0, as: UTF8.self) } ?? nil
  }

  /// The length of the body that the client announced; nil when it announced none, or no number.
  public var contentLength: Int? {
    guard let length = parameter("CONTENT_LENGTH").flatMap({ Int($0) }), length >= 0 else { return nil }
    return length
  }

  /// What the client asked for, as it was sent: path and query, percent-encoded (`REQUEST_URI`).
  public var requestURI: [UInt8] { parameterBytes("REQUEST_URI") ?? [] }

  /// The path as nginx decoded and normalised it (`DOCUMENT_URI`, else `SCRIPT_NAME` and `PATH_INFO`).
  public var documentURI: [UInt8] {
    parameterBytes("DOCUMENT_URI") ?? (parameterBytes("SCRIPT_NAME") ?? []) + (parameterBytes("PATH_INFO") ?? [])
  }

  /// The path, still percent-encoded: ``requestURI`` up to its query; without one, ``documentURI``, where `%2F` is a `/` already.
  public var path: [UInt8] {
    withParameter(named: "REQUEST_URI", isHeader: false) { Array($0.prefix { $0 != UInt8(ascii: "?") }) } ?? documentURI
  }

  /// The query without its `?`, percent-encoded (`QUERY_STRING`, else what follows the `?` in ``requestURI``); often empty.
  public var queryString: [UInt8] {
    parameterBytes("QUERY_STRING")
      ?? withParameter(named: "REQUEST_URI", isHeader: false) { uri in
        uri.firstIndex(of: UInt8(ascii: "?")).map { Array(uri[($0 + 1)...]) } ?? []
      } ?? []
  }
}

extension Request {
  /// Calls `body` with each `NAME=value` until it answers false.
  private func forEachParameter(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) {
    guard isOpen, var entry = connection.pointee.envp else { return }
    while let text = entry.pointee {
      let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      guard body(UnsafeBufferPointer(start: bytes, count: strlen(text))) else { return }
      entry += 1
    }
  }

  /// Calls `body` with the value of a parameter, in place; nil when it is absent. Nothing is allocated on the way.
  private func withParameter<Value>(
    named name: String, isHeader: Bool, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
  ) rethrows -> Value? {
    guard isOpen, let envp = connection.pointee.envp else { return nil }
    var name = name
    let value = name.withUTF8 { name in
      ParameterName(name, isHeader: isHeader).value(in: envp)
    }
    guard let value else { return nil }
    let bytes = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
    return try body(UnsafeBufferPointer(start: bytes, count: strlen(value)))
  }
}
