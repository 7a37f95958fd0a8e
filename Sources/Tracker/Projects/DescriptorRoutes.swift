import Engine
import MariaDB
import Web

/// The metadata fields of a production (contract chapter 04, section 5).
enum DescriptorRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/metadata-descriptors"
    let one = "\(path)/:metadata_descriptor_id"
    routes.get(path, "List the metadata fields of a project", .project(.team, unseenByAdmins: true), then: list)
    routes.post(path, "Add a metadata field to a project", creation, .project(.anyone), then: create)
    routes.post("\(path)/reorder", "Order the metadata fields of a project", order, .project(.manager, unseenByAdmins: true), then: reorder)
    routes.get(one, "Read a metadata field of a project", .project(.team), .id("metadata_descriptor_id"), then: read)
    routes.put(one, "Change a metadata field of a project", changes, .project(.anyone), .id("metadata_descriptor_id"), then: change)
    routes.delete(one, "Remove a metadata field from a project", .project(.anyone), .id("metadata_descriptor_id"), then: remove)
  }

  static let creation = Step<(fields: DescriptorFields, entityType: String, taskType: String?)>.fields { fields in
    let name = fields.text("name", atLeast: 1)
    let entityType = fields.text("entity_type", default: "Asset")
    return (fields: fields.descriptor(named: name), entityType: entityType, taskType: fields.optionalText("task_type_id"))
  }

  private static let changes = Step<DescriptorFields>.fields { fields in
    let name = fields.optionalText("name")
    return fields.descriptor(named: name)
  }

  private static let order = Step<(entityType: String, fields: [String])>.fields { fields in
    (entityType: fields.text("entity_type"), fields: fields.someTexts("descriptor_ids"))
  }

  // MARK: Reading

  private static func list(_ call: Call, of project: Subject<Project>) throws -> Response {
    let shape = Descriptor.shape
    return call.stream(
      """
      SELECT \(shape.select) FROM metadata_descriptor WHERE project_id = \(project.id)
      AND \(try DescriptorVisibility(try call.access).condition(on: "metadata_descriptor")) ORDER BY \(Descriptor.order)
      """, shape)
  }

  private static func read(_ call: Call, in project: Subject<Project>, _ id: ID) throws -> Response {
    _ = try descriptor(id, in: project, call)
    let visible = try DescriptorVisibility(try call.access).condition(on: "metadata_descriptor")
    guard try call.database.exists("SELECT 1 FROM metadata_descriptor WHERE id = \(id) AND (\(visible))") else { throw Failure.forbidden }
    return try answer(id, call)
  }

  static func answer(_ id: ID, status: Int = 200, _ call: Call) throws -> Response {
    try call.row(
      "SELECT \(Descriptor.shape.select) FROM metadata_descriptor WHERE id = \(id)", Descriptor.shape, status: status)
  }

  /// - Throws: 404 for one that does not exist, or is of another project.
  private static func descriptor(_ id: ID, in project: Subject<Project>, _ call: Call) throws -> Descriptor {
    guard let row = try call.database.record(.metadataDescriptor, id, isLocked: call.isWriting), row.id("project_id") == project.id else {
      throw Failure.notFound("The project has no such metadata field.")
    }
    return Descriptor(row)
  }

  private static func departments(_ id: ID, _ call: Call) throws -> [ID] {
    try call.database.ids("SELECT department_id FROM department_metadata_descriptor_link WHERE metadata_descriptor_id = \(id)")
  }

  // MARK: Writing

  private static func create(
    _ call: Call, _ body: (fields: DescriptorFields, entityType: String, taskType: String?), in project: Subject<Project>
  ) throws -> Response {
    try Rule.metadataField.check(project.standing, body.fields.departments)
    try Descriptor.check(entityType: body.entityType)
    let taskType = try taskType(body.taskType, of: body.entityType, call)
    try Descriptor.check(dataType: body.fields.dataType)
    let id = try Descriptor.create(body.fields, entityType: body.entityType, taskType: taskType, in: project.id, call)
    return try answer(id, status: 201, call)
  }

  /// Fields of tasks, and only they, are of a task type. - Throws: 400.
  private static func taskType(_ text: String?, of entityType: String, _ call: Call) throws -> ID? {
    guard entityType == "Task" else {
      if text?.nonEmpty != nil { throw Failure.parameter("Only a metadata field of entity type Task has a task_type_id.") }
      return nil
    }
    guard let id = text.flatMap({ ID($0) }), try call.database.exists("SELECT 1 FROM task_type WHERE id = \(id)") else {
      throw Failure.parameter("A metadata field of entity type Task needs the task_type_id of a task type that exists.")
    }
    return id
  }

  private static func change(_ call: Call, _ fields: DescriptorFields, in project: Subject<Project>, _ id: ID) throws -> Response {
    let descriptor = try descriptor(id, in: project, call)
    try Rule.metadataField.check(project.standing, try departments(id, call) + fields.departments)
    if fields.name == "" { throw Failure.parameter("name must not be empty.") }
    try Descriptor.check(dataType: fields.dataType)
    try descriptor.change(fields, call)
    return try answer(id, call)
  }

  private static func remove(_ call: Call, in project: Subject<Project>, _ id: ID) throws -> Response {
    let descriptor = try descriptor(id, in: project, call)
    try Rule.metadataField.check(project.standing, try departments(id, call))
    try descriptor.remove(call)
    return .deleted
  }

  private static func reorder(
    _ call: Call, _ body: (entityType: String, fields: [String]), in project: Subject<Project>
  ) throws -> Response {
    try Descriptor.check(entityType: body.entityType)
    let ids = try body.fields.map { text throws(Failure) in
      guard let id = ID(text) else { throw Failure.parameter("descriptor_ids must only hold UUIDs.") }
      return id
    }
    try Descriptor.reorder(ids, entityType: body.entityType, in: project.id, call)
    let shape = Descriptor.shape
    return .json(
      .array(
        try call.documents(
          """
          SELECT \(shape.select) FROM metadata_descriptor WHERE project_id = \(project.id) AND entity_type = \(body.entityType)
          ORDER BY \(Descriptor.order)
          """, shape)))
  }
}

extension FieldReader {
  /// What is said of a metadata field; what is absent has its default.
  mutating func descriptor(named name: String?) -> DescriptorFields {
    let isForClients: Bool? = self["for_client"] == nil ? false : optionalBoolean("for_client")
    return DescriptorFields(
      name: name, dataType: text("data_type", default: "string"), choices: optionalTexts("choices"), isForClients: isForClients,
      departments: ids("departments"))
  }

  /// Strings of a list that is not empty.
  mutating func someTexts(_ field: String) -> [String] {
    let list = texts(field)
    if list.isEmpty, self[field]?.array != nil { fail(field, "List should have at least 1 item") }
    if list.count > FieldReader.mostRows { fail(field, "List should have at most \(FieldReader.mostRows) items") }
    return list
  }
}
