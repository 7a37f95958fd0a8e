import Testing

@testable import Transfer

@Suite("Asking other servers") struct HTTPClientTests {
  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:1/", "nonsense"])
  func onlyHTTPIsAsked(url: String) {
    #expect(throws: TransferError.self) { try HTTPClient().get(url) }
  }

  @Test func nobodyThere() {
    #expect(throws: TransferError.self) { try HTTPClient().get("http://127.0.0.1:1/") }
  }
}
