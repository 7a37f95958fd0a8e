import Engine
import MariaDB
import Web

/// A project template at work on a new project (contract chapter 02, Algorithms).
struct TemplateApplication {
  private let template: Record
  private let call: Call

  /// - Throws: 404 for a template that does not exist, before anything is written (oddity 5).
  init(_ reference: JSON, _ call: Call) throws {
    guard let id = reference.text.flatMap({ ID($0) }), let template = try call.database.record(.projectTemplate, id) else {
      throw Failure.notFound("There is no such project template.")
    }
    self.template = template
    self.call = call
  }

  /// The settings of a production that a template holds.
  static let settings = [
    "fps", "ratio", "resolution", "production_type", "production_style", "max_retakes", "is_clients_isolated",
    "is_preview_download_allowed", "is_set_preview_automated", "is_publish_default_for_artists", "homepage", "hd_bitrate_compression",
    "ld_bitrate_compression",
  ]

  /// Fills in what the body does not say.
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

  /// Copies the links that the project does not have yet, and the descriptors.
  func apply(to project: ID) throws {
    let links = [
      ("task_type_link", "task_type_id, priority", true), ("task_status_link", "task_status_id, priority, roles_for_board", true),
      ("asset_type_link", "asset_type_id", false), ("status_automation_link", "status_automation_id", false),
      ("preview_background_file_link", "preview_background_file_id", false),
    ]
    for (link, columns, hasID) in links {
      try call.database.execute(
        """
        INSERT IGNORE INTO project_\(raw: link) (project_id, \(raw: columns)\(raw: hasID ? ", id" : ""))
        SELECT \(project), \(raw: columns)\(raw: hasID ? ", UUID()" : "") FROM project_template_\(raw: link)
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
    for descriptor in template.json("metadata_descriptors").array ?? [] { try add(descriptor, to: project) }
    call.events.emit("project:update", ["project_id": JSON(project)], project: project)
  }

  private func add(_ descriptor: JSON, to project: ID) throws {
    guard let name = descriptor["name"].text?.nonEmpty, let kind = descriptor["entity_type"].text?.nonEmpty else { return }
    let taskType = descriptor["task_type_id"].text.flatMap { ID($0) }
    if kind == "Task" && taskType == nil { return }
    let isThere = try call.database.exists(
      """
      SELECT 1 FROM metadata_descriptor WHERE project_id = \(project) AND entity_type = \(kind) AND name = \(name)
      AND task_type_id <=> \(taskType)
      """)
    if isThere { return }
    let id = try ProjectDescriptors.add(
      [
        "project_id": project.sqlValue, "entity_type": .text(kind), "name": .text(name), "task_type_id": taskType.sqlValue,
        "field_name": .text(descriptor["field_name"].text?.nonEmpty ?? FieldName.of(name)),
        "data_type": .text(descriptor["data_type"].text ?? "string"), "choices": .text(descriptor["choices"].description),
        "for_client": .init(booleanLiteral: descriptor["for_client"].isTruthy),
        "position": descriptor["position"].integer.map { .integer($0) } ?? .null,
      ], to: project, call)
    if let departments = Table.metadataDescriptor.relation("departments") {
      try call.database.set(departments, of: id, to: try Coercion.ids(descriptor["departments"]))
    }
  }
}

/// The key of a descriptor's values in an entity's `data`.
enum FieldName {
  /// The name in lower case, with `_` for everything that is no letter and no digit.
  static func of(_ name: String) -> String {
    let pieces = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return pieces.joined(separator: "_")
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
