import Engine
import MariaDB
import Web

/// Types of assets, and the types that make an entity a shot, a sequence, ….
struct EntityTypeRows: Resource, UpdateShaping {
  let path = "entity-types"
  let table = Table.entityType
  let rules = Rules.everybodyReads

  private static let plain = Shape(.entityType)
  private static let full = Shape(.entityType, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }
  func updateShape(_ call: Call) throws -> Shape { Self.full }

  /// A name is taken whatever its case (oddity 02-21: compared as it is, not as a pattern).
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    guard let name = body["name"] else { return }
    guard let name = name.text else { throw Failure.parameter("name must be a text.") }
    if try call.database.exists("SELECT 1 FROM entity_type WHERE LOWER(name) = LOWER(\(name))") {
      throw Failure.parameter("There is an entity type of that name already.")
    }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("asset-type:\(action.rawValue)", ["asset_type_id": JSON(row.id)])
  }
}
