import Testing
import Web

/// The expected values are those that MariaDB's JSON_EXTRACT answers.
@Suite struct JSONMemberTests {
  private func member(_ name: String, of text: String) -> String? {
    Array(name.utf8).withUnsafeBytes { name in
      Array(text.utf8).withUnsafeBytes { text in
        JSONMember.value(name, of: text).map { value in
          let output = JSONOutput(capacity: 16)
          output.append(spaced: value)
          return output.text
        }
      }
    }
  }

  @Test(arguments: [
    (#"{"a":24}"#, "24"), (#"{"b":1,"a":1.50e3 }"#, "1.50e3"), (#" { "a" : null } "#, "null"), (#"{"a":true,"a":2}"#, "true"),
    (#"{"a":"x\u00e9\""}"#, #""x\u00e9\"""#), (#"{"b":"\"a\":7","a":"b,c}"}"#, #""b,c}""#), (#"{"b":{"a":5},"a":6}"#, "6"),
    (#"{"b":[{"a":5}],"a":""}"#, #""""#),
    (#"{"a":{"b":1,"c":[1,2,{}],"d":[]}, "a":3}"#, #"{"b": 1, "c": [1, 2, {}], "d": []}"#),
    (#"{"x":{"a":5},"a" : [ 1 ,{ "q" : "a,b:c \" , \\" } ] }"#, #"[1, {"q": "a,b:c \" , \\"}]"#),
  ])
  func found(_ text: String, _ value: String) { #expect(member("a", of: text) == value) }

  @Test(arguments: ["{}", "[]", "null", "", "7", #""a""#, #"[{"a":1}]"#, #"{"A":1}"#, #"{"ab":1}"#, #"{"\u0061":7}"#, #"{"b":{"a":1}}"#])
  func missing(_ text: String) { #expect(member("a", of: text) == nil) }

  /// Whatever is cut off, nothing is read outside of the text.
  @Test func survivesWhatIsNoJSON() {
    let whole = #"{"b":{"x":[1,"\"]"]},"a":["\\",{"c":null}]}"#
    for length in 0..<whole.utf8.count { _ = member("a", of: String(whole.prefix(length))) }
    for text in ["{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\\", "{,", "{\"b\":1]", "{\"a\":]"] { _ = member("a", of: text) }
  }
}
