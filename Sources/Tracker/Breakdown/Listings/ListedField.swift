import Engine
import MariaDB
import Web

/// One field of an entity or a task in a listing: its name, what is selected for it, and what stands there for null.
struct ListedField: Sendable {
  enum Source: Sendable {
    case value(SQL, Column.Kind, whenNull: String)
    /// JSON text that is the same for every row.
    case constant(String)
    /// A member of a JSON document that is an object, of any type.
    case member(SQL, String)
    /// The tasks of the entity.
    case tasks
    /// Does the caller follow the task?
    case isSubscribed
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
