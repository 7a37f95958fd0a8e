import Engine
import MariaDB
import Web

/// Putting entities at the end of a playlist (contract chapter 07, add-entity). The playlist's row is held, so that of two people who add at
/// the same moment both succeed.
enum PlaylistAdditions {
  private typealias Addition = (entity: ID, preview: ID?)

  static func declare(in routes: inout Routes) {
    routes.post("/actions/playlists/:playlist_id/add-entity", "Add an entity to a playlist", .playlist(.edit), one) {
      try add($0, $1, [$2])
    }
    routes.post("/actions/playlists/:playlist_id/add-entities", "Add entities to a playlist", .playlist(.edit), many) {
      try add($0, $1, $2)
    }
  }

  private static let one = Step.fields { fields in addition(&fields) }

  private static let many = Step.fields { fields in
    let isMissing = fields["entities"] == nil
    let rows = fields.rows("entities") { addition(&$0) }
    if isMissing {
      fields.fail("entities", "Field required")
    } else if fields["entities"]?.array?.isEmpty == true {
      fields.fail("entities", "List should have at least 1 item after validation, not 0")
    }
    return rows
  }

  private static func addition(_ fields: inout FieldReader) -> Addition {
    (entity: fields.id("entity_id"), preview: fields.idOrBlank("preview_file_id"))
  }

  private static func add(_ call: Call, _ playlist: Subject<PlaylistFacts>, _ additions: [Addition]) throws -> Response {
    let pinned = try PinnedPreviews(additions.map { ($0.entity, $0.preview) }, in: playlist.project, call.database)
    for addition in additions { try pinned.check(addition.entity) }
    let latest = try latest(of: additions.map(\.entity), for: playlist.row, call.database)
    var entries = playlist.entries
    var present = Set(entries.map { Couple(entity: ($0["entity_id"].text ?? "").lowercased(), preview: $0["preview_file_id"].text) })
    for addition in additions {
      let preview = pinned.preview(addition.preview, of: addition.entity) ?? latest[addition.entity]
      guard present.insert(Couple(entity: addition.entity.description, preview: preview?.description)).inserted else { continue }
      var entry: JSON.Object = ["entity_id": JSON(addition.entity)]
      if let preview { entry["preview_file_id"] = JSON(preview) }
      entries.append(.object(entry))
      call.events.emit(
        "playlist:add_entity",
        ["playlist_id": JSON(playlist.id), "entity_id": JSON(addition.entity), "preview_file_id": JSON(preview)], project: playlist.project)
    }
    try call.database.execute(
      "UPDATE playlist SET shots = \(JSON.array(entries).description), updated_at = UTC_TIMESTAMP(6) WHERE id = \(playlist.id)")
    return try call.row("SELECT \(row.select) FROM playlist WHERE playlist.id = \(playlist.id)", row)
  }

  private static let row = Shape(.playlist)

  /// An entity is there once with each of its previews.
  private struct Couple: Hashable {
    let entity: String
    let preview: String?
  }

  /// The newest preview of each entity: of the playlist's task type, if it has one.
  private static func latest(of entities: [ID], for playlist: PlaylistFacts, _ database: Connection) throws -> [ID: ID] {
    let condition: SQL = playlist.record.id("task_type_id").map { " AND task.task_type_id = \($0)" } ?? ""
    var latest: [ID: ID] = [:]
    try database.stream(
      """
      SELECT task.entity_id, preview_file.id FROM task JOIN preview_file ON preview_file.task_id = task.id
      WHERE task.entity_id IN \(Array(Set(entities))) AND task.project_id = \(playlist.project)\(condition)
      ORDER BY preview_file.revision DESC, preview_file.created_at DESC, preview_file.id DESC
      """
    ) { row in
      if let entity = row.id(0), let preview = row.id(1), latest[entity] == nil { latest[entity] = preview }
    }
    return latest
  }
}

extension FieldReader {
  /// A UUID in any usual notation; nil when absent, null, or an empty text.
  mutating func idOrBlank(_ field: String) -> ID? {
    if self[field] == .text("") { return nil }
    return optionalID(field)
  }
}
