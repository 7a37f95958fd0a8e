import MariaDB
import Web

/// What an entity is. Shots, sequences, episodes, edits, scenes, concepts and their folders have an entity type of that very name; every other type is a
/// type of asset.
package enum EntityKind: String, Sendable, CaseIterable {
  case shot = "Shot"
  case sequence = "Sequence"
  case episode = "Episode"
  case edit = "Edit"
  case scene = "Scene"
  case concept = "Concept"
  /// What concepts are in. Nobody works on one.
  case conceptFolder = "ConceptFolder"
  case asset = "Asset"

  /// - Parameter type: name of the entity type.
  package init(type: String) { self = EntityKind(rawValue: type) ?? .asset }

  /// As events name it: `shot:update` with `shot_id`.
  package var eventName: String { self == .conceptFolder ? "concept-folder" : rawValue.lowercased() }

  /// The name of its id in paths and events: `shot_id`.
  package var idName: String { self == .conceptFolder ? "concept_folder_id" : "\(eventName)_id" }

  /// An SQL expression for the kind of the entity in the table or alias `entity`.
  package static func expression(of entity: String = "entity") -> SQL {
    let names = allCases.filter { $0 != .asset }.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return SQL(
      raw: """
        (SELECT IF(entity_type.name IN (\(names)), entity_type.name, 'Asset') FROM entity_type WHERE entity_type.id = \(entity).entity_type_id)
        """)
  }

  /// The names of entity types that make a kind; every other type is a type of asset.
  package static let reservedTypes = allCases.filter { $0 != .asset }.map(\.rawValue)

  /// An SQL condition: is the entity in the table or alias `entity` of this kind?
  package func condition(on entity: String = "entity") -> SQL {
    if self == .asset {
      return """
        \(raw: entity).entity_type_id NOT IN (SELECT reserved.id FROM entity_type reserved WHERE reserved.name IN \(Self.reservedTypes))
        """
    }
    return "\(raw: entity).entity_type_id = (SELECT reserved.id FROM entity_type reserved WHERE reserved.name = \(rawValue))"
  }

  package static func of(_ entity: Record, _ database: Connection) throws -> EntityKind {
    let type = try database.first("SELECT name FROM entity_type WHERE id = \(entity.id("entity_type_id"))") { $0.text(0) ?? "" }
    return EntityKind(type: type ?? "")
  }

  /// The `entity_type` of metadata descriptors for an entity; only these three kinds have any.
  package static func descriptorKind(of entity: Record, _ database: Connection) throws -> String? {
    let kind = try of(entity, database)
    return [.asset, .shot, .edit].contains(kind) ? kind.rawValue : nil
  }
}
