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

  public init(_ failure: Failure) {
    self.init(status: failure.status, headers: failure.headers, body: .json(failure.body))
  }
}
