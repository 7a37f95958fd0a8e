import Engine
import MariaDB

/// The columns that entities of a kind have in spreadsheets, before those for metadata and tasks; read and written by the same names
/// (contract chapter 08, Exports).
struct EntityTable: Sendable {
  enum Column: Sendable {
    /// An expression over the entity and `joins`.
    case value(String, SQL)
    /// A key of the metadata.
    case data(String, key: String)
    /// Days of 8 hours, spent on all tasks.
    case timeSpent

    var header: String {
      switch self {
      case .value(let header, _), .data(let header, _): header
      case .timeSpent: "Time Spent"
      }
    }
  }

  let kind: EntityKind
  let columns: [Column]
  let joins: SQL
  let order: SQL
  /// An entity without it is left out.
  var condition: SQL = "TRUE"

  var path: String { "\(kind.eventName)s" }

  static let all = [asset, shot, edit]

  static let asset = EntityTable(
    kind: .asset,
    columns: [
      .value("Project", "project.name"), .value("Type", "entity_type.name"), .value("Name", "entity.name"),
      .value("Description", "entity.description"), .timeSpent,
    ],
    joins: " JOIN entity_type ON entity_type.id = entity.entity_type_id", order: "entity_type.name, entity.name")

  static let shot = EntityTable(
    kind: .shot,
    columns: [
      .value("Project", "project.name"), .value("Episode", "episode.name"), .value("Sequence", "sequence.name"),
      .value("Name", "entity.name"), .value("Description", "entity.description"), .timeSpent, .value("Frames", "entity.nb_frames"),
      .data("Frame In", key: "frame_in"), .data("Frame Out", key: "frame_out"), .data("FPS", key: "fps"),
    ],
    joins: " JOIN entity sequence ON sequence.id = entity.parent_id LEFT JOIN entity episode ON episode.id = sequence.parent_id",
    order: "COALESCE(episode.name, ''), sequence.name, entity.name")

  static let edit = EntityTable(
    kind: .edit,
    columns: [
      .value("Project", "project.name"), .value("Episode", "episode.name"), .value("Name", "entity.name"),
      .value("Description", "entity.description"), .timeSpent,
    ],
    joins: " LEFT JOIN entity episode ON episode.id = entity.parent_id", order: "COALESCE(episode.name, ''), entity.name")
}
