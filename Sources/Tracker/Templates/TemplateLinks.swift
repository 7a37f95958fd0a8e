import Engine
import MariaDB
import Web

/// The task types and task statuses of a project template: links with an order and settings of their own.
struct TemplateLinks: Sendable {
  /// What a link may be given beside its row; what is absent stays.
  fileprivate struct Body: Sendable {
    var item: String
    /// The row that `item` names, once it was looked up.
    var row: ID?
    var priority: Int?
    var settings: [String: Value] = [:]
    /// Bitrates as they were sent.
    var bitrates = JSON.Object()
  }

  static func declare(in routes: inout Routes) {
    taskTypes.declare(in: &routes)
    taskStatuses.declare(in: &routes)
  }

  private static let taskTypes = TemplateLinks(
    path: "task-types", name: "task types", table: .taskType, link: .projectTemplateTaskTypeLink,
    shape: Shape(.taskType).replacing("priority", by: .value("link.priority", .integer))
      .adding(column("hd_bitrate_compression", .integer)).adding(column("ld_bitrate_compression", .integer))
      .adding(column("is_client_visible", .boolean)),
    read: { fields in
      var body = Body(item: fields.text("task_type_id", atLeast: 1), priority: fields.optionalInteger("priority"))
      for name in [Bitrates.high, Bitrates.low] {
        let number = fields.optionalInteger(name)
        if let number, number < 1 { fields.fail(name, "Input should be greater than or equal to 1") }
        if fields[name] != nil {
          body.settings[name] = number.sqlValue
          body.bitrates[name] = number.map { JSON($0) } ?? .null
        }
      }
      if let isVisible = fields.optionalBoolean("is_client_visible") {
        body.settings["is_client_visible"] = .init(booleanLiteral: isVisible)
      }
      return body
    })

  private static let taskStatuses = TemplateLinks(
    path: "task-statuses", name: "task statuses", table: .taskStatus, link: .projectTemplateTaskStatusLink,
    shape: Shape(.taskStatus).replacing("priority", by: .value("link.priority", .integer))
      .adding(column("roles_for_board", .array))
      .adding(Shape.Key(name: "link_is_client_allowed", source: .value("link.is_client_allowed", .boolean))),
    read: { fields in
      var body = Body(item: fields.text("task_status_id", atLeast: 1), priority: fields.optionalInteger("priority"))
      let roles = fields["roles_for_board"] == nil ? [] : fields.texts("roles_for_board")
      for (index, role) in roles.enumerated() where !Column.roles.contains(role) {
        fields.fail("roles_for_board.\(index)", "One of \(Column.roles.joined(separator: ", ")) is expected.")
      }
      if !roles.isEmpty { body.settings["roles_for_board"] = .text(JSON.array(roles.map { .text($0) }).description) }
      let isAllowed = fields.optionalBoolean("is_client_allowed")
      if fields["is_client_allowed"] != nil {
        body.settings["is_client_allowed"] = isAllowed.map { .init(booleanLiteral: $0) } ?? .null
      }
      return body
    })

  private static func column(_ name: String, _ kind: Column.Kind) -> Shape.Key {
    Shape.Key(name: name, source: .value(SQL(raw: "link.\(name)"), kind))
  }

  private let path: String
  private let name: String
  private let table: Table
  private let link: Table
  private let shape: Shape
  private let read: @Sendable (inout FieldReader) -> Body

  /// Column of the link, and field of the body.
  private var column: String { "\(table.name)_id" }

  private func declare(in routes: inout Routes) {
    let path = "/data/project-templates/:project_template_id/\(path)"
    routes.get(path, "List the \(name) of a project template", .may(.studioManager), .projectTemplate, then: list)
    routes.post(path, "Add to the \(name) of a project template", .may(.admin), body, .projectTemplate, then: attach)
    routes.delete(
      "\(path)/:\(column)", "Remove from the \(name) of a project template", .may(.admin), .projectTemplate, .id(column), then: remove)
    let order = Step<[String]>.fields { [field = "\(column)s"] fields in fields.texts(field) }
    routes.post(
      "/actions/project-templates/:project_template_id/\(self.path)/reorder", "Order the \(name) of a project template", .may(.admin),
      order, .text("project_template_id"), then: reorder)
  }

