import FastCGI

/// The answer to a request.
public struct Response {
  /// Writes the body in pieces: what is in the output is sent whenever `flush` is called and enough has come together.
  public typealias Stream = (JSONOutput, _ flush: () throws -> Void) throws -> Void

  public enum Body {
    case none
    case bytes([UInt8])
    case json(JSON)
    case stream(Stream)
    /// A file that the web server sends: the path of an internal location (`X-Accel-Redirect`).
    case file(String)
  }

  public var status: Int
  public var contentType: String
  public var headers: [Header] = []
  public var body: Body

  public init(status: Int = 200, contentType: String = "application/json", headers: [Header] = [], body: Body) {
    self.status = status
    self.contentType = contentType
    self.headers = headers
    self.body = body
  }

  public static func json(_ json: JSON, status: Int = 200) -> Response { Response(status: status, body: .json(json)) }

  /// JSON written by `write`, in pieces when it is large.
  public static func stream(status: Int = 200, _ write: @escaping Stream) -> Response { Response(status: status, body: .stream(write)) }

  /// What a successful deletion answers: 204, empty.
  public static var deleted: Response { Response(status: 204, contentType: "text/html; charset=utf-8", body: .none) }

  /// Leads a browser on. - Parameter status: 302, or 308 to ask there in the same way.
  public static func redirect(to location: String, status: Int = 302) -> Response {
    Response(
      status: status, contentType: "text/html; charset=utf-8", headers: [Header("Location", location)],
      body: .bytes(Array("<!doctype html>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n".utf8)))
  }

  /// What a client is told whose answer still holds (RFC 9110 §15.4.5): no body.
  public static func notModified(_ tag: EntityTag) -> Response { Response(status: 304, body: .none).named(tag) }

  /// The answer with the name of its state. A browser keeps it for the one who asked, and asks each time whether it still holds.
  public func named(_ tag: EntityTag) -> Response {
    var response = self
    response.headers += [Header("ETag", tag.description), Header("Cache-Control", "private, no-cache")]
    return response
  }

  public init(_ failure: Failure) {
    self.init(status: failure.status, headers: failure.headers, body: .json(failure.body))
  }
}
