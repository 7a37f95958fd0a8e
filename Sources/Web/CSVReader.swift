/// Reads rows of text as spreadsheets write them (RFC 4180): fields between commas, semicolons, tabs or bars, whichever the first line has
/// most of; any line end, line breaks and doubled quotes within quotes, a byte order mark or none. One pass over the bytes.
public struct CSVReader {
  public struct Record: Sendable {
    /// The line of the file in which it ends, from 1.
    public let line: Int
    public let fields: [String]
  }

  /// Bytes of one field.
  static let longestField = 500_000

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1

  /// - Throws: 400 when nothing separates fields.
  public init(_ bytes: [UInt8]) throws(Failure) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let separator = Self.separator(bytes[position...]) else { throw .plain(400, "Could not determine delimiter") }
    self.separator = separator
  }

  private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")]
    var counts = [0, 0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 10 || byte == 13 { break }
      if let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
    }
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most).map { candidates[$0] }
  }

  /// The next row; nil at the end. Empty lines are rows of one empty field.
  /// - Throws: 400 for a quote without an end, for what is not UTF-8, and for a field that is too long.
  public mutating func next() throws(Failure) -> Record? {
    guard position < bytes.count else { return nil }
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard position < bytes.count else { return Record(line: line, fields: fields) }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      // A line end: LF, CR, or both.
      if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
      defer { line += 1 }
      return Record(line: line, fields: fields)
    }
  }

  private mutating func field() throws(Failure) -> String {
    var text: [UInt8] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      let start = line
      position += 1
      while true {
        guard position < bytes.count else { throw .plain(400, "Line \(start): a quote has no end.") }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == byte else { break }
          position += 1
        } else if byte == 10 || (byte == 13 && !(position < bytes.count && bytes[position] == 10)) {
          line += 1
        }
        text.append(byte)
        guard text.count <= Self.longestField else { throw tooLong }
      }
    }
    let start = position
    while position < bytes.count, bytes[position] != separator, bytes[position] != 10, bytes[position] != 13 { position += 1 }
    guard text.count + position - start <= Self.longestField else { throw tooLong }
    text += bytes[start..<position]
    guard let field = String(validating: text, as: UTF8.self), !text.contains(0) else {
      throw .plain(400, "Line \(line): the file is not UTF-8. Save it as CSV in UTF-8.")
    }
    return field
  }

  private var tooLong: Failure { .plain(400, "Line \(line): a cell is longer than \(Self.longestField) bytes.") }
}