  /// The body and the row that it names. - Throws: 400.
  private var body: Step<Body> {
    let (read, table, column) = (read, table, column)
    return Step(StepNote(body: .fields(FieldReader.fields(of: read)))) { call in
      var body = try call.request.validated(read)
      guard let item = ID(body.item), try call.database.record(table, item) != nil else {
        throw Failure.template(400, "\(column) is no id of a \(table.spokenName).")
      }
      body.row = item
      return body
    }
  }

  private func list(_ call: Call, _: Void, of template: Record) -> Response {
    call.stream(
      """
      SELECT \(shape.select) FROM \(raw: link.name) link JOIN \(raw: table.name) ON \(raw: table.name).id = link.\(raw: column)
      WHERE link.project_template_id = \(template.id) ORDER BY COALESCE(link.priority, 0), \(raw: table.name).name
      """, shape)
  }

  private func attach(_ call: Call, _: Void, sent: Body, to template: Record) throws -> Response {
    let condition: SQL = "project_template_id = \(template.id) AND \(raw: column) = \(sent.row)"
    let stored = try call.database.first("SELECT \(Record.selection(link)) FROM \(raw: link.name) WHERE \(condition)") { Record(link, $0) }
    if !sent.bitrates.isEmpty { try Bitrates(call.configuration).checkTemplate(sent.bitrates, stored: stored) }
    var values = sent.settings
    if let priority = sent.priority { values["priority"] = priority.sqlValue }
    if let stored {
      let columns =
        values.sorted { $0.key < $1.key }.map { "\(raw: quoted($0.key)) = \($0.value)" as SQL } + ["updated_at = UTC_TIMESTAMP(6)"]
      try call.database.execute("UPDATE \(raw: link.name) SET \(columns.joined(separator: ", ")) WHERE id = \(stored.id)")
    } else {
      try call.database.insert(into: link, values.merging(["project_template_id": template.id.sqlValue, column: sent.row.sqlValue]) { $1 })
    }
    call.announceUpdate(of: template)
    let shape = Shape(link)
    return try call.row("SELECT \(shape.select) FROM \(raw: link.name) WHERE \(condition)", shape, status: 201)
  }

  private func remove(_ call: Call, _: Void, from template: Record, item: ID) throws -> Response {
    try call.database.execute("DELETE FROM \(raw: link.name) WHERE project_template_id = \(template.id) AND \(raw: column) = \(item)")
    call.announceUpdate(of: template)
    return .deleted
  }

  /// Each gets the number of its place; what the template does not have yet is added. Nothing to order is no matter of a template.
  private func reorder(_ call: Call, _: Void, texts: [String], name: String) throws -> Response {
    if texts.isEmpty { return .json([]) }
    let missing = Failure.notFound("There is no such project template.")
    guard let id = ID(name) else { throw missing }
    guard let template = try call.database.record(.projectTemplate, id, isLocked: true) else { throw missing }
    let items = texts.compactMap { ID($0) }
    let known = try call.database.count("SELECT COUNT(*) FROM \(raw: table.name) WHERE id IN \(items)")
    guard items.count == texts.count, known == Set(items).count else {
      throw Failure.parameter("\(column)s must only hold ids of a \(table.spokenName).")
    }
    let present = Set(try call.database.ids("SELECT \(raw: column) FROM \(raw: link.name) WHERE project_template_id = \(template.id)"))
    var (added, places): (Set<ID>, [ID: Int]) = ([], [:])
    for (index, item) in items.enumerated() {
      places[item] = index + 1
      if !present.contains(item) { added.insert(item) }
    }
    _ = try call.database.insert(
      into: link, rows: added.map { ["project_template_id": template.id.sqlValue, column: $0.sqlValue] })
    let cases = places.map { "WHEN \($0.key) THEN \($0.value)" as SQL }.joined(separator: " ")
    let condition: SQL = "project_template_id = \(template.id) AND \(raw: column) IN \(Array(places.keys))"
    try call.database.execute(
      "UPDATE \(raw: link.name) SET priority = CASE \(raw: column) \(cases) END, updated_at = UTC_TIMESTAMP(6) WHERE \(condition)")
    for _ in items { call.announceUpdate(of: template) }
    let shape = Shape(link)
    return .json(
      .array(try call.documents("SELECT \(shape.select) FROM \(raw: link.name) WHERE \(condition) ORDER BY priority", shape)))
  }
}
