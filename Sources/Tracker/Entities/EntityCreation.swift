import MariaDB
import Web

/// Making entities.
enum EntityCreation {
  /// Which entities of a kind may not have the same name.
  enum Siblings {
    /// All of the project.
    case project
    /// Those under the same parent; nil: those without one.
    case parent(ID?)

    var parent: ID? {
      if case .parent(let parent) = self { parent } else { nil }
    }
  }

  /// The entity of that name among its siblings; when there is none it is made, and `<kind>:new` announced (contract chapter 05, Names).
  /// - Parameters:
  ///   - values: columns of a new entity beside name, project, kind, parent and creator. One that exists already stays as it is.
  ///   - eventData: what the event says beside the entity's and the project's id.
  static func ensure(
    _ kind: EntityKind, named name: String, in project: ID, among siblings: Siblings, _ values: [String: Value],
    eventData: JSON.Object = [:], _ call: Call
  ) throws -> ID {
    let type = try EntityTypes.ensure(kind, call.database)
    let parent: SQL =
      switch siblings {
      case .project: "TRUE"
      case .parent(let parent): "parent_id <=> \(parent)"
      }
    // The project's row is the lock: of two requests for the same new name the second finds what the first has made.
    _ = try call.database.exists("SELECT 1 FROM project WHERE id = \(project) FOR UPDATE")
    let known = try call.database.ids(
      """
      SELECT id FROM entity WHERE project_id = \(project) AND entity_type_id = \(type) AND name = \(name) AND \(parent)
      ORDER BY id LIMIT 1
      """
    ).first
    if let known { return known }
    var values = values
    values["parent_id"] = values["parent_id"] ?? siblings.parent.sqlValue
    let id = try insert(name, in: project, type: type, values, call)
    var data: JSON.Object = ["\(kind.eventName)_id": JSON(id)]
    for (name, value) in eventData { data[name] = value }
    call.events.emit("\(kind.eventName):new", data, project: project)
    return id
  }

  /// A new entity of a type, made by the caller. Nothing is announced.
  static func insert(_ name: String, in project: ID, type: ID, _ values: [String: Value], _ call: Call) throws -> ID {
    let own: [String: Value] = [
      "name": .text(name), "project_id": project.sqlValue, "entity_type_id": type.sqlValue,
      "created_by": try call.access.caller.id.sqlValue,
    ]
    return try call.database.insert(into: .entity, values.merging(own) { $1 })
  }
}
