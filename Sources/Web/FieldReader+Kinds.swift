/// Fields of other kinds than text (contract chapter 05, Validated bodies).
extension FieldReader {
  /// The name of something, required: 1 to `maximum` characters.
  public mutating func name(_ field: String = "name", atMost maximum: Int = 160) -> String {
    text(field, atLeast: 1, atMost: maximum)
  }

  /// A UUID in any usual notation; nil when absent or null.
  public mutating func optionalID(_ field: String) -> ID? {
    describe(field, .id)
    guard let value = self[field], !value.isNull else { return nil }
    guard let id = value.text.flatMap({ ID(anyNotation: $0) }) else {
      fail(field, "Input should be a valid UUID")
      return nil
    }
    return id
  }

  /// A UUID in any usual notation, required.
  public mutating func id(_ field: String) -> ID {
    describe(field, .id, required: true)
    let nobody = ID(high: 0, low: 0)
    guard let value = self[field] else {
      fail(field, "Field required")
      return nobody
    }
    guard let id = value.text.flatMap({ ID(anyNotation: $0) }) else {
      fail(field, "Input should be a valid UUID")
      return nobody
    }
    return id
  }

  /// UUIDs in any usual notation; none when absent.
  public mutating func ids(_ field: String) -> [ID] {
    describe(field, .ids)
    guard let value = self[field] else { return [] }
    guard let elements = value.array else {
      fail(field, "Input should be a valid list")
      return []
    }
    guard elements.count <= ID.mostInList else {
      fail(field, "List should have at most \(ID.mostInList) items")
      return []
    }
    var ids: [ID] = []
    for (index, element) in elements.enumerated() {
      if let id = element.text.flatMap({ ID(anyNotation: $0) }) {
        ids.append(id)
      } else {
        fail("\(field).\(index)", "Input should be a valid UUID")
      }
    }
    return ids
  }

  /// A whole number of 32 bits, also as text; nil when absent or null.
  public mutating func optionalInteger(_ field: String) -> Int? {
    describe(field, .integer)
    guard let value = self[field], !value.isNull else { return nil }
    let number: Int64? =
      switch value {
      case .bool(let bool): bool ? 1 : 0
      case .text(let text): Int64(text.trimmingBlanks())
      default: value.integer
      }
    guard let number, Int32(exactly: number) != nil else {
      fail(field, "Input should be a valid integer")
      return nil
    }
    return Int(number)
  }

  /// A finite number, also as text; nil when absent or null.
  public mutating func optionalNumber(_ field: String) -> Double? {
    describe(field, .number)
    guard let value = self[field], !value.isNull else { return nil }
    return number(value, field)
  }

  /// A number above `bound` and at most `maximum`, also as text, required.
  public mutating func number(_ field: String, above bound: Double, atMost maximum: Double = .greatestFiniteMagnitude) -> Double {
    describe(field, .number, required: true)
    guard let value = self[field] else {
      fail(field, "Field required")
      return 0
    }
    guard let number = number(value, field) else { return 0 }
    if number <= bound { fail(field, "Input should be greater than \(bound)") }
    if number > maximum { fail(field, "Input should be less than or equal to \(maximum)") }
    return number
  }

  private mutating func number(_ value: JSON, _ field: String) -> Double? {
    let number: Double? =
      switch value {
      case .bool(let bool): bool ? 1 : 0
      case .integer(let integer): Double(integer)
      case .number(let number): number
      case .digits(let digits): Double(digits)
      case .text(let text): Double(text.trimmingBlanks())
      default: nil
      }
    guard let number, number.isFinite else {
      fail(field, "Input should be a valid number")
      return nil
    }
    return number
  }

  /// A whole number of 32 bits, also as text, required.
  public mutating func integer(_ field: String, atLeast minimum: Int = Int(Int32.min)) -> Int {
    describe(field, .integer, required: true)
    guard let value = self[field] else {
      fail(field, "Field required")
      return 0
    }
    guard !value.isNull, let number = optionalInteger(field) else {
      if value.isNull { fail(field, "Input should be a valid integer") }
      return 0
    }
    if number < minimum { fail(field, "Input should be greater than or equal to \(minimum)") }
    return number
  }

