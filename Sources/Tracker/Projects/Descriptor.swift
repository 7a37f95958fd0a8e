import Engine
import MariaDB
import Web

/// What somebody says of a metadata field.
struct DescriptorFields: Sendable {
  /// Nil keeps the name.
  var name: String?
  var dataType: String
  var choices: [String]
  var isForClients: Bool?
  var departments: [ID]
}

/// A metadata field of a production at work on what is stored.
struct Descriptor {
  /// Kinds of things that may have fields of a production.
  static let entityTypes = ["Asset", "Shot", "Sequence", "Episode", "Edit", "Project", "Task"]
  static let shape = Shape(.metadataDescriptor, relations: true)
  /// The order in which fields are shown.
  static let order: SQL =
    "metadata_descriptor.position IS NULL, metadata_descriptor.position, metadata_descriptor.name, metadata_descriptor.id"
  private static let longestName = 120

  let row: Record
  private var project: ID { row.id("project_id") ?? row.id }

  init(_ row: Record) { self.row = row }

  /// - Throws: 400 for what is no kind of entity.
  static func check(entityType: String, isTaskKnown: Bool = true) throws(Failure) {
    let known = isTaskKnown ? entityTypes : entityTypes.filter { $0 != "Task" }
    if !known.contains(entityType) { throw .parameter("entity_type must be one of \(known.joined(separator: ", ")).") }
  }

  /// - Throws: 400 for what is no kind of data.
  static func check(dataType: String) throws(Failure) {
    guard case .choice(let codes)? = Table.metadataDescriptor.column("data_type")?.kind, !codes.contains(dataType) else { return }
    throw .parameter("data_type must be one of \(codes.joined(separator: ", ")).")
  }

  // MARK: Creating

  /// Makes a field. - Throws: 400 for a name that is too long, or that another field of the same kind has.
  @discardableResult
  static func create(
    _ fields: DescriptorFields, entityType: String, taskType: ID? = nil, in project: ID, _ call: Call
  ) throws -> ID {
    let name = fields.name ?? ""
    let field = FieldName.of(name)
    try call.database.hold(project: project)
    try refuse(name, field, entityType: entityType, taskType: taskType, in: project, except: nil, call)
    let id = try ProjectDescriptors.add(
      [
        "project_id": project.sqlValue, "entity_type": .text(entityType), "task_type_id": taskType.sqlValue, "name": .text(name),
        "field_name": .text(field), "data_type": .text(fields.dataType), "choices": choices(fields),
        "for_client": fields.isForClients.sqlValue,
      ], to: project, call)
    try set(fields.departments, of: id, call)
    return id
  }

  private static func choices(_ fields: DescriptorFields) -> Value { .text(JSON.array(fields.choices.map { .text($0) }).description) }

  private static func set(_ departments: [ID], of id: ID, _ call: Call) throws {
    guard let relation = Table.metadataDescriptor.relation("departments") else { return }
    try call.database.set(relation, of: id, to: Array(Set(departments)))
  }

  private static func refuse(
    _ name: String, _ field: String, entityType: String, taskType: ID?, in project: ID, except id: ID?, _ call: Call
  ) throws {
    if name.unicodeScalars.count > longestName || field.utf8.count > longestName {
      throw Failure.parameter("The name of a metadata field has \(longestName) characters at most.")
    }
    let isTaken = try call.database.exists(
      """
      SELECT 1 FROM metadata_descriptor WHERE project_id = \(project) AND entity_type = \(entityType) AND task_type_id <=> \(taskType)
      AND (name = \(name) OR field_name = \(field)) AND NOT (id <=> \(id))
      """)
    if isTaken { throw Failure.parameter("There is a metadata field of that name already.") }
  }

  // MARK: Changing

