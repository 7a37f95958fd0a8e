import Testing

@testable import Web

/// RFC 8259, with cases after "Parsing JSON is a Minefield" (N. Seriot).
@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSON.null), (" true ", true), ("false", false), ("\t\r\n 0", 0), ("-0", 0), ("12", 12), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)), ("1.5", 1.5), ("-0.25e2", -25.0), ("1E3", 1000.0),
      ("1e-400", 0.0), (#""""#, ""), (#""a""#, "a"), ("[]", []), ("[ ]", []), ("{}", [:]), ("[1,[2,{}]]", [1, [2, [:]]]),
      (#"{"a":1,"b":[null]}"#, ["a": 1, "b": [nil]]), (#"{"":0}"#, ["": 0]),
    ] as [(String, JSON)])
  func documents(text: String, expected: JSON) throws {
    #expect(try JSON.parse(text) == expected)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.e3", "0x10",
    "1_000", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,}"#, "{a:1}", "{'a':1}",
    #"{"a" 1}"#, #"{1:1}"#, #""a"#, #"""#, "'a'", "1 2", "[1]]", "// c", "/* c */ 1", "\u{FEFF}1", #""\"#, #""\x""#, #""\u12""#,
    #""\u12G4""#, "\"a\nb\"", "\"\t\"", "\"\u{0}\"", "1e400", "-1e400",
  ])
  func notJSON(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(text) }
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9\u20ac""#, "Aéé€"), (#""\ud83d\udc26""#, "🐦"),
    (#""a\u0000b""#, "a\u{0}b"), ("\"é🐦\u{7F}\"", "é🐦\u{7F}"), (#""plain \u0026 after""#, "plain & after"),
  ])
  func strings(text: String, expected: String) throws {
    #expect(try JSON.parse(text) == .text(expected))
  }

  @Test(arguments: [
    #""\ud83d""#, #""\udc26""#, #""\ud83dx""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\udc26\ud83d""#, #""\ud83d\ud83d""#,
  ])
  func halfSurrogates(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(text) }
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    #expect(throws: JSONSyntaxError.self) { try JSON.parse([0x22] + bytes + [0x22]) }
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(Array(#"{"\n"#.utf8) + bytes + Array(#"":1}"#.utf8)) }
  }

  @Test func duplicates() throws {
    let object = try #require(try JSON.parse(#"{"a":1,"b":2,"a":3}"#).object)
    #expect(object["a"] == 3, "the last one counts")
    #expect(object.names == ["a", "b"], "in the place of the first")
  }

  @Test func bigIntegersKeepTheirDigits() throws {
    #expect(try JSON.parse("9223372036854775808") == .digits("9223372036854775808"))
    #expect(try JSON.parse("-9223372036854775809") == .digits("-9223372036854775809"))
    #expect(try JSON.parse("123456789012345678901234567890").description == "123456789012345678901234567890")
  }

  @Test func depth() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(throws: Never.self) { try JSON.parse(nested(JSON.maxDepth)) }
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(nested(JSON.maxDepth + 2)) }
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(String(repeating: #"{"a":"#, count: 100_000)) }
  }

  @Test func whereItStopped() {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse(#"{"a": nope}"#) }
    #expect(error?.offset == 6)
  }
}

@Suite struct JSONTests {
  @Test func wholeNumbers() {
    #expect(JSON.number(5).integer == 5)
    #expect(JSON.number(5.5).integer == nil)
    #expect(JSON.number(1e300).integer == nil)
    #expect(JSON.text("5").integer == nil)
  }

  @Test func orderOfMembersMeansNothing() {
    let one: JSON = ["a": 1, "b": 2]
    let other: JSON = ["b": 2, "a": 1]
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.description != other.description, "but it is kept")
  }

  @Test func removedMembers() {
    var object: JSON.Object = ["a": 1, "b": 2, "c": 3]
    object["b"] = nil
    object["nope"] = nil
    #expect(object.names == ["a", "c"])
    object["b"] = 4
    #expect(JSON.object(object).description == #"{"a":1,"c":3,"b":4}"#)
    object["a"] = .null
    #expect(object["a"] == .null, "null is a value")
    #expect(object.count == 3)
  }

  @Test(arguments: [JSON.null, false, 0, 0.0, "", [], [:]])
  func notTruthy(json: JSON) {
    #expect(!json.isTruthy)
  }

  @Test(arguments: [true, 1, -1, 0.5, "0", [nil], ["a": nil], .digits("99999999999999999999")] as [JSON])
  func truthy(json: JSON) {
    #expect(json.isTruthy)
  }
}
