/// What can be bound to a statement's `?`, or be read from one column of a row.
public enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case double(Double)
  case text(String)
  case bytes([UInt8])
}

/// A type that statements can bind.
public protocol Bindable {
  var sqlValue: Value { get }
}

extension Value: Bindable {
  public var sqlValue: Value { self }
}

extension String: Bindable {
  public var sqlValue: Value { .text(self) }
}

extension Int: Bindable {
  public var sqlValue: Value { .integer(Int64(self)) }
}

extension Int64: Bindable {
  public var sqlValue: Value { .integer(self) }
}

extension Double: Bindable {
  public var sqlValue: Value { .double(self) }
}

extension Bool: Bindable {
  public var sqlValue: Value { .integer(self ? 1 : 0) }
}

extension [UInt8]: Bindable {
  public var sqlValue: Value { .bytes(self) }
}

extension Optional: Bindable where Wrapped: Bindable {
  public var sqlValue: Value { self?.sqlValue ?? .null }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(nilLiteral: ()) { self = .null }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }

  public var isNull: Bool { self == .null }

  /// The text of a textual value; nil for every other kind.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The whole number of an integer value; nil for every other kind.
  public var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }
}
