import FastCGI
import Glibc

/// A request as handlers see it: method, decoded path and query, headers, body.
public final class Request {
  let source: FastCGI.Request
  /// Identifies the request in the log and in the answer's `X-Request-Id`.
  public let id: String
  /// As sent: `GET`, `HEAD`, `OPTIONS`, …
  public let verb: String
  /// Of the path without the public prefix and without a trailing slash, percent-decoded; nil when the path is not UTF-8.
  public let segments: [String]?
  /// The path as sent, without the public prefix.
  public let path: String
  /// Does the path hold an empty segment inside (`/data//persons`)?
  public let hasDoubleSlash: Bool
  public var parameters = PathParameters()
  public let query: Query

  public init(_ source: FastCGI.Request) {
    self.source = source
    // nginx has named the request already, and never passes on what a client sends in that place.
    let given = source.header("X-Request-Id") ?? ""
    let isUsable = (16...64).contains(given.utf8.count) && given.utf8.allSatisfy { hexadecimalDigit($0) != nil }
    id = isUsable ? given : ID.random().description.replacingDashes()
    verb = source.method
    var target = source.requestURI[...]
    if let question = target.firstIndex(of: UInt8(ascii: "?")) { target = target[..<question] }
    // nginx passes the path undecoded with its public prefix; the routes know paths without it (chapter 01, section 1).
    let prefix = Array((source.parameter("TSUBAME_PREFIX") ?? "").utf8)
    if !prefix.isEmpty, target.starts(with: prefix), target.dropFirst(prefix.count).first.map({ $0 == UInt8(ascii: "/") }) ?? true {
      target = target.dropFirst(prefix.count)
    }
    // Decoded as a whole, as the contract has it: an encoded slash separates like a plain one.
    let decoded = PercentEncoding.decode(target.drop { $0 == UInt8(ascii: "/") })
    path = "/" + String(decoding: target.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
    var pieces = (decoded ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    hasDoubleSlash = pieces.contains("")
    segments = decoded == nil ? nil : pieces
    query = Query(bytes: source.queryString)
  }

  public func header(_ name: String) -> String? { source.header(name) }

  /// A parameter that the web server adds, as `REMOTE_ADDR` (CGI, RFC 3875).
  public func parameter(_ name: String) -> String? { source.parameter(name) }

  // MARK: Body

  /// Bytes of the largest body that is read, of which more is refused before it is. To be set before the body is asked for.
  public var maxBody: Int {
    get { source.maxBody }
    set { source.maxBody = newValue }
  }

  private var bodyBytes: Result<[UInt8], Failure>?
  /// Read once: a transaction that is played again finds it here.
  var multipart: Result<MultipartReader.Form, Failure>?

  /// The whole body. Bodies that are read this way are documents and forms; `files(in:)` takes files.
  public func bytes() throws(Failure) -> [UInt8] {
    if let bodyBytes { return try bodyBytes.get() }
    let result: Result<[UInt8], Failure>
    do {
      result = .success(try source.body.contents())
    } catch let error as BodyError {
      result = .failure(error.failure)
    } catch {
      result = .failure(.malformed("the body could not be read"))
    }
    bodyBytes = result
    return try result.get()
  }

  private var parsed: Result<JSON?, Failure>?

  /// The JSON document in the body, read once; nil when the body is not announced as JSON, or is none.
  /// - Throws: 413 for what is too large, in bytes or in memory, 400 for a body that did not arrive.
  public func document() throws(Failure) -> JSON? {
    if let parsed { return try parsed.get() }
    let result: Result<JSON?, Failure>
    do {
      result = .success(isJSON ? try JSON.parse(try bytes()) : nil)
    } catch let failure as Failure {
      result = .failure(failure)
    } catch let error as JSONSyntaxError where error.isTooLarge {
      result = .failure(.plain(413, "The body cannot be read: \(error.reason)."))
    } catch {
      result = .success(nil)
    }
    parsed = result
    return try result.get()
  }

  /// Of the `Content-Type` header: the media type without parameters, in lower case.
  public var mediaType: String {
    let value = header("Content-Type") ?? ""
    return value.prefix { $0 != ";" }.trimmingBlanks().lowercased()
  }

  /// Is the body announced as JSON: `application/json` or `application/*+json`?
  public var isJSON: Bool {
    let type = mediaType
    return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
  }

  /// The cookie of that name (RFC 6265 §4.2).
  public func cookie(_ name: String) -> String? {
    for pair in (header("Cookie") ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].trimmingBlanks() == name { return parts[1].trimmingBlanks() }
    }
    return nil
  }

  var raw: FastCGI.Request { source }
}

extension RequestBody {
  /// All bytes.
  fileprivate func contents() throws -> [UInt8] {
    switch self {
    case .bytes(let bytes): return bytes
    case .file(let descriptor, let size):
      return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
          let got = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, count)
          guard got > 0 else { throw BodyError.shorterThanAnnounced }
          count += got
        }
      }
    }
  }
}

extension BodyError {
  var failure: Failure {
    switch self {
    case .tooLarge(let limit): .tooLarge(limit)
    case .shorterThanAnnounced: .malformed("the body is shorter than its Content-Length")
    case .clientGone: .malformed("the body did not arrive")
    // The reason is for the log: a full disk, a missing folder.
    case .notStored: .internalError
    }
  }
}

extension StringProtocol {
  /// Without the blanks at both ends.
  public func trimmingBlanks() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[first...last])
  }

  func replacingDashes() -> String { String(filter { $0 != "-" }) }
}
