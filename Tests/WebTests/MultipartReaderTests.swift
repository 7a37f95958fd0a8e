import Glibc
import Testing

@testable import Web

/// RFC 7578.
@Suite struct MultipartReaderTests {
  /// Reads a body that comes in so many pieces. Files are shown with their name and content.
  private func read(_ body: [UInt8], keepsFiles: Bool = true) throws -> [String] {
    var position = 0
    let form = try MultipartReader.read(
      boundary: "B",
      source: { buffer throws(Failure) in
        let count = min(buffer.count, body.count - position)
        buffer.copyBytes(from: body[position..<position + count])
        position += count
        return count
      }, open: { () throws(Failure) in keepsFiles ? try? OpenFile(in: "/tmp") : nil })
    #expect(position == body.count, "all of the body is read")
    return form.fields.map { "\($0.name)=\($0.value)" }
      + form.files.map { "\($0.field)=\($0.name) \($0.mediaType ?? "-"): \(String(decoding: content(of: $0), as: UTF8.self))" }
  }

  private func read(_ text: String) throws -> [String] { try read(Array(text.utf8)) }

  private func content(of file: UploadedFile) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: file.size + 1)
    let count = pread(file.content.descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(count))
  }

  private func part(_ disposition: String, _ value: String) -> String {
    "--B\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(value)\r\n"
  }

  @Test func fields() throws {
    let body = part(#"name="a""#, "1") + part(#"name=b"#, "x\r\ny") + part(#"name="é""#, "") + "--B--\r\n"
    #expect(try read(body) == ["a=1", "b=x\r\ny", "é="])
    #expect(try read("--B--\r\n") == [])
    #expect(try read(part(#"name="a""#, "1") + "--B--\r\nan epilogue") == ["a=1"])
  }

  @Test func files() throws {
    let file = "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n-Bx\r\n"
    #expect(try read(file + part(#"name="a""#, "1") + "--B--") == ["a=1", "file=a.txt text/plain: -Bx"])
    #expect(try read(Array((file + part(#"name="a""#, "1") + "--B--").utf8), keepsFiles: false) == ["a=1"])
    #expect(try read(part(#"name="file"; filename="a""#, "") + "--B--") == ["file=a -: "])
  }

  @Test(arguments: [
    (#"filename="a; b.png""#, "a; b.png"), (#"filename="a\"b.png""#, "a\"b.png"), (#"filename="C:\Pictures\a.png""#, "a.png"),
    (#"filename="../../etc/passwd""#, "passwd"), (#"filename=plain.png"#, "plain.png"), (#"filename="""#, ""),
    (#"filename="e.png"; filename*=UTF-8''%C3%A9.png"#, "é.png"), (#"filename*=utf-8''%C3%A9%2Fx.png"#, "x.png"),
    (#"filename="é.png""#, "é.png"),
  ])
  func names(parameter: String, name: String) throws {
    #expect(try read(part("name=f; \(parameter)", "x") + "--B--") == ["f=\(name) -: x"])
  }

  /// Boundaries at every place of the reader's buffer, and content that nearly is one.
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7, 255, 256, 1000])
  func largeFiles(size: Int) throws {
    let buffer = 256 * 1024
    let head = Array("--B\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n".utf8)
    for count in [buffer - head.count - size, 2 * buffer - head.count - size, 3 * buffer - size] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 7 == 0 ? 13 : $0 % 11 == 0 ? 45 : $0) }
      let body = head + content + Array("\r\n--B\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--B--\r\n".utf8)
      var position = 0
      let form = try MultipartReader.read(
        boundary: "B",
        source: { buffer throws(Failure) in
          let count = min(buffer.count, body.count - position)
          buffer.copyBytes(from: body[position..<position + count])
          position += count
          return count
        }, open: { () throws(Failure) in try? OpenFile(in: "/tmp") })
      #expect(form.fields.map(\.value) == ["1"])
      let isSame = form.files.first.map { self.content(of: $0) } == content
      #expect(isSame)
    }
  }

  @Test func aBoundaryInsideOfALineIsContent() throws {
    #expect(try read(part(#"name="a""#, "x--B--y") + "--B--") == ["a=x--B--y"])
  }

  @Test(arguments: ["", "x", "--C\r\n", "--B", "--B\r\n", "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nunfinished"])
  func refused(body: String) {
    let failure = #expect(throws: Failure.self) { try read(body) }
    #expect(failure?.status == 400)
  }

  @Test func tooMuch() {
    let many = String(repeating: part(#"name="a""#, ""), count: MultipartReader.maxParts + 1) + "--B--"
    #expect(#expect(throws: Failure.self) { try read(many) }?.status == 413)
    let long = part(#"name="a""#, String(repeating: "x", count: MultipartReader.maxFields)) + "--B--"
    #expect(#expect(throws: Failure.self) { try read(long) }?.status == 413)
    let head = "--B\r\nX: " + String(repeating: "x", count: 20_000) + "\r\n\r\n1\r\n--B--"
    #expect(#expect(throws: Failure.self) { try read(head) }?.status == 400)
  }

  @Test func notUTF8() {
    let body = Array("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xFF] + Array("\r\n--B--".utf8)
    #expect(throws: Failure.self) { try read(body) }
  }
}
