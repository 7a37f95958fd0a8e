import Testing

@testable import Transfer

@Suite("Asking other servers") struct HTTPClientTests {
  @Test func formsAreEncoded() {
    #expect(HTTPClient.encode("a b&c=é~") == "a%20b%26c%3D%C3%A9~")
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/", "nonsense"])
  func onlyHTTPIsAsked(url: String) {
    #expect(throws: TransferError.self) { try HTTPClient().get(url) }
  }

  @Test func nobodyThere() {
    #expect(throws: TransferError.self) { try HTTPClient().get("http://127.0.0.1:1/") }
  }
}
