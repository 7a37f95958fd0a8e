import Testing
import Web

/// RFC 9110 §13.1.2.
@Suite struct EntityTagTests {
  private let tag = EntityTag(weak: "abc-_1")

  @Test func isWeak() { #expect(tag.description == "W/\"abc-_1\"") }

  @Test(arguments: [
    "*", " * ", "W/\"abc-_1\"", "\"abc-_1\"", "\"x\", W/\"abc-_1\"", "W/\"x\",W/\"y\" ,\t\"abc-_1\"", ", ,\"abc-_1\",",
    "\"a,b\", \"abc-_1\"", "\"\", \"abc-_1\"",
  ])
  func isNamed(_ header: String) { #expect(tag.isNamed(by: header)) }

  @Test(arguments: [
    "", " ", "\"x\"", "abc-_1", "W/abc-_1", "\"abc-_1", "\"abc-_1x\"", "\"xabc-_1\"", "\"ABC-_1\"", "w/\"abc-_1\"", "x, \"abc-_1\"",
    "\"x\" \"abc-_1\"", "**", "*, \"x\"", "\"W/\"abc-_1\"\"",
  ])
  func isNotNamed(_ header: String) { #expect(!tag.isNamed(by: header)) }
}
