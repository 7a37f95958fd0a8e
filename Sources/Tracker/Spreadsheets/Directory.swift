import Engine
import MariaDB
import Web

/// Rows by what people write for them in a cell, without regard to case and blanks around it.
struct Directory {
  private var ids: [String: ID] = [:]

  func find(_ cell: String) -> ID? { ids[Self.key(cell)] }

  private static func key(_ text: String) -> String { text.trimmingBlanks().lowercased() }

  /// - Parameter sql: selects an id and what it may be called; the first row of a name counts.
  init(_ sql: SQL, _ database: Connection) throws {
    try database.stream(sql) { row in
      guard let id = row.id(0) else { return }
      for index in 1..<row.count {
        guard let name = row.text(index)?.nonEmpty, ids[Self.key(name)] == nil else { continue }
        ids[Self.key(name)] = id
      }
    }
  }

  /// All people by id, name and address.
  static func people(_ database: Connection) throws -> Directory {
    try Directory("SELECT person.id, person.id, \(PersonShape.fullName), person.email FROM person ORDER BY person.id", database)
  }

  /// Task statuses by name and short name.
  static func statuses(_ database: Connection) throws -> Directory {
    try Directory("SELECT id, name, short_name FROM task_status ORDER BY id", database)
  }
}
