import Engine
import MariaDB
import Web

/// What `EntityWriting` asks of where a single entity is put, for many that are stored already.
extension EntityWriting {
  /// An entity after a write and before it, and its place in the body.
  typealias Placed = (index: Int, record: Record, former: Record?)

  /// What is wrong with where entities are put.
  static func misplaced(_ rows: [Placed], _ database: Connection) throws -> [RowError] {
    try ["parent_id", "source_id"].flatMap { try misplaced($0, rows, database) }
  }

  private static func misplaced(_ column: String, _ rows: [Placed], _ database: Connection) throws -> [RowError] {
    // What stays as it is may have come with a studio's older data.
    let moved = rows.filter { $0.record.id(column) != nil && $0.record.id(column) != $0.former?.id(column) }
    let indices = Dictionary(moved.map { ($0.record.id, $0.index) }) { first, _ in first }
    var errors: [RowError] = []
    for batch in Connection.batches(moved.map(\.record.id)) {
      try database.stream(
        """
        SELECT entity.id, entity.project_id = place.project_id, \(EntityKind.expression()), \(EntityKind.expression(of: "place"))
        FROM entity JOIN entity place ON place.id = entity.\(raw: column) WHERE entity.id IN \(batch)
        """
      ) { row in
        guard let index = row.id(0).flatMap({ indices[$0] }) else { return }
        let (kind, place) = (EntityKind(type: row.text(2) ?? ""), EntityKind(type: row.text(3) ?? ""))
        if !row.bool(1) { errors.append(RowError(index, column, "It names nothing of this project.")) }
        if let wanted = places[column]?[kind], !wanted.contains(place) {
          let names = wanted.map(\.eventName).joined(separator: " or a ")
          errors.append(RowError(index, column, "That of a \(kind.eventName) is that of a \(names)."))
        }
      }
      let circles = try database.ids(
        """
        WITH RECURSIVE above (start, next) AS (
          SELECT id, \(raw: column) FROM entity WHERE id IN \(batch)
          UNION SELECT above.start, entity.\(raw: column) FROM entity JOIN above ON entity.id = above.next)
        SELECT start FROM above WHERE next = start
        """)
      errors += circles.compactMap { indices[$0] }.map { RowError($0, column, "An entity cannot belong to itself.") }
    }
    return errors
  }
}
