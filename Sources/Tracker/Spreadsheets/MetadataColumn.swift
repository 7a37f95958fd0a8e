import Engine
import MariaDB
import Web

/// A field of metadata as a column of a spreadsheet.
struct MetadataColumn: Sendable {
  enum Kind: Sendable {
    case text, boolean, person, list
  }

  let header: String
  let field: String
  let kind: Kind

  /// All of a project for a kind of entities, or for `Task`, in the order of the columns.
  static func all(_ entityType: String, of project: ID, taskType: ID? = nil, _ database: Connection) throws -> [MetadataColumn] {
    let ofTaskType: SQL = taskType.map { "AND (task_type_id IS NULL OR task_type_id = \($0))" } ?? ""
    return try database.all(
      """
      SELECT name, field_name, data_type FROM metadata_descriptor WHERE project_id = \(project) AND entity_type = \(entityType)
      \(taskType == nil ? "" : ofTaskType) ORDER BY ISNULL(position), position, name, id
      """
    ) { row in
      let kinds: [String: Kind] = ["boolean": .boolean, "person": .person, "taglist": .list, "checklist": .list]
      return MetadataColumn(header: row.text(0) ?? "", field: row.text(1) ?? "", kind: kinds[row.text(2) ?? ""] ?? .text)
    }
  }

  /// The cell of a stored value: text as it is, everything else as JSON. What is not true is `false`, also when there is nothing.
  func cell(_ value: JSON) -> String {
    if kind == .boolean { return Self.isTrue(value) ? "true" : "false" }
    return Self.text(value)
  }

  static func text(_ value: JSON) -> String { value.isNull ? "" : value.text ?? value.description }

  static func isTrue(_ value: JSON) -> Bool {
    if let text = value.text { return ["true", "yes", "y", "t", "on", "1"].contains(text.lowercased()) }
    return value.isTruthy
  }
}
