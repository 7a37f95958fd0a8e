/// Rows of text as the exports of the API have them: fields are separated by semicolons, lines end with CRLF, and what needs quotes has them
/// (RFC 4180 §2).
public enum CSV {
  public static func text(_ lines: [[String]]) -> String {
    lines.map { $0.map(field).joined(separator: ";") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [UInt8(ascii: ";"), UInt8(ascii: "\""), 10, 13].contains($0) }
    guard needsQuotes else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Response {
  /// A file of rows to be saved under a name.
  public static func csv(_ lines: [[String]], named name: String) -> Response {
    Response(
      contentType: "text/csv", headers: [Header("Content-Disposition", "attachment; filename=\(name)")],
      body: .bytes(Array(CSV.text(lines).utf8)))
  }
}
