/// A piece of SQL with the values it binds.
///
/// Interpolation binds, it never concatenates, so no outside text can become part of a statement:
///
///     let sql: SQL = "SELECT name FROM task WHERE project_id = \(project) AND priority > \(2)"
///     sql.text       // SELECT name FROM task WHERE project_id = ? AND priority > ?
///     sql.values     // [project, 2]
///
/// Another `SQL` is spliced in with its own values, and a list in `IN` takes one `?` per element:
///
///     let open: SQL = "status = \("open")"
///     "SELECT id FROM project WHERE \(open) AND id IN \(ids)"
///
/// Only `StaticString`s and names declared in the program go in as text, by `\(raw:)`.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
  public private(set) var text: String
  public private(set) var values: [Value]

  public init(raw text: String) {
    self.text = text
    self.values = []
  }

  public init(stringLiteral value: String) { self.init(raw: value) }

  public init(stringInterpolation: StringInterpolation) {
    text = stringInterpolation.text
    values = stringInterpolation.values
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    var values: [Value] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount)
      values.reserveCapacity(interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    public mutating func appendInterpolation(_ value: some Bindable) {
      text += "?"
      values.append(value.sqlValue)
    }

    /// Nil binds NULL. (Declared for itself, so that the compiler knows that an optional is meant.)
    public mutating func appendInterpolation<Wrapped: Bindable>(_ value: Wrapped?) {
      text += "?"
      values.append(value.sqlValue)
    }

    public mutating func appendInterpolation(_ sql: SQL) {
      text += sql.text
      values += sql.values
    }

    /// A list in parentheses. The empty list is `(NULL)`: equal to nothing, which is what `IN ()` would mean.
    public mutating func appendInterpolation(_ list: [some Bindable]) {
      text += list.isEmpty ? "(NULL)" : "(" + repeatElement("?", count: list.count).joined(separator: ", ") + ")"
      values += list.map(\.sqlValue)
    }

    /// Text that is part of the program: a table's or a column's declared name.
    public mutating func appendInterpolation(raw name: String) { text += name }
  }

  public static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum += right
    return sum
  }

  public static func += (left: inout SQL, right: SQL) {
    left.text += right.text
    left.values += right.values
  }
}

extension Sequence<SQL> {
  /// The pieces one after the other, with `separator` between them.
  public func joined(separator: String) -> SQL {
    var sum: SQL = ""
    var isFirst = true
    for piece in self {
      if !isFirst { sum += SQL(raw: separator) }
      sum += piece
      isFirst = false
    }
    return sum
  }
}
