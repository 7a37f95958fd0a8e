/// A JSON document in memory (RFC 8259): bodies that came in, small answers, and stored JSON columns that are changed.
///
/// Rows of the database never become one: they are written from the result set (`JSONOutput`).
public enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A whole number of more than 64 bits, as its digits: kept, never calculated with.
  case digits(String)
  case number(Double)
  case text(String)
  case array([JSON])
  case object(Object)

  public var isNull: Bool { self == .null }

  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  public var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// A whole number, also one written with an empty fraction.
  public var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  public var array: [JSON]? {
    if case .array(let array) = self { array } else { nil }
  }

  public var object: Object? {
    if case .object(let object) = self { object } else { nil }
  }

  public subscript(_ name: String) -> JSON { object?[name] ?? .null }

  /// False, null, zero, and everything empty are not truthy; the contract speaks of truthy values in a few places.
  public var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let bool): bool
    case .integer(let number): number != 0
    case .digits: true
    case .number(let number): number != 0
    case .text(let text): !text.isEmpty
    case .array(let array): !array.isEmpty
    case .object(let object): !object.isEmpty
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  public init(dictionaryLiteral elements: (String, JSON)...) {
    var object = Object()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
  }

  public init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  public init(_ id: ID?) { self = id.map { .text($0.description) } ?? .null }
  public init(_ texts: [String]) { self = .array(texts.map { .text($0) }) }
}
