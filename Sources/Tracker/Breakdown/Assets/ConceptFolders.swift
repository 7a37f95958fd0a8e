import Engine
import MariaDB
import Web

/// Order among the concepts of a production: folders of one level, which concepts name as their parent (contract chapter 09). A folder is an
/// entity of a kind of its own.
enum ConceptFolders {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/concept-folders"
    routes.get(path, "List the concept folders of a project", .project(.teamNoVendorNoClient), then: list)
    routes.post(path, "Create a concept folder", name, .project(.supervisor), then: create)
    let one = "/data/concept-folders/:concept_folder_id"
    routes.put(one, "Rename a concept folder", name, .entity(.conceptFolder, .supervisor), then: rename)
    routes.delete(one, "Delete a concept folder; its concepts stay", .entity(.conceptFolder, .supervisor), then: delete)
    routes.post(
      "/actions/projects/:project_id/move-concepts", "Put concepts into a folder, or out of any", moved, .project(.supervisor), then: move)
  }

  private static let name = Step.fields { fields in fields.name() }

  private static let moved = Step<(concepts: [ID], folder: ID?)>.fields { fields in
    if fields["concept_ids"] == nil { fields.fail("concept_ids", "Field required") }
    return (concepts: fields.ids("concept_ids"), folder: fields.optionalID("concept_folder_id"))
  }

  private static func list(_ call: Call, of project: Subject<Project>) -> Response {
    let shape = EntityKind.conceptFolder.shape
    return call.stream(
      """
      SELECT \(shape.select) FROM entity WHERE entity.project_id = \(project.id) AND \(EntityKind.conceptFolder.condition())
      ORDER BY entity.name, entity.id
      """, shape)
  }

  /// One of that name is there once.
  private static func create(_ call: Call, name: String, in project: Subject<Project>) throws -> Response {
    let folder = try EntityCreation.ensure(
      .conceptFolder, EntityCreation.Plan(name: name, values: ["data": .null]), in: project.id, among: .project, call)
    return try call.entityRow(folder, .conceptFolder, status: 201)
  }

  private static func rename(_ call: Call, to name: String, _ folder: Subject<EntityFacts>) throws -> Response {
    if let project = folder.project { try call.database.hold(project: project) }
    let isTaken = try call.database.exists(
      """
      SELECT 1 FROM entity WHERE name = \(name) AND project_id = \(folder.project) AND id <> \(folder.id)
      AND \(EntityKind.conceptFolder.condition())
      """)
    if isTaken { throw Failure.parameter("A concept folder with this name already exists.") }
    try call.database.execute("UPDATE entity SET name = \(name), updated_at = UTC_TIMESTAMP(6) WHERE id = \(folder.id)")
    call.events.emit("concept-folder:update", ["concept_folder_id": JSON(folder.id)], project: folder.project)
    return try call.entityRow(folder.id, .conceptFolder)
  }

  private static func delete(_ call: Call, _ folder: Subject<EntityFacts>) throws -> Response {
    try put(
      try call.database.ids("SELECT id FROM entity WHERE parent_id = \(folder.id) ORDER BY id FOR UPDATE"), into: nil, folder.project, call)
    try call.database.delete(folder.record)
    call.events.emit("concept-folder:delete", ["concept_folder_id": JSON(folder.id)], project: folder.project)
    return .deleted
  }

  /// Those that are no concepts of the project are passed over. - Returns: the ids of the others.
  private static func move(_ call: Call, _ body: (concepts: [ID], folder: ID?), in project: Subject<Project>) throws -> Response {
    if let folder = body.folder { try check(folder, in: project.id, call) }
    let concepts = try call.database.ids(
      """
      SELECT entity.id FROM entity WHERE entity.id IN \(body.concepts) AND entity.project_id = \(project.id)
      AND \(EntityKind.concept.condition()) ORDER BY entity.id FOR UPDATE
      """)
    try put(concepts, into: body.folder, project.id, call)
    return .json(.array(concepts.map { JSON($0) }))
  }

  private static func put(_ concepts: [ID], into folder: ID?, _ project: ID?, _ call: Call) throws {
    if concepts.isEmpty { return }
    try call.database.execute("UPDATE entity SET parent_id = \(folder), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(concepts)")
    for concept in concepts { call.events.emit("concept:update", ["concept_id": JSON(concept)], project: project) }
  }

  /// - Throws: 404 for what is no folder of the project.
  static func check(_ folder: ID, in project: ID, _ call: Call) throws {
    guard let record = try call.database.entity(.conceptFolder, folder, isLocked: true), record.id("project_id") == project else {
      throw Failure.notFound("There is no such concept folder in this project.")
    }
  }
}
