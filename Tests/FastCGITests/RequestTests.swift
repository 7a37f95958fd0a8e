import Glibc
import Testing

@testable import FastCGI

@Suite struct RequestTests {
  @Test func parameters() throws {
    let exchange = try Exchange()
    let long = String(repeating: "v", count: 1_000)
    let request = try #require(
      exchange.request([("REQUEST_METHOD", "PATCH"), ("A", "1"), ("AB", "2=3"), ("EMPTY", ""), ("LONG", long)]))
    #expect(request.method == "PATCH")
    #expect(request.parameter("A") == "1")
    #expect(request.parameter("AB") == "2=3")
    #expect(request.parameter("EMPTY") == "")
    #expect(request.parameter("LONG") == long)
    #expect(request.parameter("ABC") == nil)
    #expect(request.parameter("") == nil)
    #expect(request.parameterBytes("AB") == Array("2=3".utf8))
    #expect(request.parameters.map(\.name) == ["FCGI_ROLE", "REQUEST_METHOD", "A", "AB", "EMPTY", "LONG"])
  }

  @Test(arguments: [
    ("Content-Type", "CONTENT_TYPE"), ("content-length", "CONTENT_LENGTH"), ("Authorization", "HTTP_AUTHORIZATION"),
    ("x-request-id", "HTTP_X_REQUEST_ID"), ("X-REQUEST-ID", "HTTP_X_REQUEST_ID"), ("Content-Type-X", "HTTP_CONTENT_TYPE_X"),
    ("Sec-CH-UA-Platform2", "HTTP_SEC_CH_UA_PLATFORM2"),
  ])
  func header(name: String, parameter: String) throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("HTTP_OTHER", "no"), ("X_REQUEST_ID", "no"), (parameter, "yes")]))
    #expect(request.header(name) == "yes")
    #expect(request.header("Other") == "no")
    #expect(request.header("Oth") == nil)
    #expect(request.header("Others") == nil)
  }

  @Test func headerThatIsNotUTF8() throws {
    let exchange = try Exchange()
    exchange.send([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
    exchange.send(exchange.stream(4, [6, 2] + Array("HTTP_A".utf8) + [0xc3, 0x28]) + exchange.stream(5, []))
    let request = try #require(exchange.request([]))
    #expect(request.header("A") == nil)
    #expect(request.parameterBytes("HTTP_A") == [0xc3, 0x28])
  }

  @Test(arguments: [
    ("/a%2Fb/c?x=1?y", "/a%2Fb/c", "x=1?y"), ("/a", "/a", ""), ("/a?", "/a", ""), ("?", "", ""), ("", "", ""),
  ])
  func target(uri: String, path: String, query: String) throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", uri)]))
    #expect(request.requestURI == Array(uri.utf8))
    #expect(request.path == Array(path.utf8))
    #expect(request.queryString == Array(query.utf8))
  }

  @Test func targetWithoutRequestURI() throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("SCRIPT_NAME", "/a"), ("PATH_INFO", "/b"), ("QUERY_STRING", "q")]))
    #expect(request.path == Array("/a/b".utf8))
    #expect(request.queryString == Array("q".utf8))
  }

  @Test(arguments: [("12", 12), ("", nil), ("-1", nil), ("x", nil), ("99999999999999999999", nil)])
  func contentLength(text: String, length: Int?) throws {
    let exchange = try Exchange()
    #expect(try #require(exchange.request([("CONTENT_LENGTH", text)])).contentLength == length)
  }

  @Test func answer() throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", "/")]))
    try Array("Status: 200\r\n\r\n".utf8).withUnsafeBytes { try request.write($0) }
    try [UInt8](repeating: 1, count: 20_000).withUnsafeBytes { try request.write($0) }
    exchange.connection.finish(request)
    let answer = exchange.answer()
    #expect(answer.count > 20_015)
    #expect(answer.suffix(16).prefix(2) == [1, 3], "FCGI_END_REQUEST ends it")
    #expect(throws: ClientGone.self) { try [1].withUnsafeBytes { try request.write($0) } }
    #expect(request.parameter("REQUEST_URI") == nil, "nothing of a finished request is kept")
  }

  /// Small parts are gathered by the library, large ones go out in records of their own: the client must see them in order.
  @Test func smallAndLargeParts() throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", "/")]))
    let parts = [10, 8192, 1, 8193, 0, 65_529, 7, 20_003].enumerated().map { [UInt8](repeating: UInt8($0), count: $1) }
    for part in parts { try part.withUnsafeBytes { try request.write($0) } }
    exchange.connection.finish(request)
    var (output, kinds): ([UInt8], [UInt8]) = ([], [])
    var rest = exchange.answer()[...]
    while rest.count >= 8 {
      let head = Array(rest.prefix(8))
      let length = Int(head[4]) << 8 | Int(head[5])
      #expect(head[0] == 1 && head[2] == 0 && head[3] == 1 && (length + Int(head[6])) % 8 == 0)
      if head[1] == 6 { output += rest.dropFirst(8).prefix(length) }
      kinds.append(head[1])
      rest = rest.dropFirst(8 + length + Int(head[6]))
    }
    #expect(rest.isEmpty)
    #expect(output == parts.flatMap { $0 })
    #expect(kinds.last == 3)
  }

  @Test func abortedAnswerHasNoEnd() throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", "/")]))
    try [1, 2, 3].withUnsafeBytes { try request.write($0) }
    request.abort()
    #expect(throws: ClientGone.self) { try [4].withUnsafeBytes { try request.write($0) } }
    exchange.connection.finish(request)
    #expect(exchange.answer() == [UInt8](repeating: 0, count: 8), "a record that no FastCGI client takes")
  }

  @Test func clientThatLeft() throws {
    signal(SIGPIPE, SIG_IGN)
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", "/")]))
    #expect(!request.isClientGone)
    close(exchange.client)
    #expect(request.isClientGone)
    #expect(throws: ClientGone.self) { try [UInt8](repeating: 1, count: 100_000).withUnsafeBytes { try request.write($0) } }
    exchange.connection.finish(request)
  }

  @Test func clientThatTakesNothing() throws {
    let exchange = try Exchange()
    let request = try #require(exchange.request([("REQUEST_URI", "/")]))
    #expect(throws: ClientGone.self) { try [UInt8](repeating: 1, count: 10 << 20).withUnsafeBytes { try request.write($0) } }
    exchange.connection.finish(request)
    close(exchange.client)
  }

  @Test func oneConnectionAfterAnother() throws {
    let connection = try Connection(configuration: PoolConfiguration())
    for round in 0..<3 {
      var ends: [Int32] = [0, 0]
      #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
      var garbage = [UInt8](repeating: UInt8(round), count: 100)
      #expect(write(ends[0], garbage, 100) == 100)
      #expect(connection.receive(on: ends[1]) == nil)
      #expect(read(ends[0], &garbage, 100) <= 0, "it is closed")
      close(ends[0])
    }
  }
}
