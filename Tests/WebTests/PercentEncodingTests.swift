import Testing

@testable import Web

@Suite struct PercentEncodingTests {
  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("a%20b", "a b"), ("%C3%A9", "é"), ("%c3%a9", "é"), ("é", "é"), ("%F0%9F%90%A6", "🐦"), ("a+b", "a+b"),
    ("100%", "100%"), ("%4", "%4"), ("%zz", "%zz"), ("%%41", "%A"), ("%2541", "%41"), ("%2F", "/"),
  ])
  func decoding(encoded: String, expected: String) {
    #expect(PercentEncoding.decode(encoded.utf8) == expected)
  }

  @Test(arguments: ["%C3", "%FF", "%C0%80", "%ED%A0%80", "%00", "a%00b"])
  func notText(encoded: String) {
    #expect(PercentEncoding.decode(encoded.utf8) == nil, "no UTF-8 without NUL")
  }

  @Test func encoding() {
    #expect(PercentEncoding.encode("a b&c=é~/") == "a%20b%26c%3D%C3%A9~%2F")
  }

  @Test func blanksOfForms() {
    #expect(PercentEncoding.decode("a+b%2Bc".utf8, isForm: true) == "a b+c")
  }

  @Test func pairs() throws {
    let pairs = try #require(PercentEncoding.pairs("a=1&b=&c&=d&a=2&&e=f=g&h+i=%26".utf8))
    #expect(pairs.map { "\($0.name)|\($0.value)" } == ["a|1", "b|", "c|", "|d", "a|2", "e|f=g", "h i|&"])
    #expect(PercentEncoding.pairs("".utf8)?.isEmpty == true)
    #expect(PercentEncoding.pairs("a=1&b=%FF".utf8) == nil)
    #expect(PercentEncoding.pairs("%FF=1".utf8) == nil)
  }
}

@Suite struct QueryTests {
  private func query(_ text: String) -> Query { Query(bytes: Array(text.utf8)) }

  @Test func repeatedNames() {
    let query = query("a=1&b=2&a=3")
    #expect(query["a"] == "1", "the first counts")
    #expect(query.all("a") == ["1", "3"])
    #expect(query["c"] == nil)
    #expect(query.all("c") == [])
  }

  @Test func whatCannotBeDecoded() {
    #expect(query("a=1").isValid)
    #expect(!query("a=%FF").isValid)
    #expect(!query("a=%00").isValid)
    #expect(query("").isValid)
    #expect(query("").isEmpty)
    #expect(!query("a").isEmpty)
  }

  @Test(arguments: [("true", true), ("TRUE", true), ("True", true), ("1", false), ("on", false), ("", false), (" true", false)])
  func flags(text: String, expected: Bool) {
    #expect(query("a=\(text)").flag("a") == expected)
    #expect(query("a=\(text)").flag("a", default: true) == expected)
    #expect(query("b=x").flag("a", default: true))
  }

  @Test(arguments: [("1", 1), ("-1", -1), ("%201%20", 1), ("+7", 7), ("007", 7)])
  func integers(text: String, expected: Int) throws {
    #expect(try query("a=\(text)").integer("a", default: 9) == expected)
    #expect(try query("b=1").integer("a", default: 9) == 9)
  }

  @Test(arguments: ["", "1.0", "1e0", "abc", "0x10", "99999999999999999999"])
  func noIntegers(text: String) {
    let failure = #expect(throws: Failure.self) { try query("page=\(text)").integer("page", default: 9) }
    #expect(failure?.status == 400)
    #expect(failure?.body["message"].text?.contains("page") == true, "it says which")
  }
}
