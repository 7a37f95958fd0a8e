import Engine
import MariaDB
import Web

/// Finding the entities and projects that a path names, and who may see them.
extension Call {
  /// The entity that the path names by `<kind>_id`. - Throws: 404 for what is no id, unknown, or of another kind.
  func entity(_ kind: EntityKind, isLocked: Bool = false) throws -> Record {
    guard let entity = try database.entity(kind, ID(self["\(kind.eventName)_id"]), isLocked: isLocked) else {
      throw Failure.notFound("There is no such \(kind.eventName).")
    }
    return entity
  }

  /// The entity that the path names, for any role of its project's team, vendors only with a task of it.
  /// - Throws: 404, then 403.
  func readableEntity(_ kind: EntityKind) throws -> Record {
    let entity = try teamEntity(kind)
    try access.entity(entity.id)
    return entity
  }

  /// The entity that the path names, for any role of its project's team. - Throws: 404, then 403.
  func teamEntity(_ kind: EntityKind) throws -> Record {
    let entity = try entity(kind)
    try access.project(entity.id("project_id"))
    return entity
  }

  /// The id of the project that the path names. - Throws: 404 when there is none.
  func project() throws -> ID {
    guard let project = ID(self["project_id"]), try database.exists("SELECT 1 FROM project WHERE id = \(project)") else {
      throw Failure.notFound("There is no such project.")
    }
    return project
  }

  /// The id of the project that the path names, for any role of its team. - Throws: 404, then 403.
  func teamProject() throws -> ID {
    let project = try project()
    try access.project(project)
    return project
  }

  /// The id of the project that the path names, for its managers. - Throws: 404, then 403.
  func managedProject() throws -> ID {
    let project = try project()
    try access.projectManager(project)
    return project
  }

  /// One entity as its plain row, `type` being its kind.
  func entityRow(_ id: ID, _ kind: EntityKind, status: Int = 200) throws -> Response {
    let shape = kind.shape
    return try row("SELECT \(shape.select) FROM entity WHERE entity.id = \(id)", shape, status: status)
  }
}

extension EntityKind {
  /// The plain row of an entity of this kind; concepts show the entities that they are linked to.
  var shape: Shape {
    let shape = Shape(.entity).typed(rawValue)
    guard self == .concept, let links = Table.entity.relation("entity_concept_links") else { return shape }
    return shape.adding(Shape.Key(links.name, .ids(links.selection(of: "entity"))))
  }

  /// The plain row with its related ids.
  var fullShape: Shape { Shape(.entity, relations: true).typed(rawValue) }
}

extension Shape {
  /// The shape with a `type` that is the same for every row.
  func typed(_ type: String) -> Shape { replacing("type", by: .constant("\"\(type)\"")) }
}
