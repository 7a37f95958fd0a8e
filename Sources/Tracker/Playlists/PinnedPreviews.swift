import Engine
import MariaDB
import Web

/// What the entries of a playlist may name: entities of its production, and of those their own previews (chapter 09, row 97).
struct PinnedPreviews {
  private let project: ID?
  /// The production of each entity that there is.
  private var productions: [ID: ID?] = [:]
  /// The entity of each preview that was looked up.
  private var entities: [ID: ID] = [:]

  /// - Parameter couples: ids as they were sent.
  init(_ couples: [(entity: ID?, preview: ID?)], in project: ID?, _ database: Connection) throws {
    self.project = project
    try Array(Set(couples.compactMap(\.entity))).inBatches { batch in
      try database.stream("SELECT id, project_id FROM entity WHERE id IN \(batch)") { row in
        if let id = row.id(0) { productions[id] = .some(row.id(1)) }
      }
    }
    try Array(Set(couples.compactMap(\.preview))).inBatches { batch in
      try database.stream(
        "SELECT preview_file.id, task.entity_id FROM preview_file JOIN task ON task.id = preview_file.task_id WHERE preview_file.id IN \(batch)"
      ) { row in
        if let id = row.id(0), let entity = row.id(1) { entities[id] = entity }
      }
    }
  }

  /// - Throws: 400 for an entity of another production: whoever reads the playlist would see what is in that one.
  func check(_ entity: ID?) throws(Failure) {
    if let entity, let production = productions[entity], production != project {
      throw .row("shots names an entity of another production: \(entity).")
    }
  }

  /// The preview, if it is one of the entity.
  func preview(_ preview: ID?, of entity: ID?) -> ID? {
    guard let preview, let entity, entities[preview] == entity else { return nil }
    return preview
  }
}

extension PinnedPreviews {
  /// The entries of a body as they are stored: `preview_file_id` is null unless it is a preview of the entry's entity.
  /// - Throws: 400 for an entity of another production.
  static func checked(_ shots: [JSON], in project: ID?, _ database: Connection) throws -> [JSON] {
    func couple(_ entry: JSON) -> (entity: ID?, preview: ID?) {
      let entity = entry["entity_id"].isTruthy ? entry["entity_id"] : entry["id"]
      return (entity.text.flatMap { ID($0) }, entry["preview_file_id"].text.flatMap { ID($0) })
    }
    let couples = shots.map(couple)
    let pinned = try PinnedPreviews(couples, in: project, database)
    return try zip(shots, couples).map { entry, couple in
      try pinned.check(couple.entity)
      guard var object = entry.object, object["preview_file_id"] != nil else { return entry }
      object["preview_file_id"] = JSON(pinned.preview(couple.preview, of: couple.entity))
      return .object(object)
    }
  }
}
