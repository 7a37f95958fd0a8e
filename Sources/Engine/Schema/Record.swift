import MariaDB
import Web

/// One stored row in memory, for rules that look at it before or after a write. Rows that are answered never pass through here.
package struct Record: Sendable {
  package let table: Table
  private var columns: [Value]

  package init(_ table: Table, _ row: Row, from first: Int = 0) {
    self.table = table
    columns = table.columns.indices.map { row.value(first + $0) }
  }

  /// A row with these values; the other columns are null.
  package init(_ table: Table, values: [String: Value]) {
    self.table = table
    columns = table.columns.map { values[$0.name] ?? .null }
  }

  /// A column's value. A name that the table does not have ends the program; ask `has` where the table may be any.
  package subscript(_ column: String) -> Value {
    get { columns[place(column)] }
    set { columns[place(column)] = newValue }
  }

  private func place(_ column: String) -> Int {
    guard let index = table.index(of: column) else { preconditionFailure("\(table.name) has no column \(column)") }
    return index
  }

  package func has(_ column: String) -> Bool { table.index(of: column) != nil }

  /// All values in the order of the table's columns.
  package var row: [Value] { columns }

  /// All values by the names of their columns.
  package var values: [String: Value] { Dictionary(zip(table.columns.map(\.name), columns)) { first, _ in first } }

  package var id: ID { id("id") ?? ID(high: 0, low: 0) }

  package func id(_ column: String) -> ID? { self[column].text.flatMap { ID($0) } }

  package func text(_ column: String) -> String? { self[column].text }

  package func bool(_ column: String) -> Bool { (self[column].integer ?? 0) != 0 }

  package func double(_ column: String) -> Double? {
    switch self[column] {
    case .double(let number): number
    case .integer(let number): Double(number)
    case .text(let text): Double(text)
    default: nil
    }
  }

  package func integer(_ column: String) -> Int? { self[column].integer.map { Int($0) } }

  /// The document of a JSON column; null when there is none.
  package func json(_ column: String) -> JSON { self[column].text.flatMap { try? JSON.parse($0) } ?? .null }

  /// Every column in the order of the declaration, for `Record.init`.
  package static func selection(_ table: Table, as alias: String? = nil) -> SQL {
    SQL(raw: table.columns.map { "\(alias ?? table.name).\(quoted($0.name))" }.joined(separator: ", "))
  }
}

extension Connection {
  /// The row of that id; nil when there is none.
  /// - Parameter isLocked: keeps other transactions from changing it until this one ends.
  package func record(_ table: Table, _ id: ID, isLocked: Bool = false) throws -> Record? {
    try first(
      "SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE \(raw: table.name).id = \(id)\(raw: isLocked ? " FOR UPDATE" : "")"
    ) { Record(table, $0) }
  }

  /// The ids in the first column of each row.
  package func ids(_ sql: SQL) throws -> [ID] { try all(sql) { $0.id(0) }.compactMap { $0 } }
}

extension Row {
  /// The id in a UUID column; nil for null.
  package func id(_ index: Int) -> ID? { isNull(index) ? nil : text(index).flatMap { ID($0) } }
}

extension ID: Bindable {
  public var sqlValue: Value { .text(description) }
}

extension DateTime: Bindable {
  public var sqlValue: Value { .text(sql) }
}
