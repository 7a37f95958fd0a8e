/// The declaration of a table: everything generic about its rows follows from it.
struct Table: Sendable {
  let name: String
  /// The `type` that its rows show.
  let model: String
  let fields: [Field]
  let columns: [Column]
  let relations: [Relation]
  /// Rows that are shown whole inside of a row: they can be neither filtered by nor written.
  let objects: [String]
  /// Columns of the primary key.
  let key: [String]
  /// Sets of columns whose values occur once, beside those of unique columns.
  let unique: [[String]]
  private let indices: [String: Int]

  init(_ name: String, model: String, key: [String] = ["id"], objects: [String] = [], unique: [[String]] = [], fields: [Field]) {
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

  func column(_ name: String) -> Column? { indices[name].map { columns[$0] } }

  /// Where a column stands in `columns`.
  func index(of column: String) -> Int? { indices[column] }

  func relation(_ name: String) -> Relation? { relations.first { $0.name == name } }

  /// The table's name as events have it: `task_type` is `task-type`.
  var eventName: String { String(name.map { $0 == "_" ? "-" : $0 }) }
}
