import Engine
import MariaDB
import Web

extension Call {
  /// One entity as its plain row, `type` being its kind.
  func entityRow(_ id: ID, _ kind: EntityKind, status: Int = 200) throws -> Response {
    let shape = kind.shape
    return try row("SELECT \(shape.select) FROM entity WHERE entity.id = \(id)", shape, status: status)
  }
}

extension EntityKind {
  /// An SQL condition: is the entity under a sequence of the episode? Shots and scenes are.
  static func below(episode: ID) -> SQL {
    "entity.parent_id IN (SELECT parent.id FROM entity parent WHERE parent.parent_id = \(episode))"
  }

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
