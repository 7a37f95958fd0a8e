/// Writes rows of text as the exports of the API have them: fields are separated by semicolons, lines end with CRLF, and what needs quotes has
/// them (RFC 4180 §2).
public struct CSVWriter {
  private let output: JSONOutput
  /// Are cells that a spreadsheet would calculate kept from it, by an apostrophe before them?
  private let neutralises: Bool
  private var isFirst = true

  public init(_ output: JSONOutput, neutralises: Bool) {
    self.output = output
    self.neutralises = neutralises
  }

  public mutating func row(_ fields: [String]) {
    for text in fields { field(text) }
    end()
  }

  public mutating func field(_ text: String) {
    if !isFirst { output.append(byte: UInt8(ascii: ";")) }
    isFirst = false
    let text = neutralises && Formula.isCalculated(text) ? "'" + text : text
    let needsQuotes = text.utf8.contains { [UInt8(ascii: ";"), UInt8(ascii: "\""), 10, 13].contains($0) }
    guard needsQuotes else { return output.append(raw: text) }
    output.append(byte: UInt8(ascii: "\""))
    output.append(raw: text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))
    output.append(byte: UInt8(ascii: "\""))
  }

  public mutating func end() {
    output.append(raw: "\r\n")
    isFirst = true
  }
}

/// Cells that spreadsheets take for formulas: `=cmd|…` may start a program of whoever opens the file.
public enum Formula {
  /// Would a spreadsheet calculate it? Numbers and telephone numbers are no harm. What begins with an apostrophe is judged by what follows,
  /// so that writing and reading lose none.
  public static func isCalculated(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !first.properties.isAlphabetic else { return false }
    let rest = text.unicodeScalars.drop { $0 == "'" || $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
    guard let sign = rest.first, "=+-@＝＋－＠".unicodeScalars.contains(sign) else { return false }
    return rest.contains { $0.properties.isAlphabetic || $0 == "|" || $0 == "!" }
  }

  /// The text of a cell as it was before it was written.
  public static func plain(_ text: String) -> String {
    text.first == "'" && isCalculated(text) ? String(text.dropFirst()) : text
  }
}
