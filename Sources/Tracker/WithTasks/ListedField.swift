import MariaDB
import Web

/// One field of an entity or a task in a listing: its name, what is selected for it, and what stands there for null.
struct ListedField: Sendable {
  enum Source: Sendable {
    case value(SQL, Column.Kind, whenNull: String)
    /// JSON text that is the same for every row.
    case constant(String)
    /// The tasks of the entity.
    case tasks
  }

  let name: String
  let source: Source

  init(_ name: String, _ sql: SQL, _ kind: Column.Kind, whenNull: String = "null") {
    self.name = name
    source = .value(sql, kind, whenNull: whenNull)
  }

  init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
  }

  /// A column under its own name, or under another.
  init(_ table: Table, _ column: String, as name: String? = nil, whenNull: String = "null") {
    self.init(
      name ?? column, SQL(raw: "\(table.name).\(quoted(column))"), table.column(column)?.kind ?? .text, whenNull: whenNull)
  }

  /// Columns under their own names, separated by blanks.
  static func columns(_ names: String, of table: Table) -> [ListedField] {
    names.split(separator: " ").map { ListedField(table, String($0)) }
  }

  static let tasks = ListedField("tasks", .tasks)
}

/// Writes rows of the same fields as objects, or compact: as arrays of the values alone.
struct ListedRow: Sendable {
  private enum Step: Sendable {
    case bytes([UInt8])
    case value([UInt8], Shape.Format, whenNull: [UInt8])
    case tasks([UInt8])
  }

  /// The expressions to select, in order.
  let select: SQL
  private let steps: [Step]
  private let opening: UInt8
  private let closing: UInt8

  init(_ fields: [ListedField], isCompact: Bool) {
    opening = UInt8(ascii: isCompact ? "[" : "{")
    closing = UInt8(ascii: isCompact ? "]" : "}")
    select = fields.compactMap { if case .value(let sql, _, _) = $0.source { sql } else { nil } }.joined(separator: ", ")
    steps = fields.enumerated().map { index, field in
      let prefix = Array((index == 0 ? "" : ",").utf8) + Array((isCompact ? "" : "\"\(field.name)\":").utf8)
      return switch field.source {
      case .value(_, let kind, let whenNull): .value(prefix, Shape.Format(kind), whenNull: Array(whenNull.utf8))
      case .constant(let text): .bytes(prefix + Array(text.utf8))
      case .tasks: .tasks(prefix)
      }
    }
  }

  /// - Parameters:
  ///   - first: the column of the row where the selected expressions begin.
  ///   - tasks: writes the tasks of an entity.
  func write(_ row: Row, from first: Int, to output: JSONOutput, tasks: () throws -> Void) rethrows {
    var index = first
    output.append(byte: opening)
    for step in steps {
      switch step {
      case .bytes(let bytes): output.append(bytes)
      case .value(let prefix, let format, let whenNull):
        output.append(prefix)
        if row.isNull(index) { output.append(whenNull) } else { Shape.write(row, index, format, to: output) }
        index += 1
      case .tasks(let prefix):
        output.append(prefix)
        try tasks()
      }
    }
    output.append(byte: closing)
  }
}
