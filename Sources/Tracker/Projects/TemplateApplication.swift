import Engine
import MariaDB
import Web

/// A project template at work on a project (contract chapter 04, Algorithm 7b).
struct TemplateApplication {
  private let template: Record
  private let call: Call

  init(_ template: Record, _ call: Call) {
    self.template = template
    self.call = call
  }

  /// - Throws: 404 for a template that does not exist, before anything is written.
  init(_ reference: JSON, _ call: Call) throws {
    guard let id = reference.text.flatMap({ ID($0) }), let template = try call.database.record(.projectTemplate, id) else {
      throw Failure.notFound("There is no such project template.")
    }
    self.init(template, call)
  }

  /// The settings of a production that a template holds.
  static let settings = [
    "fps", "ratio", "resolution", "production_type", "production_style", "max_retakes", "is_clients_isolated", "is_client_stats_visible",
    "is_client_task_list_visible", "is_client_task_panel_visible", "is_preview_download_allowed", "is_set_preview_automated",
    "is_publish_default_for_artists", "homepage", "hd_bitrate_compression", "ld_bitrate_compression",
  ]

  /// The links that both have, below `project_` and `project_template_`.
  static let links: [(table: String, columns: String, hasID: Bool)] = [
    ("task_type_link", "task_type_id, priority, hd_bitrate_compression, ld_bitrate_compression, is_client_visible", true),
    ("task_status_link", "task_status_id, priority, roles_for_board, is_client_allowed", true), ("asset_type_link", "asset_type_id", false),
    ("status_automation_link", "status_automation_id", false), ("preview_background_file_link", "preview_background_file_id", false),
  ]

  /// Fills in what the body of a new project does not say.
  func complete(_ body: inout JSON.Object) throws {
    for name in Self.settings where (body[name] ?? .null).isNull {
      let value = template[name]
      if value.isNull { continue }
      body[name] = Table.projectTemplate.column(name)?.kind == .boolean ? .bool(template.bool(name)) : value.json
    }
    for name in ["file_tree", "data"] where !(body[name] ?? .null).isTruthy && template.json(name) != .null {
      body[name] = template.json(name)
    }
  }

  /// Settings, links and descriptors, to a project that is there already.
  func applyAll(to project: ID) throws {
    let assignments = (Self.settings + ["file_tree", "data"]).filter { !template[$0].isNull && template[$0] != .text("null") }
      .map { "\(raw: quoted($0)) = \(template[$0])" as SQL }
    try call.database.execute(
      "UPDATE project SET \((assignments + ["updated_at = UTC_TIMESTAMP(6)"]).joined(separator: ", ")) WHERE id = \(project)")
    try apply(to: project)
  }

  /// Copies the links that the project does not have yet, and the descriptors.
  func apply(to project: ID) throws {
    for link in Self.links {
      try call.database.execute(
        """
        INSERT IGNORE INTO project_\(raw: link.table) (project_id, \(raw: link.columns)\(raw: link.hasID ? ", id" : ""))
        SELECT \(project), \(raw: link.columns)\(raw: link.hasID ? ", UUID()" : "") FROM project_template_\(raw: link.table)
        WHERE project_template_id = \(template.id)
        """)
    }
    if let background = template.id("default_preview_background_file_id") {
      try call.database.execute(
        """
        UPDATE project SET default_preview_background_file_id = \(background)
        WHERE id = \(project) AND default_preview_background_file_id IS NULL
        """)
    }
    try addDescriptors(to: project)
    call.events.emit("project:update", ["project_id": JSON(project)], project: project)
  }

  /// Those that the project has no other of the same name or field for, and that make sense there.
  private func addDescriptors(to project: ID) throws {
    let descriptors = template.json("metadata_descriptors").array ?? []
    if descriptors.isEmpty { return }
    let taskTypes = Set(
      try call.database.ids("SELECT id FROM task_type WHERE id IN \(descriptors.compactMap { $0["task_type_id"].text.flatMap { ID($0) } })")
    )
    var taken = Set(
      try call.database.all(
        "SELECT entity_type, COALESCE(task_type_id, ''), name, field_name FROM metadata_descriptor WHERE project_id = \(project)"
      ) { row in
        let place = "\(row.text(0) ?? "") \(row.text(1) ?? "") "
        return [place + "name " + (row.text(2) ?? ""), place + "field " + (row.text(3) ?? "")]
      }.joined())
    let kinds = Table.metadataDescriptor.column("data_type")?.kind
    for descriptor in descriptors {
      guard let name = descriptor["name"].text?.nonEmpty, name.unicodeScalars.count <= 120 else { continue }
      guard let entityType = descriptor["entity_type"].text?.nonEmpty, entityType.unicodeScalars.count <= 60 else { continue }
      let taskType = descriptor["task_type_id"].text.flatMap { ID($0) }
      if entityType == "Task" ? taskType == nil : !descriptor["task_type_id"].isNull { continue }
      if let taskType, !taskTypes.contains(taskType) { continue }
      let dataType = descriptor["data_type"].text ?? "string"
      guard case .choice(let codes) = kinds, codes.contains(dataType) else { continue }
      let field = FieldName.of(name)
      let place = "\(entityType) \(taskType?.description ?? "") "
      guard !taken.contains(place + "name " + name), taken.insert(place + "field " + field).inserted else { continue }
      taken.insert(place + "name " + name)
      let id = try ProjectDescriptors.add(
        [
          "project_id": project.sqlValue, "entity_type": .text(entityType), "name": .text(name), "task_type_id": taskType.sqlValue,
          "field_name": .text(field), "data_type": .text(dataType), "choices": .text(descriptor["choices"].description),
          "for_client": .init(booleanLiteral: descriptor["for_client"].isTruthy),
        ], to: project, call)
      let departments = (descriptor["departments"].array ?? []).compactMap { $0.text.flatMap { ID($0) } }
      if let relation = Table.metadataDescriptor.relation("departments"), !departments.isEmpty {
        try call.database.set(relation, of: id, to: Array(Set(departments)))
      }
    }
  }
}

extension Value {
  /// The value as a body would have it; booleans are numbers here.
  var json: JSON {
    switch self {
    case .null: .null
    case .integer(let number): .integer(number)
    case .double(let number): .number(number)
    case .text(let text): .text(text)
    case .bytes: .null
    }
  }
}
