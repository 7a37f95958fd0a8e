import Engine
import MariaDB
import Web

/// What no write of an entity's row may say, whatever route it comes by: a name of nothing, metadata that is no object, a place in another
/// production, under itself, or under what nothing of its kind belongs to.
struct EntityWriting {
  let call: Call
  let project: ID
  /// The entity type after the write.
  let type: ID?
  /// The stored row; nil for a new entity.
  let row: Record?
  private var entity: ID? { row?.id }

  /// - Parameter row: the stored row of an update.
  init(_ body: JSON.Object, row: Record?, project: ID, _ call: Call) {
    self.call = call
    self.project = project
    type = Self.id("entity_type_id", body) ?? row?.id("entity_type_id")
    self.row = row
  }

  /// An id in every form in which a column takes it.
  private static func id(_ column: String, _ body: JSON.Object) -> ID? { body[column]?.text.flatMap { ID($0) ?? ID(undashed: $0) } }

  /// Checks a body; of its concept links those are left that the caller may make. - Throws: 400.
  func check(_ body: inout JSON.Object) throws {
    if body["name"] == "" { throw Failure.row("The name of an entity holds at least one character.") }
    if let data = body["data"], !data.isNull {
      if data.object == nil { throw Failure.row("data must be an object.") }
      if let problem = Metadata.problem(data.description) { throw Failure.row(problem) }
    }
    for column in ["parent_id", "source_id"] {
      // What stays as it is may have come with a studio's older data.
      guard let id = Self.id(column, body), id != row?.id(column) else { continue }
      try check(id, column)
    }
    if let links = body["entity_concept_links"] {
      let linked = try Coercion.ids(links)
      if let entity, linked.contains(entity) { throw Failure.row("An entity cannot be linked to itself.") }
      body["entity_concept_links"] = .array(try Self.linkable(linked, from: entity, in: project, call).map { JSON($0) })
    }
  }

  /// The entities among the ids that one of the project may be linked to: what the caller may see, and what it is linked to already; each
  /// once. The others are skipped like those that do not exist.
  static func linkable(_ ids: [ID], from entity: ID?, in project: ID, _ call: Call) throws -> [ID] {
    let access = try call.access
    let mine: SQL = access.isAdmin ? "TRUE" : "entity.project_id IN \(access.projects)"
    return try call.database.ids(
      """
      SELECT entity.id FROM entity WHERE entity.id IN \(ids) AND (entity.project_id = \(project) OR \(mine)
      OR entity.id IN (SELECT link.entity_out_id FROM entity_concept_link link WHERE link.entity_in_id = \(entity))) ORDER BY entity.id
      """)
  }

  private func check(_ target: ID, _ column: String) throws {
    let found = try call.database.first(
      "SELECT entity.project_id, \(EntityKind.expression()) FROM entity WHERE entity.id = \(target)"
    ) { (project: $0.id(0), kind: EntityKind(type: $0.text(1) ?? "")) }
    guard let found, found.project == project else { throw Failure.row("\(column) names nothing of this project.") }
    let kind = try EntityKind(type: call.database.texts("SELECT name FROM entity_type WHERE id = \(type)").first ?? "")
    if let wanted = Self.places[column]?[kind], !wanted.contains(found.kind) {
      throw Failure.row("\(column) of a \(kind.eventName) is that of a \(wanted.map(\.eventName).joined(separator: " or a ")).")
    }
    guard let entity else { return }
    // Of two that are put under each other the second finds where the first is.
    try call.database.hold(project: project)
    if try isBelow(entity, target, column) { throw Failure.row("An entity cannot belong to itself.") }
  }

  /// What entities of a kind belong to. For other kinds the server has no use for the column; it may name anything of the project.
  static let places: [String: [EntityKind: [EntityKind]]] = [
    "parent_id": [
      .shot: [.sequence], .scene: [.sequence], .sequence: [.episode], .edit: [.episode, .sequence], .concept: [.conceptFolder],
    ],
    "source_id": [.shot: [.scene]],
  ]

  /// Is the entity, or something that it belongs to, the other one?
  private func isBelow(_ entity: ID, _ target: ID, _ column: String) throws -> Bool {
    try call.database.exists(
      """
      WITH RECURSIVE above (id, next) AS (
        SELECT id, \(raw: column) FROM entity WHERE id = \(target)
        UNION SELECT entity.id, entity.\(raw: column) FROM entity JOIN above ON entity.id = above.next)
      SELECT 1 FROM above WHERE id = \(entity) LIMIT 1
      """)
  }
}
