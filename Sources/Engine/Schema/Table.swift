/// The declaration of a table: everything generic about its rows follows from it.
package struct Table: Sendable {
  package let name: String
  /// The `type` that its rows show.
  package let model: String
  package let fields: [Field]
  package let columns: [Column]
  package let relations: [Relation]
  /// Rows that are shown whole inside of a row: they can be neither filtered by nor written.
  package let objects: [String]
  /// Columns of the primary key.
  package let key: [String]
  /// Sets of columns whose values occur once, beside those of unique columns.
  package let unique: [[String]]
  private let indices: [String: Int]

  /// As a sentence names one of its rows: `task type`.
  package var spokenName: String { String(name.map { $0 == "_" ? " " : $0 }) }

  package init(_ name: String, model: String, key: [String] = ["id"], objects: [String] = [], unique: [[String]] = [], fields: [Field]) {
    self.name = name
    self.model = model
    self.fields = fields
    self.key = key
    self.objects = objects
    self.unique = unique
    columns = fields.compactMap { if case .column(let column) = $0 { column } else { nil } }
    relations = fields.compactMap { if case .relation(let relation) = $0 { relation } else { nil } }
    indices = Dictionary(uniqueKeysWithValues: columns.indices.map { [columns] in (columns[$0].name, $0) })
  }

  package func column(_ name: String) -> Column? { indices[name].map { columns[$0] } }

  /// Where a column stands in `columns`.
  package func index(of column: String) -> Int? { indices[column] }

  package func relation(_ name: String) -> Relation? { relations.first { $0.name == name } }

  /// The table's name as events have it: `task_type` is `task-type`.
  package var eventName: String { String(name.map { $0 == "_" ? "-" : $0 }) }
}
