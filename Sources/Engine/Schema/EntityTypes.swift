import MariaDB
import Web

/// The entity types that make a kind.
package enum EntityTypes {
  /// The id of the type of that name, which is made when it is missing.
  package static func ensure(_ kind: EntityKind, _ database: Connection) throws -> ID {
    if let id = try database.ids("SELECT id FROM entity_type WHERE name = \(kind.rawValue)").first { return id }
    return try database.insert(into: .entityType, ["name": .text(kind.rawValue)])
  }
}
