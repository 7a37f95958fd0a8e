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
    errors += try EntityWriting.misplaced(rows.map { ($0.index, $0.record, $0.former) }, call.database)
    if !errors.isEmpty { throw Failure.rows(errors) }
  }
}
