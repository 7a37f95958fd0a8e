import Engine
import MariaDB
import Web

/// The names of what an entity belongs to, for the answers about one entity.
struct ParentNames {
  private(set) var project: JSON.Object = [:]
  private(set) var parent: String?
  private(set) var grandparent: (id: ID, name: String?)?

  init(_ entity: ID, _ database: Connection) throws {
    let names = try database.first(
      """
      SELECT project.name, parent.name, grandparent.id, grandparent.name FROM entity JOIN project ON project.id = entity.project_id
      LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
      WHERE entity.id = \(entity)
      """
    ) { (project: $0.text(0), parent: $0.text(1), id: $0.id(2), grandparent: $0.text(3)) }
    project["project_name"] = JSON(names?.project)
    parent = names?.parent
    grandparent = names?.id.map { ($0, names?.grandparent) }
  }

  /// The entity's row with the names at its end; vendors do not see the metadata of other departments.
  static func answer(_ entity: Record, _ kind: EntityKind, _ extras: JSON.Object, _ call: Call) throws -> Response {
    let data = try VendorLimits.data(kind, in: entity.id("project_id"), try call.access)
    let shape = kind.shape.replacing("data", by: .value(data, .json))
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(entity.id)", shape, extras: extras)
  }
}
