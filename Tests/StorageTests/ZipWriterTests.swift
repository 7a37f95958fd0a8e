import Glibc
import Testing
import Web

@testable import Storage

struct ZipWriterTests {
  private func zip(_ body: (ZipWriter) throws -> Void) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let zip = try ZipWriter { bytes += $0 }
    try body(zip)
    try zip.finish()
    return bytes
  }

  private func file(_ content: [UInt8]) throws -> OpenFile {
    let file = try OpenFile(in: "/tmp")
    #expect(content.withUnsafeBytes { write(file.descriptor, $0.baseAddress, $0.count) } == content.count)
    return file
  }

  /// End of central directory (APPNOTE 4.3.16), 22 bytes: nothing before it.
  @Test func anEmptyZipIsOne() throws {
    let bytes = try zip { _ in }
    #expect(bytes.count == 22)
    #expect(bytes.prefix(4) == [0x50, 0x4B, 5, 6])
  }

  @Test func filesAreStoredAsTheyAre() throws {
    let content = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let bytes = try zip { try $0.add(try file(content), as: "a.png", modifiedAt: 1_796_000_000) }
    #expect(bytes.count < content.count + 400)
    // The local header has 30 bytes and the name, and what libarchive notes beside it.
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: content.prefix(64)) })
    #expect(bytes[start...].starts(with: content))
  }

  @Test func repeatedNamesGetANumber() throws {
    let bytes = try zip { zip in
      for _ in 0..<3 { try zip.add("text", as: "é.txt", modifiedAt: 1_796_000_000) }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for name in ["é.txt", "0001_é.txt", "0002_é.txt"] { #expect(text.contains(name)) }
  }

  /// Whoever waits for it has gone: the rest of it is not read.
  @Test func aFailingSinkEndsIt() throws {
    struct Gone: Error {}
    let zip = try ZipWriter { _ in throw Gone() }
    #expect(throws: Gone.self) { try zip.add(try file(Array(repeating: 1, count: 1_000_000)), as: "a", modifiedAt: 0) }
  }
}
