import Engine
import Web

/// JSON Schemas (draft 2020-12, as OpenAPI 3.1 has them) of the rows of a table.
enum OpenAPISchema {
  /// A row as it is answered, and what of it an update may change.
  static func row(of table: Table) -> JSON {
    var properties = JSON.Object()
    for field in table.fields {
      switch field {
      case .column(let column):
        if PersonShape.secrets.contains(column.name) || column.kind == .bytes { continue }
        properties[column.name] = .object(property(column))
      case .relation(let relation):
        properties[relation.name] = [
          "type": "array", "items": ["type": "string", "format": "uuid"], "description": .text("Ids of rows of \(relation.target)."),
        ]
      }
    }
    if properties["type"] == nil { properties["type"] = ["const": .text(table.model), "readOnly": true] }
    return ["type": "object", "properties": .object(properties)]
  }

  /// What a body must hold to become a row.
  static func newRow(of table: Table) -> JSON {
    let row: JSON = ["$ref": .text("#/components/schemas/\(table.model)")]
    let needed = table.columns.filter { $0.isRequired && $0.fallback == nil && !Coercion.generated.contains($0.name) }
    return needed.isEmpty ? row : ["allOf": [row, ["required": JSON(needed.map(\.name))]]]
  }

  // MARK: Bodies

  /// What a hand-written route reads of a body.
  static func body(_ note: BodyNote) -> JSON {
    switch note {
    case .fields(let fields): object(fields)
    case .rows(let fields): ["type": "array", "items": object(fields)]
    case .ids: ["type": "array", "items": ["type": "string", "format": "uuid"]]
    case .document: [:]
    }
  }

  private static func object(_ fields: [FieldReader.Field]) -> JSON {
    var properties = JSON.Object()
    for field in fields {
      var property = kind(field.kind)
      if !field.isRequired, let type = property["type"] { property["type"] = [type, "null"] }
      properties[field.name] = .object(property)
    }
    var schema: JSON.Object = ["type": "object", "properties": .object(properties)]
    let required = fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { schema["required"] = JSON(required) }
    return .object(schema)
  }

  private static func kind(_ kind: FieldReader.Field.Kind) -> JSON.Object {
    switch kind {
    case .text: ["type": "string"]
    case .id: ["type": "string", "format": "uuid"]
    case .ids: ["type": "array", "items": ["type": "string", "format": "uuid"]]
    case .texts: ["type": "array", "items": ["type": "string"]]
    case .objects: ["type": "array", "items": ["type": "object"]]
    case .list: ["type": "array"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .object: ["type": "object"]
    case .date: ["type": "string", "format": "date"]
    }
  }

  // MARK: Columns

  private static func property(_ column: Column) -> JSON.Object {
    var property = kind(column.kind)
    if !column.isRequired, let type = property["type"] {
      property["type"] = [type, "null"]
      // A list of values is a condition of its own beside the type.
      if case .array(let values)? = property["enum"] { property["enum"] = .array(values + [.null]) }
    }
    if let fallback = column.fallback { property["default"] = fallback }
    if let target = column.target { property["description"] = .text("Id of a row of \(target).") }
    if Coercion.generated.contains(column.name) { property["readOnly"] = true }
    return property
  }

  private static func kind(_ kind: Column.Kind) -> JSON.Object {
    switch kind {
    case .string(let length): ["type": "string", "maxLength": JSON(length)]
    case .text, .bytes: ["type": "string"]
    case .integer: ["type": "integer", "format": "int32"]
    case .bigint: ["type": "integer", "format": "int64"]
    case .float: ["type": "number", "format": "double"]
    case .boolean: ["type": "boolean"]
    case .uuid: ["type": "string", "format": "uuid"]
    case .date: ["type": "string", "format": "date"]
    // No `date-time`, which has a zone (RFC 3339).
    case .datetime: ["type": "string", "examples": ["2026-11-21T19:00:00"], "description": "Date and time in UTC, without a zone."]
    case .json: ["description": "Any document."]
    case .array: ["type": "array", "items": ["type": ["string", "null"]]]
    case .choice(let codes): ["type": "string", "enum": JSON(codes)]
    case .email: ["type": "string", "format": "email", "maxLength": 255]
    case .timezone: ["type": "string", "maxLength": 50, "examples": ["Europe/Paris"]]
    case .locale: ["type": "string", "maxLength": 10, "examples": ["en_US"]]
    case .url: ["type": "string", "format": "uri", "maxLength": 2000]
    case .address: ["type": "string", "maxLength": 50]
    }
  }
}
