import Engine
import MariaDB
import Web

/// The asset types, status automations and preview backgrounds of a project template: links that hold nothing else.
struct TemplateItems: Sendable {
  static func declare(in routes: inout Routes) {
    let name = Shape.Key(name: "name", source: .value("entity_type.name", .text))
    let backgroundKeys = [("id", Column.Kind.uuid), ("name", .text), ("is_default", .boolean)].map { name, kind in
      Shape.Key(name: name, source: .value(SQL(raw: "preview_background_file.\(name)"), kind))
    }
    for items in [
      TemplateItems(
        path: "asset-types", name: "asset types", table: .entityType, column: "asset_type_id", relation: "asset_types",
        shape: Shape(keys: [Shape.Key(name: "id", source: .value("entity_type.id", .uuid)), name])),
      TemplateItems(
        path: "status-automations", name: "status automations", table: .statusAutomation, column: "status_automation_id",
        relation: "status_automations", shape: Shape(.statusAutomation)),
      TemplateItems(
        path: "preview-background-files", name: "preview backgrounds", table: .previewBackgroundFile, column: "preview_background_file_id",
        relation: "preview_background_files", shape: Shape(keys: backgroundKeys)),
    ] {
      let path = "/data/project-templates/:project_template_id/\(items.path)"
      routes.get(path, "List the \(items.name) of a project template", .may(.studioManager), .projectTemplate, then: items.list)
      routes.post(
        path, "Add to the \(items.name) of a project template", .may(.admin), .known(items.table, items.column), .projectTemplate,
        then: items.add)
      routes.delete(
        "\(path)/:\(items.column)", "Remove from the \(items.name) of a project template", .may(.admin), .projectTemplate,
        .id(items.column), then: items.remove)
    }
  }

  let path: String
  let name: String
  let table: Table
  let column: String
  let relation: String
  let shape: Shape

  private var link: String { "project_template_\(column.dropLast(3))_link" }

  private func list(_ call: Call, _: Void, of template: Record) -> Response {
    call.stream(
      """
      SELECT \(shape.select) FROM \(raw: table.name) WHERE \(raw: table.name).id IN
      (SELECT link.\(raw: column) FROM \(raw: link) link WHERE link.project_template_id = \(template.id)) ORDER BY \(raw: table.name).id
      """, shape)
  }

  private func add(_ call: Call, _: Void, item: Record, to template: Record) throws -> Response {
    try call.database.execute(
      """
      INSERT INTO \(raw: link) (project_template_id, \(raw: column)) VALUES (\(template.id), \(item.id))
      ON DUPLICATE KEY UPDATE \(raw: column) = \(raw: column)
      """)
    call.announceUpdate(of: template)
    return try call.row("SELECT \(shape.select) FROM \(raw: table.name) WHERE \(raw: table.name).id = \(item.id)", shape, status: 201)
  }

  private func remove(_ call: Call, _: Void, from template: Record, item: ID) throws -> Response {
    try call.database.execute("DELETE FROM \(raw: link) WHERE project_template_id = \(template.id) AND \(raw: column) = \(item)")
    let `default` = "default_preview_background_file_id"
    if column == "preview_background_file_id", template.id(`default`) == item {
      try call.database.execute("UPDATE project_template SET \(raw: `default`) = NULL WHERE id = \(template.id)")
    }
    call.announceUpdate(of: template)
    return .deleted
  }
}

extension Step where Value == Record {
  /// The row of a table that a field of the body names. - Throws: 400 for a wrong field, and for a row that does not exist.
  static func known(_ table: Table, _ field: String) -> Step {
    let read: @Sendable (inout FieldReader) -> String = { $0.text(field, atLeast: 1) }
    return Step(StepNote(body: .fields(FieldReader.fields(of: read)))) { call in
      let text = try call.request.validated(read)
      guard let id = ID(text), let record = try call.database.record(table, id) else {
        throw Failure.template(400, "\(field) is no id of a \(table.spokenName).")
      }
      return record
    }
  }
}
