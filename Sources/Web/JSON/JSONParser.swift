/// Why a text is not JSON.
public struct JSONSyntaxError: Error, Sendable, Equatable {
  public let reason: String
  /// Bytes before the place where reading stopped.
  public let offset: Int
  /// It may be JSON, but would take more memory than a document may.
  public var isTooLarge = false
}

extension JSON {
  /// Arrays and objects inside each other that are still read: enough for any client, little enough for the stack.
  public static let maxDepth = 200

  /// Elements and members in a document that is still read.
  public static let maxValues = 1_000_000

  /// Bytes of memory that any document may take, however small it is.
  static let smallCost = 4 << 20
  /// Bytes of memory that a larger document may take for each of its own. Those of people and programs take three or four.
  static let costPerByte = 10

  /// Reads a whole document in UTF-8 (RFC 8259). Not accepted: `NaN`, `Infinity`, comments, trailing commas, invalid UTF-8, surrogates
  /// that do not come in pairs, nesting deeper than `maxDepth`, more than `maxValues`, and what takes more than ten times its size in memory.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSON { try parse(bytes, maxValues: maxValues) }

  static func parse(_ bytes: [UInt8], maxValues: Int) throws(JSONSyntaxError) -> JSON {
    var parser = JSONParser(bytes: bytes, maxValues: maxValues)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.position == bytes.count else { throw parser.error("something follows the document") }
    return value
  }

  public static func parse(_ text: String) throws(JSONSyntaxError) -> JSON { try parse(Array(text.utf8)) }
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  /// What is read of the arrays and objects that are still open: each is made when its size is known, with no room to spare.
  private var elements: [JSON] = []
  private var members: [(String, JSON)] = []
  private let maxValues: Int
  private var values = 0
  /// Bytes of memory that may still be taken.
  private var budget: Int

  init(bytes: [UInt8], maxValues: Int) {
    self.bytes = bytes
    self.maxValues = maxValues
    budget = max(JSON.smallCost, bytes.count.multipliedReportingOverflow(by: JSON.costPerByte).partialValue)
  }

  /// Counts memory before it is taken: a block of the allocator for `size` bytes of content.
  private mutating func spend(_ size: Int) throws(JSONSyntaxError) {
    // Two words of the object, two of its array or text, up to two of the allocator.
    budget -= size + 48
    if budget < 0 { throw tooLarge("the document takes too much memory for its size") }
  }

  /// Counts a value, and the growth of the list it waits in.
  private mutating func count(in list: Int, capacity: Int, stride: Int) throws(JSONSyntaxError) {
    values += 1
    guard values <= maxValues else { throw tooLarge("the document has more than \(maxValues) values") }
    // It becomes twice as large.
    if list == capacity { try spend(max(list, 1) * stride) }
  }

  private func tooLarge(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: position, isTooLarge: true) }

  func error(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(reason: reason, offset: position) }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
    guard depth <= JSON.maxDepth else { throw error("nested deeper than \(JSON.maxDepth)") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): return try number()
    default: throw error("a value is expected")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    else { throw error("a value is expected") }
    position = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSON {
    position += 1
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(JSON.Object())
    }
    let start = members.count
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("a member's name is expected") }
      let name = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw error("':' is expected") }
      position += 1
      let value = try value(depth: depth + 1)
      try count(in: members.count, capacity: members.capacity, stride: Self.memberSize)
      members.append((name, value))
      skipBlanks()
      defer { position += 1 }
      if next == UInt8(ascii: "}") {
        let count = members.count - start
        try spend(count * Self.memberSize)
        // An index has a power of two of places, of which it fills at most three quarters.
        if count > JSON.Object.maxUnindexed { try spend(count * 3 * Self.placeSize) }
        defer { members.removeSubrange(start...) }
        return .object(JSON.Object(members[start...]))
      }
      guard next == UInt8(ascii: ",") else { throw error("',' or '}' is expected") }
    }
  }

  private static let memberSize = MemoryLayout<(String, JSON)>.stride
  private static let elementSize = MemoryLayout<JSON>.stride
  private static let placeSize = MemoryLayout<String>.stride + MemoryLayout<Int>.stride

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSON {
    position += 1
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    let start = elements.count
    while true {
      let value = try value(depth: depth + 1)
      try count(in: elements.count, capacity: elements.capacity, stride: Self.elementSize)
      elements.append(value)
      skipBlanks()
      defer { position += 1 }
      if next == UInt8(ascii: "]") {
        try spend((elements.count - start) * Self.elementSize)
        defer { elements.removeSubrange(start...) }
        return .array(Array(elements[start...]))
      }
      guard next == UInt8(ascii: ",") else { throw error("',' or ']' is expected") }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> JSON {
    let start = position
    var isWhole = true
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    try spend(text: position - start)
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole { return Int64(text).map { .integer($0) } ?? .digits(text) }
    guard let number = Double(text), number.isFinite else { throw error("the number is too large") }
    return .number(number)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    let start = position
    while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
    guard position > start else { throw error("a digit is expected") }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    // Most strings have no escape: they are taken as they stand.
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw error("a control character in a string must be escaped") }
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      try spend(text: position - start)
      return try text(bytes[start..<position])
    }
    var collected = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        try spend(text: collected.count)
        return try text(collected[...])
      case UInt8(ascii: "\\"): try escape(into: &collected)
      case 0..<0x20: throw error("a control character in a string must be escaped")
      default: collected.append(byte)
      }
    }
    throw error("the string does not end")
  }

  /// Up to 15 bytes are kept where a longer text has its address.
  private mutating func spend(text count: Int) throws(JSONSyntaxError) { if count > 15 { try spend(count) } }

  private func text(_ slice: ArraySlice<UInt8>) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw error("the string is not UTF-8") }
    return text
  }

  private mutating func escape(into collected: inout [UInt8]) throws(JSONSyntaxError) {
    guard let byte = next else { throw error("the string does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
    case UInt8(ascii: "b"): collected.append(0x08)
    case UInt8(ascii: "f"): collected.append(0x0C)
    case UInt8(ascii: "n"): collected.append(0x0A)
    case UInt8(ascii: "r"): collected.append(0x0D)
    case UInt8(ascii: "t"): collected.append(0x09)
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if code & 0xFC00 == 0xD800 {
        guard next == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
          throw error("half of a surrogate pair")
        }
        position += 2
        let second = try codeUnit()
        guard second & 0xFC00 == 0xDC00 else { throw error("half of a surrogate pair") }
        code = 0x10000 + (code & 0x3FF) << 10 + second & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("half of a surrogate pair") }
      collected.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: throw error("an unknown escape")
    }
  }

  private mutating func codeUnit() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = hexadecimalDigit(byte) else { throw error("four hexadecimal digits are expected") }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
