import Engine
import MariaDB
import Web

/// Entities come as the listings of their kinds show them: a shot with a sequence and frames, an asset with the name of its type.
extension KitsuKind {
  private static let structural: [EntityKind] = [.shot, .sequence, .episode, .edit]
  private static let frames = ["frame_in", "frame_out", "fps"]

  static func entities(_ kind: inout KitsuKind) {
    kind.dropped = ["entities_in", "episode_id", "episode_name", "project_name", "sequence_name", "tasks", "asset_type_name"]
    // A list that is not sent stays as it is (oddity 08-9).
    for name in ["entities_out", "entity_concept_links", "instance_casting"] { kind.links[name] = .replaced }
    kind.isStamped = true
    kind.prepare = conversion
    kind.check = check
    kind.event = { _, call in
      let names = Dictionary(
        try call.database.all("SELECT id, name FROM entity_type") { ($0.id(0), $0.text(1) ?? "") }, uniquingKeysWith: { first, _ in first })
      return { entity in
        let kind = EntityKind(type: names[entity.id("entity_type_id")] ?? "")
        // Clients of the original know the one, everybody else the other (oddity 08-11).
        return (kind.eventName, ["\(kind.rawValue)_id": JSON(entity.id), "\(kind.eventName)_id": JSON(entity.id)])
      }
    }
  }

  private static func conversion(_ rows: [JSON.Object], _ call: Call) throws -> Conversion {
    var types: [String: ID] = [:]
    for kind in structural where rows.contains(where: { type(of: $0) == kind.rawValue }) {
      types[kind.rawValue] = try EntityTypes.ensure(kind, call.database)
    }
    let previews = Set(rows.compactMap { $0["preview_file_id"]?.text.flatMap { ID($0) } })
    let known = try call.database.known(previews, in: Table.previewFile.name)
    return { [types] row, stored in
      if let type = types[type(of: row)] {
        row["entity_type_id"] = JSON(type)
      } else if let type = row["asset_type_id"] {
        row["entity_type_id"] = type
      }
      row["asset_type_id"] = nil
      if let sequence = row["sequence_id"] {
        row["parent_id"] = sequence
        row["sequence_id"] = nil
      }
      if frames.contains(where: { row[$0] != nil }) {
        let sent = row["data"]
        var data = sent?.object ?? (sent == nil ? stored?.json("data").object : nil) ?? [:]
        for name in frames {
          if let value = row[name] { data[name] = value }
          row[name] = nil
        }
        row["data"] = .object(data)
      }
      if let preview = row["preview_file_id"], preview.text.flatMap({ ID($0) }).map({ known.contains($0) }) != true {
        row["preview_file_id"] = nil
      }
    }
  }

  /// The type that a row has; shots are sent without.
  private static func type(of row: JSON.Object) -> String { row["type"]?.text ?? EntityKind.shot.rawValue }

  /// What `EntityWriting` asks of a single entity, for many. - Throws: 400 that names each.
  private static func check(_ rows: [KitsuRow], _ call: Call) throws {
    var errors: [RowError] = []
    for row in rows {
      if row.record.text("name") == "" { errors.append(RowError(row.index, "name", "It holds at least one character.")) }
      guard let data = row.record.text("data") else { continue }
      if row.record.json("data").object == nil { errors.append(RowError(row.index, "data", "An object is expected.")) }
      if let problem = Metadata.problem(data) { errors.append(RowError(row.index, "data", problem)) }
    }
    for column in ["parent_id", "source_id"] { errors += try places(column, rows, call) }
    if !errors.isEmpty { throw Failure.rows(errors) }
  }

  /// What is wrong with where entities are put.
  private static func places(_ column: String, _ rows: [KitsuRow], _ call: Call) throws -> [RowError] {
    // What stays as it is may have come with a studio's older data.
    let moved = rows.filter { $0.record.id(column) != nil && $0.record.id(column) != $0.former?.id(column) }
    let indices = Dictionary(moved.map { ($0.record.id, $0.index) }) { first, _ in first }
    var errors: [RowError] = []
    for batch in Connection.batches(moved.map(\.record.id)) {
      try call.database.stream(
        """
        SELECT entity.id, entity.project_id = place.project_id, \(EntityKind.expression()), \(EntityKind.expression(of: "place"))
        FROM entity JOIN entity place ON place.id = entity.\(raw: column) WHERE entity.id IN \(batch)
        """
      ) { row in
        guard let index = row.id(0).flatMap({ indices[$0] }) else { return }
        let (kind, place) = (EntityKind(type: row.text(2) ?? ""), EntityKind(type: row.text(3) ?? ""))
        if !row.bool(1) { errors.append(RowError(index, column, "It names nothing of this project.")) }
        if let wanted = EntityWriting.places[column]?[kind], !wanted.contains(place) {
          let names = wanted.map(\.eventName).joined(separator: " or a ")
          errors.append(RowError(index, column, "That of a \(kind.eventName) is that of a \(names)."))
        }
      }
      let circles = try call.database.ids(
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
