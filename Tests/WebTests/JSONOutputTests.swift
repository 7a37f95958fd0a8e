import Testing

@testable import Web

@Suite struct JSONOutputTests {
  private func written(_ write: (JSONOutput) -> Void) -> String {
    // Small, so that every write has it grow.
    let output = JSONOutput(capacity: 1)
    write(output)
    return output.text
  }

  @Test func everyASCIICharacter() throws {
    let short: [UInt8: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 0x22: "\"", 0x5C: "\\"]
    for byte in UInt8(0)..<0x80 {
      let character = String(Unicode.Scalar(byte))
      let hexadecimal = String(byte, radix: 16)
      let expected =
        short[byte].map { "\\\($0)" }
        ?? (byte < 0x20 ? "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal : character)
      #expect(written { $0.append(character) } == "\"\(expected)\"")
    }
  }

  /// Strings are scanned eight bytes at a time: what needs an escape must be found in every place of a word, beside text of more than
  /// one byte per character, and nothing else may be escaped.
  @Test func everyPlaceOfAWord() throws {
    for special in ["\"", "\\", "\u{1F}", "\n", "\u{0}"] {
      for filler in ["a", "é", "€", "🐦", "\u{7F}"] {
        for before in 0..<18 {
          for after in 0..<9 {
            let text = String(repeating: filler, count: before) + special + String(repeating: filler, count: after)
            let json = written { $0.append(text) }
            #expect(try JSON.parse(json) == .text(text))
            #expect(json.unicodeScalars.filter { $0 == "\\" }.count == (special == "\\" ? 2 : 1))
          }
        }
      }
    }
  }

  @Test func textThatNeedsNoEscape() {
    for text in ["", "a", "1234567", "12345678", "123456789", "ÿÿÿÿ", "日本語のプロジェクト", "🐦🐦🐦", "</script>", "a/b", "\u{2028}"] {
      #expect(written { $0.append(text) } == "\"\(text)\"")
    }
  }

  @Test(arguments: [
    0, 1, 9, 10, 99, 100, 12_345_678, -1, -9, -10, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max, .min, .min + 1,
  ])
  func integers(number: Int) {
    #expect(written { $0.append(number) } == String(number))
  }

  @Test(arguments: [
    (0.0, "0.0"), (-0.0, "-0.0"), (3.0, "3.0"), (-3.0, "-3.0"), (0.1, "0.1"), (1.5, "1.5"), (999_999_999_999_999.0, "999999999999999.0"),
    (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.nan, "null"),
    (.infinity, "null"), (-.infinity, "null"),
  ])
  func floats(number: Double, expected: String) throws {
    let text = written { $0.append(number) }
    #expect(text == expected)
    if number.isFinite {
      #expect(try JSON.parse(text) == .number(number), "what is written is read as the same number, and as no integer")
    }
  }

  @Test func floatsComeBack() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      let text = written { $0.append(number) }
      guard case .number(let read) = try JSON.parse(text) else {
        Issue.record("\(text) is no float")
        continue
      }
      #expect(read == number)
    }
  }

  @Test func dates() {
    #expect(written { $0.append(year: 2026, month: 1, day: 2) } == #""2026-01-02""#)
    #expect(written { $0.append(year: 7, month: 12, day: 31) } == #""0007-12-31""#)
    #expect(
      written { $0.append(year: 2026, month: 11, day: 21, hour: 9, minute: 8, second: 7) } == #""2026-11-21T09:08:07""#)
  }

  @Test func documents() throws {
    let text = #"{"b":[1,2.5,"x",null,true,{}],"a":{"é":"\n"},"c":[],"d":99999999999999999999}"#
    #expect(try JSON.parse(text).description == text)
  }

  @Test func memoryIsUsedAgain() {
    let output = JSONOutput(capacity: 8)
    output.append(String(repeating: "x", count: 100_000))
    output.shrink(to: 64)
    output.append("y")
    #expect(output.text == "\"y\"")
    output.removeAll()
    #expect(output.count == 0)
    output.append(raw: "[")
    output.append([0x31, 0x5D])
    #expect(output.text == "[1]")
  }
}
