import Engine
import MariaDB
import Web

/// Making entities, one or many of a kind at once.
enum EntityCreation {
  /// Which entities of a kind may not have the same name.
  enum Siblings {
    /// All of the project.
    case project
    /// Those under the same parent, or those without one.
    case parent
  }

  /// An entity to be.
  struct Plan {
    let name: String
    var parent: ID?
    /// Columns beside name, project, kind, parent and creator.
    var values: [String: Value] = [:]
    /// What `<kind>:new` says beside the entity's and the project's id.
    var eventData: JSON.Object = [:]
  }

  /// The entity of that name among its siblings; when there is none it is made, and `<kind>:new` announced (contract chapter 05, Names).
  /// One that exists already stays as it is.
  static func ensure(_ kind: EntityKind, _ plan: Plan, in project: ID, among siblings: Siblings = .parent, _ call: Call) throws -> ID {
    try ensure(kind, [plan], in: project, among: siblings, call)[0]
  }

  /// The same for many, as if they were made one after the other. Answers their ids in the same order.
  static func ensure(
    _ kind: EntityKind, _ plans: [Plan], in project: ID, among siblings: Siblings = .parent, _ call: Call
  ) throws -> [ID] {
    let type = try EntityTypes.ensure(kind, call.database)
    // Of two requests for the same new name the second finds what the first has made.
    try call.database.hold(project: project)
    func identity(_ name: String, _ parent: ID?) -> Identity {
      Identity(name: Array(name.utf8), parent: siblings == .parent ? parent : nil)
    }
    var known: [Identity: ID] = [:]
    // The oldest one comes last and counts.
    try call.database.stream(
      """
      SELECT id, name, parent_id FROM entity WHERE name IN \(plans.map(\.name)) AND project_id = \(project) AND entity_type_id = \(type)
      ORDER BY id DESC
      """
    ) { row in known[identity(row.text(1) ?? "", row.id(2))] = row.id(0) }
    var missing: [Plan] = []
    var places: [Identity: Int] = [:]
    for plan in plans {
      let identity = identity(plan.name, plan.parent)
      if known[identity] != nil || places[identity] != nil { continue }
      places[identity] = missing.count
      missing.append(plan)
      missing[missing.count - 1].values["entity_type_id"] = type.sqlValue
    }
    let made = try insert(missing, kind, in: project, call)
    return plans.compactMap { plan in
      let identity = identity(plan.name, plan.parent)
      return known[identity] ?? places[identity].map { made[$0] }
    }
  }

  /// What no two siblings have in common. Names are compared byte by byte, as the database does.
  private struct Identity: Hashable {
    let name: [UInt8]
    let parent: ID?
  }

  /// New entities in any case, made by the caller, each announced.
  /// - Parameter plans: their values hold the entity type.
  static func insert(_ plans: [Plan], _ kind: EntityKind, in project: ID, _ call: Call) throws -> [ID] {
    let creator = try call.access.caller.id
    let rows = plans.map { plan in
      let own: [String: Value] = [
        "name": .text(plan.name), "project_id": project.sqlValue, "parent_id": plan.parent.sqlValue, "created_by": creator.sqlValue,
      ]
      return plan.values.merging(own) { $1 }
    }
    // Metadata may be nested deeper than the database takes it; what the entity is to belong to may go in this moment.
    let ids = try Failure.mappingIntegrity { try call.database.insert(into: .entity, rows: rows) }
    for (id, plan) in zip(ids, plans) {
      var data: JSON.Object = [kind.idName: JSON(id)]
      for (name, value) in plan.eventData { data[name] = value }
      call.events.emit("\(kind.eventName):new", data, project: project)
    }
    return ids
  }
}
