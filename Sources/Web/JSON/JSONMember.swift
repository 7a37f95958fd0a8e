/// Finding one member of an object in JSON text without reading the document into values.
///
/// It is for columns that the database has checked: of what is no JSON something may be found that is none, but never outside of the text.
public struct JSONMember {
  private let text: UnsafeRawBufferPointer
  private var position = 0

  /// The bytes of the value of the first member of that name; nil when there is none, or the text is no object.
  /// - Parameter name: as it is written between the quotes.
  public static func value(_ name: UnsafeRawBufferPointer, of text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var reader = JSONMember(text: text)
    reader.skipBlanks()
    guard reader.take("{") else { return nil }
    while true {
      reader.skipBlanks()
      let start = reader.position + 1
      guard reader.skipString() else { return nil }
      let isWanted = reader.position - 1 - start == name.count && name.elementsEqual(text[start..<reader.position - 1])
      reader.skipBlanks()
      guard reader.take(":") else { return nil }
      reader.skipBlanks()
      let value = reader.position
      reader.skipValue()
      if isWanted { return reader.position > value ? UnsafeRawBufferPointer(rebasing: text[value..<reader.position]) : nil }
      reader.skipBlanks()
      guard reader.take(",") else { return nil }
    }
  }

  private init(text: UnsafeRawBufferPointer) { self.text = text }

  private mutating func skipBlanks() {
    while position < text.count, text[position] <= 0x20 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Answers false when there is no whole string here.
  private mutating func skipString() -> Bool {
    guard take("\"") else { return false }
    while position < text.count {
      if take("\"") { return true }
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = text.count
    return false
  }

  private mutating func skipValue() {
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""): _ = skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        position += 1
      case UInt8(ascii: ",") where depth == 0: return
      case 0...0x20 where depth == 0: return
      default: position += 1
      }
      // A string or a list ends the value; a number or a word goes on to what follows it.
      if depth == 0, let last = text[..<position].last, last == UInt8(ascii: "\"") || last == UInt8(ascii: "}") || last == UInt8(ascii: "]")
      {
        return
      }
    }
  }
}

extension JSONOutput {
  /// JSON text as MariaDB's functions write it: a blank behind each comma and colon, and no other.
  public func append(spaced json: UnsafeRawBufferPointer) {
    guard json.first == UInt8(ascii: "{") || json.first == UInt8(ascii: "[") else { return append(json) }
    var isInString = false
    var isEscaped = false
    for byte in json where isInString || byte > 0x20 {
      append(byte: byte)
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
        append(byte: 0x20)
      }
    }
  }
}
