import Engine
import Web

/// A metadata descriptor as a project template keeps it: always the same nine keys.
enum TemplateDescriptor {
  static func normalised(_ sent: JSON.Object) -> JSON {
    let name = sent["name"]?.text ?? ""
    func value(_ key: String) -> JSON { sent[key] ?? .null }
    func list(_ key: String) -> JSON { value(key).isNull ? [] : value(key) }
    return [
      "name": .text(name),
      "field_name": .text(value("field_name").text?.nonEmpty ?? FieldName.of(name)),
      "entity_type": value("entity_type"),
      "task_type_id": value("task_type_id"),
      "data_type": value("data_type"),
      "choices": list("choices"),
      "for_client": .bool(value("for_client").isTruthy),
      "departments": list("departments"),
      "position": value("position"),
    ]
  }

  /// Selects the descriptors of a project in that form.
  static let shape: Shape = {
    func key(_ name: String, _ source: Shape.Key.Source) -> Shape.Key { Shape.Key(name: name, source: source) }
    let departments = Table.metadataDescriptor.relation("departments")?.selection(of: "metadata_descriptor") ?? "NULL"
    return Shape(keys: [
      key("name", .value("metadata_descriptor.name", .text)), key("field_name", .value("metadata_descriptor.field_name", .text)),
      key("entity_type", .value("metadata_descriptor.entity_type", .text)),
      key("task_type_id", .value("metadata_descriptor.task_type_id", .uuid)),
      key("data_type", .value("metadata_descriptor.data_type", .text)),
      key("choices", .value("COALESCE(metadata_descriptor.choices, '[]')", .json)),
      key("for_client", .value("COALESCE(metadata_descriptor.for_client, FALSE)", .boolean)), key("departments", .ids(departments)),
      key("position", .value("metadata_descriptor.position", .integer)),
    ])
  }()
}
