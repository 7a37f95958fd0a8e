import FastCGI

extension Response {
  /// Statuses whose answers never have a body, nor a length (RFC 9110 §8.6).
  fileprivate var hasNoContent: Bool { status == 204 || status == 304 }
}

/// Sends answers: the header block, then the body from one buffer that the worker keeps.
public final class ResponseWriter {
  private let output = JSONOutput(capacity: 96 * 1024)
  /// Bytes after which what is in the buffer is sent.
  private let pieceSize = 64 * 1024
  private let shortReasons: [Int: String] = [
    200: "OK", 201: "Created", 204: "No Content", 302: "Found", 304: "Not Modified", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 413: "Content Too Large",
    415: "Unsupported Media Type", 422: "Unprocessable Content", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error",
    503: "Service Unavailable",
  ]

  public init() {}

  /// Sends `response` to `request`. Answers the number of body bytes.
  ///
  /// A body that fits into the buffer has a `Content-Length`; a longer one is sent as it is made, and memory stays constant. When making
  /// it fails after a part was sent, the connection is broken, so that nobody takes the part for the whole, and the error is thrown.
  /// - Throws: `ClientGone`, or what the stream throws.
  public func send(_ response: Response, to request: Request, headers: [Header]) throws -> Int {
    defer { output.shrink(to: 1024 * 1024) }
    output.removeAll()
    let isHead = request.verb == "HEAD"
    switch response.body {
    case .none: break
    case .bytes(let bytes): output.append(bytes)
    case .json(let json): output.append(json)
    case .file(let path):
      try sendHead(response, to: request, headers: headers + [Header("X-Accel-Redirect", path)], length: nil)
      return 0
    case .stream(let stream):
      return try send(stream, of: response, to: request, headers: headers, isHead: isHead)
    }
    let length = output.count
    try sendHead(response, to: request, headers: headers, length: response.hasNoContent ? nil : length, body: isHead ? nil : output.bytes)
    return length
  }

  private func send(
    _ stream: Response.Stream, of response: Response, to request: Request, headers: [Header], isHead: Bool
  ) throws -> Int {
    var sent = 0
    var isHeadSent = false
    func flush() throws {
      guard output.count >= pieceSize else { return }
      if !isHead {
        if isHeadSent {
          try request.raw.write(output.bytes)
        } else {
          try sendHead(response, to: request, headers: headers, length: nil, body: output.bytes)
        }
        isHeadSent = true
      }
      sent += output.count
      output.removeAll()
    }
    do {
      try stream(output, flush)
      if isHeadSent {
        try request.raw.write(output.bytes)
      } else {
        try sendHead(response, to: request, headers: headers, length: sent + output.count, body: isHead ? nil : output.bytes)
      }
    } catch {
      // Until the head is out, the caller can still answer with an error.
      if isHeadSent { request.raw.abort() }
      throw isHeadSent ? PartlySent(cause: error) : error
    }
    return sent + output.count
  }

  private func sendHead(
    _ response: Response, to request: Request, headers: [Header], length: Int?, body: UnsafeRawBufferPointer? = nil
  ) throws {
    let head = JSONOutput(capacity: 1024 + (body.map { min($0.count, 16 * 1024) } ?? 0))
    func line(_ name: String, _ value: String) {
      head.append(raw: name)
      head.append(raw: ": ")
      // A line break in a value would begin another header.
      head.append(raw: value.utf8.contains { $0 == 10 || $0 == 13 } ? value.filter { !$0.isNewline } : value)
      head.append(raw: "\r\n")
    }
    line("Status", "\(response.status) \(shortReasons[response.status] ?? "Status")")
    if response.status != 304 { line("Content-Type", response.contentType) }
    if let length { line("Content-Length", String(length)) }
    for header in response.headers { line(header.name, header.value) }
    for header in headers where !response.headers.contains(where: { $0.name == header.name }) { line(header.name, header.value) }
    head.append(raw: "\r\n")
    // A small answer goes out in one piece with its head.
    if let body, body.count <= 16 * 1024 {
      head.append(body)
      try request.raw.write(head.bytes)
    } else {
      try request.raw.write(head.bytes)
      if let body { try request.raw.write(body) }
    }
  }

  /// The stream failed after a part of the answer was sent.
  public struct PartlySent: Error {
    public let cause: any Error
  }
}
