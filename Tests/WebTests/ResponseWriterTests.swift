import TestSupport
import Testing

@testable import FastCGI
@testable import Web

@Suite struct ResponseWriterTests {
  /// What the web server gets: the header block and the body. The test reads it out of the FastCGI records.
  private func sent(_ response: Response, method: String = "GET", headers: [Header] = []) throws -> (head: String, body: [UInt8]) {
    let exchange = try Exchange()
    let source = try #require(exchange.request([("REQUEST_METHOD", method), ("REQUEST_URI", "/")]))
    _ = try? ResponseWriter().send(response, to: Web.Request(source), headers: headers)
    exchange.connection.finish(source)
    let output = Self.standardOutput(exchange.answer())
    let end = Array("\r\n\r\n".utf8)
    let split = try #require(output.indices.first { output[$0...].starts(with: end) })
    return (String(decoding: output[..<split], as: UTF8.self), Array(output[(split + 4)...]))
  }

  /// The content of the records of type 6 (FCGI_STDOUT).
  private static func standardOutput(_ records: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var rest = records[...]
    while rest.count >= 8 {
      let head = Array(rest.prefix(8))
      let length = Int(head[4]) << 8 | Int(head[5])
      if head[1] == 6 { output += rest.dropFirst(8).prefix(length) }
      rest = rest.dropFirst(8 + length + Int(head[6]))
    }
    return output
  }

  @Test func small() throws {
    let (head, body) = try sent(.json(["é": 1], status: 201), headers: [Header("X-Request-Id", "7")])
    #expect(head == "Status: 201 Created\r\nContent-Type: application/json\r\nContent-Length: 8\r\nX-Request-Id: 7")
    #expect(body == Array(#"{"é":1}"#.utf8))
  }

  @Test func headHasTheLengthOfTheBodyAndNoBody() throws {
    let (head, body) = try sent(.json([1, 2]), method: "HEAD")
    #expect(head.contains("Content-Length: 5"))
    #expect(body.isEmpty)
    let (streamed, nothing) = try sent(.stream { output, _ in output.append(raw: "[1,2]") }, method: "HEAD")
    #expect(streamed.contains("Content-Length: 5"))
    #expect(nothing.isEmpty)
  }

  @Test func deletedHasNoLength() throws {
    let (head, body) = try sent(.deleted)
    #expect(head == "Status: 204 No Content\r\nContent-Type: text/html; charset=utf-8")
    #expect(body.isEmpty)
  }

  @Test func ownHeadersWin() throws {
    var response = Response.json(nil)
    response.headers = [Header("X-Frame-Options", "DENY")]
    let (head, _) = try sent(response, headers: [Header("X-Frame-Options", "SAMEORIGIN"), Header("Vary", "Origin")])
    #expect(head.contains("X-Frame-Options: DENY"))
    #expect(!head.contains("SAMEORIGIN"))
    #expect(head.contains("Vary: Origin"))
  }

  @Test func noHeaderIsSmuggledIn() throws {
    var response = Response.json(nil)
    response.headers = [Header("Location", "/a\r\nSet-Cookie: x=1\n")]
    let (head, _) = try sent(response)
    #expect(head.contains("Location: /aSet-Cookie: x=1"))
    #expect(!head.split(separator: "\r\n").contains { $0.hasPrefix("Set-Cookie") })
  }

  @Test func whatFitsTheBufferHasALength() throws {
    let (head, body) = try sent(
      .stream { output, flush in
        for _ in 0..<1000 {
          output.append(raw: "12345678")
          try flush()
        }
      })
    #expect(head.contains("Content-Length: 8000"))
    #expect(body.count == 8000)
  }

  @Test func whatDoesNotIsSentInPieces() throws {
    let (head, body) = try sent(
      .stream { output, flush in
        for _ in 0..<20_000 {
          output.append(raw: "12345678")
          try flush()
        }
      })
    #expect(!head.contains("Content-Length"))
    #expect(body.count == 160_000)
    #expect(body == Array(repeatElement(Array("12345678".utf8), count: 20_000).joined()))
  }

  @Test func aStreamThatFailsBeforeAnythingWasSentSendsNothing() throws {
    struct Broken: Error {}
    let exchange = try Exchange()
    let source = try #require(exchange.request([("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/")]))
    let request = Web.Request(source)
    let writer = ResponseWriter()
    #expect(throws: Broken.self) {
      try writer.send(
        .stream { output, _ in
          output.append(raw: "[1,")
          throw Broken()
        }, to: request, headers: [])
    }
    // The same request can still be told so, and nothing of the part is in the answer.
    #expect(try writer.send(Response(.internalError), to: request, headers: []) > 0)
    exchange.connection.finish(source)
    let output = String(decoding: Self.standardOutput(exchange.answer()), as: UTF8.self)
    #expect(output.hasPrefix("Status: 500 "))
    #expect(!output.contains("[1,"))
  }

  @Test func aStreamThatFailsLaterBreaksTheConnection() throws {
    struct Broken: Error {}
    let exchange = try Exchange()
    let source = try #require(exchange.request([("REQUEST_METHOD", "GET"), ("REQUEST_URI", "/")]))
    #expect(throws: ResponseWriter.PartlySent.self) {
      try ResponseWriter().send(
        .stream { output, flush in
          for _ in 0..<20_000 {
            output.append(raw: "12345678")
            try flush()
          }
          throw Broken()
        }, to: Web.Request(source), headers: [])
    }
    exchange.connection.finish(source)
    let answer = exchange.answer()
    #expect(answer.suffix(16).prefix(2) != [1, 3], "nobody is told that this was the end of it")
  }
}
