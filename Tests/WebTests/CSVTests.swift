import Testing

@testable import Web

/// RFC 4180, and what spreadsheets make of it.
@Suite struct CSVTests {
  private static func read(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8))
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.fields) }
    return rows
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a;b\r\n1;2", [["a", "b"], ["1", "2"]]), ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
    // A tie goes to the comma.
    ("a|b,c\n1|2", [["a|b", "c"], ["1|2"]]), ("\u{FEFF}a,b\n", [["a", "b"]]), ("a,b\n\n,\n", [["a", "b"], [""], ["", ""]]),
    ("a,\"x,\"\"y\"\"\r\nz\"\n", [["a", "x,\"y\"\r\nz"]]), ("\"a;b\",c,d\n", [["a;b", "c", "d"]]), ("a,b,", [["a", "b", ""]]),
  ])
  func rows(text: String, expected: [[String]]) throws {
    #expect(try Self.read(text) == expected)
  }

  @Test func linesAreThoseOfTheFile() throws {
    var reader = try CSVReader(Array("a,b\n\"x\ny\",1\r\n3,4".utf8))
    #expect(try [reader.next(), reader.next(), reader.next()].map { $0?.line } == [1, 3, 4])
    #expect(try reader.next()?.line == nil)
  }

  @Test(arguments: ["", "a\nb\n", "a b"]) func nothingSeparates(text: String) {
    #expect(throws: Failure.self) { try CSVReader(Array(text.utf8)) }
  }

  @Test func refused() throws {
    for bytes in [Array("a,b\n\"open\n".utf8), [0x61, 0x2C, 0xFF], Array("a,\(String(repeating: "x", count: 500_001))".utf8)] {
      #expect(throws: Failure.self) {
        var reader = try CSVReader(bytes)
        while try reader.next() != nil {}
      }
    }
  }

  @Test(arguments: ["=1+A1", "@sum", "+cmd|x", "-x", " =a", "\t=a", "'=a", "＝a"]) func formulas(text: String) {
    #expect(Formula.isCalculated(text))
    #expect(Formula.plain("'" + text) == text)
  }

  @Test(arguments: ["", "a", "-5.5", "+33 6 12", "a=b", "'x", "it's", "-", "5"]) func plainText(text: String) {
    #expect(!Formula.isCalculated(text))
    #expect(Formula.plain(text) == text)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let output = JSONOutput()
    var writer = CSVWriter(output, neutralises: true)
    let row = ["=1+x", "a;\"b\"\r\nc", "", "'=y", "é"]
    writer.row(row)
    var reader = try CSVReader(Array(output.bytes))
    #expect(try reader.next()?.fields.map(Formula.plain) == row)
  }
}