  /// Changes a field; a new name takes the stored values along. - Throws: 400 as `create` does.
  func change(_ fields: DescriptorFields, _ call: Call) throws {
    let name = fields.name ?? row.text("name") ?? ""
    let former = row.text("field_name") ?? ""
    let field = fields.name == nil ? former : FieldName.of(name)
    try call.database.hold(project: project)
    try Self.refuse(
      name, field, entityType: row.text("entity_type") ?? "", taskType: row.id("task_type_id"), in: project, except: row.id, call)
    if field != former { try moveValues(from: former, to: field, call) }
    try call.database.execute(
      """
      UPDATE metadata_descriptor SET name = \(name), field_name = \(field), data_type = \(fields.dataType),
      choices = \(Self.choices(fields)), for_client = \(fields.isForClients), updated_at = UTC_TIMESTAMP(6) WHERE id = \(row.id)
      """)
    try Self.set(fields.departments, of: row.id, call)
    call.events.emit("metadata-descriptor:update", ["metadata_descriptor_id": JSON(row.id)], project: project)
  }

  /// Removes a field with its values.
  func remove(_ call: Call) throws {
    try removeValues(call)
    try call.database.delete(row)
    call.events.emit("metadata-descriptor:delete", ["metadata_descriptor_id": JSON(row.id)], project: project)
  }

  // MARK: Values

  /// The table whose rows hold the values in `data`, and which of them.
  private var holders: (table: String, condition: SQL)? {
    switch row.text("entity_type") {
    case "Project": ("project", "project.id = \(project)")
    case "Task": ("task", "task.project_id = \(project) AND task.task_type_id = \(row.id("task_type_id"))")
    case let type?: EntityKind(rawValue: type).map { ("entity", "entity.project_id = \(project) AND \($0.condition())") }
    case nil: nil
    }
  }

  /// One statement, however many there are (Algorithm 4): what holds no value stays as it is.
  private func moveValues(from former: String, to field: String, _ call: Call) throws {
    guard let holders else { return }
    let (old, new) = (Self.path(former), Self.path(field))
    try call.database.execute(
      """
      UPDATE \(raw: holders.table) SET data = JSON_SET(JSON_REMOVE(data, \(old)), \(new), JSON_EXTRACT(data, \(old))),
      updated_at = UTC_TIMESTAMP(6) WHERE \(holders.condition) AND JSON_TYPE(JSON_EXTRACT(data, \(old))) <> 'NULL'
      """)
  }

  private func removeValues(_ call: Call) throws {
    guard let holders else { return }
    let path = Self.path(row.text("field_name") ?? "")
    try call.database.execute(
      """
      UPDATE \(raw: holders.table) SET data = JSON_REMOVE(data, \(path)), updated_at = UTC_TIMESTAMP(6)
      WHERE \(holders.condition) AND JSON_CONTAINS_PATH(data, 'one', \(path))
      """)
  }

  /// The member of that name, as JSON functions of the database look for it.
  private static func path(_ member: String) -> String {
    let escaped = member.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "$.\"\(String(escaped))\""
  }

  // MARK: Order

  /// Puts the fields of a project's kind of entity in order: those listed first, then the others by name.
  /// - Throws: 400 for one that is not there.
  static func reorder(_ listed: [ID], entityType: String, in project: ID, _ call: Call) throws {
    try call.database.hold(project: project)
    let known = try call.database.ids(
      "SELECT id FROM metadata_descriptor WHERE project_id = \(project) AND entity_type = \(entityType) ORDER BY name, id")
    let present = Set(known)
    if let stranger = listed.first(where: { !present.contains($0) }) {
      throw Failure.parameter("\(stranger) is no metadata field of entity type \(entityType) in this project.")
    }
    var positions: [ID: Int] = [:]
    for (index, id) in listed.enumerated() { positions[id] = index + 1 }
    let others = known.filter { positions[$0] == nil }
    for (index, id) in others.enumerated() { positions[id] = listed.count + index + 1 }
    try call.database.update("position", of: .metadataDescriptor, to: positions.map { (id: $0.key, number: $0.value) })
  }
}

extension Rule where Row == [ID] {
  /// Writing a metadata field of these departments.
  static var metadataField: Rule {
    Rule("managers of the project, and supervisors where all of their departments are among the field's") { standing, departments in
      guard standing.isMember else { return false }
      if standing.isManager { return true }
      return try standing.isSupervisor && !departments.isEmpty && standing.departments.allSatisfy(departments.contains)
    }
  }
}