  /// A whole number of 32 bits, also as text; `fallback` when absent.
  public mutating func integer(_ field: String, default fallback: Int) -> Int {
    describe(field, .integer)
    return self[field] == nil ? fallback : integer(field)
  }

  /// True or false, also as a word or a number; nil when absent or null.
  public mutating func optionalBoolean(_ field: String) -> Bool? {
    describe(field, .boolean)
    guard let value = self[field], !value.isNull else { return nil }
    return boolean(field, default: false)
  }

  /// True or false, also as a word or a number; `fallback` when absent. Null is refused unless `nullable`, where it is `fallback` too.
  public mutating func boolean(_ field: String, default fallback: Bool, nullable: Bool = false) -> Bool {
    describe(field, .boolean)
    guard let value = self[field], !(nullable && value.isNull) else { return fallback }
    switch value {
    case .bool(let bool): return bool
    case .integer(0), .number(0): return false
    case .integer(1), .number(1): return true
    case .text(let text) where ["true", "t", "yes", "y", "on", "1"].contains(text.lowercased()): return true
    case .text(let text) where ["false", "f", "no", "n", "off", "0"].contains(text.lowercased()): return false
    default:
      fail(field, "Input should be a valid boolean")
      return fallback
    }
  }

  /// Rows that a body may hold in a list.
  public static let mostRows = 1000

  /// Objects of a list, each read by `read`; none when absent. Errors name the place in the list: `task_types.0.priority`.
  public mutating func rows<Row>(_ field: String, _ read: (inout FieldReader) -> Row) -> [Row] {
    describe(field, .objects)
    guard let value = self[field] else { return [] }
    guard let elements = value.array else {
      fail(field, "Input should be a valid list")
      return []
    }
    if elements.count > FieldReader.mostRows { fail(field, "List should have at most \(FieldReader.mostRows) items") }
    return elements.enumerated().compactMap { index, element in
      guard case .object(let object) = element else {
        fail("\(field).\(index)", "Input should be a valid dictionary")
        return nil
      }
      var reader = FieldReader(object)
      let row = read(&reader)
      for error in reader.errors { fail("\(field).\(index).\(error.field)", error.message) }
      return row
    }
  }

  /// Strings of a list; none when absent.
  public mutating func optionalTexts(_ field: String) -> [String] {
    describe(field, .texts)
    return self[field] == nil ? [] : texts(field)
  }
}

extension FieldReader {
  /// An array, also as the text of one; empty when absent, null, or an empty text.
  /// - Parameter check: what is wrong with an element; nil for one that is accepted.
  public mutating func list(_ field: String, _ check: (JSON) -> String?) -> [JSON] {
    describe(field, .list)
    guard let value = self[field], !value.isNull, value != .text("") else { return [] }
    guard let elements = value.array ?? value.text.flatMap({ try? JSON.parse($0) })?.array else {
      fail(field, "Input should be a valid list")
      return []
    }
    for (index, element) in elements.enumerated() {
      if let problem = check(element) { fail("\(field).\(index)", problem) }
    }
    return elements
  }
}

extension ID {
  /// Reads a UUID with or without dashes, in braces, or as `urn:uuid:…` (RFC 9562 §4).
  public init?(anyNotation text: String) {
    if let id = ID(text) {
      self = id
      return
    }
    var rest = text[...]
    if rest.hasPrefix("urn:uuid:") { rest = rest.dropFirst(9) }
    if rest.first == "{", rest.last == "}" { rest = rest.dropFirst().dropLast() }
    let digits = Array(rest.utf8.filter { $0 != UInt8(ascii: "-") })
    guard digits.count == 32 else { return nil }
    let dashed = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    self.init(dashed)
  }
}
