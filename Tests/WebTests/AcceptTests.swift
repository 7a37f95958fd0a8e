import Testing

@testable import Web

/// RFC 9110 §12.5.1.
@Suite struct AcceptTests {
  @Test(arguments: [
    ("application/json", "application/json", 1.0), ("*/*", "image/png", 1), ("image/*;q=0.5, */*;q=0.1", "image/png", 0.5),
    ("image/*;q=0.5, */*;q=0.1", "application/json", 0.1), ("text/html", "image/png", 0),
    ("application/json;q=0.4, image/png", "application/json", 0.4),
    ("Image/PNG ; q=0.3", "image/png", 0.3), ("", "image/png", 0), ("*/*, image/png;q=0", "image/png", 0),
  ])
  func quality(header: String, type: String, quality: Double) {
    #expect(Request.quality(of: type, in: header) == quality)
  }
}
