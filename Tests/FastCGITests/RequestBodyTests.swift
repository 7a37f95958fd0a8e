import Glibc
import Testing

@testable import FastCGI

@Suite(.serialized) struct RequestBodyTests {
  private func body(
    _ bytes: [UInt8], announced: String? = nil, isComplete: Bool = true, _ configure: (inout PoolConfiguration) -> Void = { _ in }
  ) throws -> Result<RequestBody, BodyError> {
    let exchange = try Exchange(configure)
    let parameters = [("CONTENT_LENGTH", announced ?? String(bytes.count))]
    let request = try #require(exchange.request(parameters, body: bytes, isComplete: isComplete))
    let result = Result { () throws(BodyError) in try request.body }
    let again = Result { () throws(BodyError) in try request.body }
    #expect(result == again, "it is read once")
    if case .success(.file(let descriptor, let size)) = result {
      var content = [UInt8](repeating: 0, count: size + 1)
      #expect(read(descriptor, &content, content.count) == size)
      #expect(content.prefix(size) == bytes.prefix(size))
    }
    close(exchange.client)
    exchange.connection.finish(request)
    return result
  }

  private let small = Array("hello".utf8)
  private let large = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

  @Test func none() throws {
    #expect(try body([], announced: "") == .success(.bytes([])))
    #expect(try body([], announced: "0") == .success(.bytes([])))
  }

  @Test func inMemory() throws {
    #expect(try body(small) == .success(.bytes(small)))
    #expect(try body(small, announced: "") == .success(.bytes(small)))
    let full = Array(large.prefix(64 << 10))
    #expect(try body(full) == .success(.bytes(full)))
  }

  @Test func inAFile() throws {
    for announced in [nil, ""] {
      guard case .success(.file(_, let size)) = try body(large, announced: announced) else {
        Issue.record("not a file")
        continue
      }
      #expect(size == large.count)
    }
  }

  @Test func fileIsClosedWithItsRequest() throws {
    guard case .success(.file(let descriptor, _)) = try body(large) else { throw PoolError("not a file") }
    // Another test may have the number by now: not for a nameless file of this size, with this suite serialized.
    var status = stat()
    #expect(fstat(descriptor, &status) != 0 || status.st_size != large.count || status.st_nlink != 0)
  }

  @Test func longerThanAnnounced() throws {
    #expect(try body(small, announced: "3") == .success(.bytes(Array("hel".utf8))))
  }

  @Test func shorterThanAnnounced() throws {
    #expect(try body(small, announced: "6") == .failure(.shorterThanAnnounced))
    #expect(try body(large, announced: "100001") == .failure(.shorterThanAnnounced))
  }

  @Test func tooLarge() throws {
    #expect(try body(small, announced: "6") { $0.maxBody = 5 } == .failure(.tooLarge(limit: 5)))
    #expect(try body(small) { $0.maxBody = 5 } == .success(.bytes(small)))
    #expect(try body(small, announced: "") { $0.maxBody = 4 } == .failure(.tooLarge(limit: 4)))
    #expect(try body(small, announced: "") { $0.maxBody = 5 } == .success(.bytes(small)))
    #expect(try body(large, announced: "") { $0.maxBody = 99_999 } == .failure(.tooLarge(limit: 99_999)))
    #expect(try body(small, announced: "") { $0.maxBody = .max } == .success(.bytes(small)))
  }

  @Test func clientThatStalls() throws {
    #expect(try body(small, announced: "6", isComplete: false) == .failure(.clientGone))
  }

  @Test func folderThatIsNotThere() throws {
    let result = try body(large) { $0.spoolFolder = "/nowhere" }
    guard case .failure(.notStored(let reason)) = result else { throw PoolError("\(result)") }
    #expect(reason.contains("/nowhere"))
  }

  private func streamed(_ bytes: [UInt8], announced: String? = nil, piece: Int, limit: Int = .max) throws -> Result<[UInt8], BodyError> {
    let exchange = try Exchange { $0.maxBody = limit }
    let request = try #require(exchange.request([("CONTENT_LENGTH", announced ?? String(bytes.count))], body: bytes))
    let result = Result { () throws(BodyError) in
      var all: [UInt8] = []
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 8)
      defer { buffer.deallocate() }
      while true {
        let count = try request.readBody(into: buffer)
        all += buffer.prefix(count)
        if count == 0 { return all }
      }
    }
    close(exchange.client)
    exchange.connection.finish(request)
    return result
  }

  @Test(arguments: [7, 60_000, 100_000, 200_000]) func takenAsItComes(piece: Int) throws {
    for announced in [nil, ""] { #expect(try streamed(large, announced: announced, piece: piece) == .success(large)) }
    #expect(try streamed(large, announced: "100001", piece: piece) == .failure(.shorterThanAnnounced))
    #expect(try streamed(large, piece: piece, limit: 99_999) == .failure(.tooLarge(limit: 99_999)))
    #expect(try streamed(large, announced: "", piece: piece, limit: 99_999) == .failure(.tooLarge(limit: 99_999)))
    #expect(try streamed(small, announced: "3", piece: piece) == .success(Array("hel".utf8)))
  }
}
