import Testing

@testable import Web

/// RFC 7578.
@Suite struct MultipartFormTests {
  private func fields(_ text: String) throws -> [String] {
    try MultipartForm.fields(Array(text.utf8), boundary: "B").map { "\($0.name)=\($0.value)" }
  }

  private func part(_ disposition: String, _ value: String) -> String {
    "--B\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(value)\r\n"
  }

  @Test func fields() throws {
    let body = part(#"name="a""#, "1") + part(#"name=b"#, "x\r\ny") + part(#"name="é""#, "") + "--B--\r\n"
    #expect(try fields(body) == ["a=1", "b=x\r\ny", "é="])
    #expect(try fields("--B--\r\n") == [])
  }

  @Test func filesArePassedOver() throws {
    #expect(try fields(part(#"name="file"; filename="a.txt""#, "--Bx") + part(#"name="a""#, "1") + "--B--") == ["a=1"])
  }

  @Test func aBoundaryInsideOfALineIsContent() throws {
    #expect(try fields(part(#"name="a""#, "x--B--y") + "--B--") == ["a=x--B--y"])
  }

  @Test(arguments: ["", "x", "--C\r\n", "--B", "--B\r\n", "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nunfinished"])
  func refused(body: String) {
    let failure = #expect(throws: Failure.self) { try fields(body) }
    #expect(failure?.status == 400)
  }

  @Test func tooManyParts() {
    let body = String(repeating: part(#"name="a""#, ""), count: MultipartForm.maxParts + 1) + "--B--"
    let failure = #expect(throws: Failure.self) { try fields(body) }
    #expect(failure?.status == 413)
  }

  @Test func notUTF8() {
    let body = Array("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xFF] + Array("\r\n--B--".utf8)
    #expect(throws: Failure.self) { try MultipartForm.fields(body, boundary: "B") }
  }
}
