import Engine
import MariaDB
import Web

/// The same metadata field in all open productions that the caller manages (contract chapter 04, section 6). All of them change, or none.
enum DescriptorsEverywhere {
  static func declare(in routes: inout Routes) {
    let path = "/data/metadata-descriptors/all-projects"
    routes.post(path, "Add a metadata field to all open projects", .may(.studioManager), DescriptorRoutes.creation, then: create)
    routes.put(
      "\(path)/:field_name", "Change a metadata field of all open projects", .may(.studioManager), changes, .text("field_name"),
      then: change)
    routes.delete(
      "\(path)/:field_name", "Remove a metadata field from all open projects", .may(.studioManager), .text("field_name"), then: remove)
    routes.post(
      "/actions/metadata-descriptors/all-projects/reorder", "Order the metadata fields of all open projects", .may(.studioManager), order,
      then: reorder)
  }

  private static let changes = Step<(entityType: String, fields: DescriptorFields)>.fields { fields in
    let entityType = fields.text("entity_type")
    let name = fields.optionalText("name")?.nonEmpty
    return (entityType: entityType, fields: fields.descriptor(named: name))
  }

  private static let order = Step<(entityType: String, fields: [String])>.fields { fields in
    (entityType: fields.text("entity_type"), fields: fields.someTexts("field_order"))
  }

  /// Ids of the open projects that the caller manages, by name.
  private static func managed(_ call: Call) throws -> [ID] {
    let access = try call.access
    let mine: SQL =
      access.isAdmin
      ? "TRUE"
      : """
      project.id IN (SELECT link.project_id FROM project_person_link link WHERE link.person_id = \(access.caller.id)
      AND COALESCE(NULLIF(link.role, 'admin'), \(access.caller.role.rawValue)) = 'manager')
      """
    return try call.database.ids(
      "SELECT project.id FROM project WHERE project.id IN \(ProjectStatus.openProjects) AND \(mine) ORDER BY project.name, project.id")
  }

  /// The fields of that name, locked, by the name of their project.
  private static func matches(_ field: String, _ entityType: String, _ call: Call) throws -> [Descriptor] {
    try call.database.all(
      """
      SELECT \(Record.selection(.metadataDescriptor)) FROM metadata_descriptor JOIN project ON project.id = metadata_descriptor.project_id
      WHERE metadata_descriptor.project_id IN \(try managed(call)) AND field_name = \(field) AND entity_type = \(entityType)
      ORDER BY project.name, project.id, metadata_descriptor.id FOR UPDATE
      """
    ) { Descriptor(Record(.metadataDescriptor, $0)) }
  }

  private static func answer(_ ids: [ID], status: Int = 200, _ call: Call) throws -> Response {
    let shape = Descriptor.shape
    return Response(
      status: status,
      body: .bytes(
        Array(
          JSON.array(
            try call.documents(
              """
              SELECT \(shape.select) FROM metadata_descriptor JOIN project ON project.id = metadata_descriptor.project_id
              WHERE metadata_descriptor.id IN \(ids) ORDER BY project.name, project.id, \(Descriptor.order)
              """, shape)
          ).description.utf8)))
  }

  private static func create(
    _ call: Call, _: Void, _ body: (fields: DescriptorFields, entityType: String, taskType: String?)
  ) throws -> Response {
    try Descriptor.check(entityType: body.entityType, isTaskKnown: false)
    try Descriptor.check(dataType: body.fields.dataType)
    let projects = try managed(call)
    let owners = Set(
      try call.database.ids(
        """
        SELECT project_id FROM metadata_descriptor WHERE project_id IN \(projects) AND entity_type = \(body.entityType)
        AND field_name = \(FieldName.of(body.fields.name ?? ""))
        """))
    let created = try projects.filter { !owners.contains($0) }.map { project in
      try Descriptor.create(body.fields, entityType: body.entityType, in: project, call)
    }
    return try answer(created, status: 201, call)
  }

  private static func change(_ call: Call, _: Void, _ body: (entityType: String, fields: DescriptorFields), _ field: String) throws
    -> Response
  {
    try Descriptor.check(entityType: body.entityType, isTaskKnown: false)
    try Descriptor.check(dataType: body.fields.dataType)
    let descriptors = try matches(field, body.entityType, call)
    for descriptor in descriptors { try descriptor.change(body.fields, call) }
    return try answer(descriptors.map(\.row.id), call)
  }

  private static func remove(_ call: Call, _: Void, _ field: String) throws -> Response {
    let entityType = call.request.query["entity_type"] ?? ""
    try Descriptor.check(entityType: entityType, isTaskKnown: false)
    let descriptors = try matches(field, entityType, call)
    for descriptor in descriptors { try descriptor.remove(call) }
    return .json(.array(descriptors.map { JSON($0.row.id) }))
  }

  private static func reorder(_ call: Call, _: Void, _ body: (entityType: String, fields: [String])) throws -> Response {
    try Descriptor.check(entityType: body.entityType, isTaskKnown: false)
    var known: [ID: [String: ID]] = [:]
    let projects = try managed(call)
    try call.database.stream(
      """
      SELECT project_id, field_name, id FROM metadata_descriptor WHERE project_id IN \(projects) AND entity_type = \(body.entityType)
      AND field_name IN \(body.fields)
      """
    ) { row in
      if let project = row.id(0), let field = row.text(1) { known[project, default: [:]][field] = row.id(2) }
    }
    let touched = projects.filter { known[$0] != nil }
    for project in touched {
      try Descriptor.reorder(body.fields.compactMap { known[project]?[$0] }, entityType: body.entityType, in: project, call)
    }
    let ids = try call.database.ids(
      "SELECT id FROM metadata_descriptor WHERE project_id IN \(touched) AND entity_type = \(body.entityType)")
    return try answer(ids, call)
  }
}
