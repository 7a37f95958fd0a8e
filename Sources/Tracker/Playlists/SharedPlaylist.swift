import Engine
import MariaDB
import Web

/// A playlist as whoever has a link to it gets it. Every route behind a link begins with this step, which lets nobody in whose link does
/// not exist, is revoked or over, or has a password that was not sent (contract chapter 07, `/shared/playlists/{token}`; oddity 07-2: the
/// password counts everywhere).
struct SharedPlaylist {
  let link: ShareLink
  let playlist: PlaylistFacts

  var project: ID? { playlist.project }

  init(_ call: Call) throws {
    link = try ShareLink.find(call["token"], call.database)
    try SharePassword(link, call).check(call.request.query["password"])
    guard let record = try link.record.id("playlist_id").flatMap({ try call.database.record(.playlist, $0) }) else {
      throw ShareLink.missing
    }
    playlist = PlaylistFacts(record: record)
  }
}

extension Step where Value == SharedPlaylist {
  /// The playlist that a link opens. - Throws: 404, 429.
  static var share: Step {
    Step(StepNote(parameters: ["token"], who: words)) { call in try SharedPlaylist(call) }
  }

  /// The same for writing there. - Parameter refusal: what is said where the link only lets look. - Throws: 404, 429, 403.
  static func share(orRefuse refusal: String) -> Step {
    Step(StepNote(parameters: ["token"], who: "\(words), where it lets comment")) { call in
      let shared = try SharedPlaylist(call)
      guard shared.link.canComment else { throw Failure.share(403, refusal) }
      return shared
    }
  }

  private static var words: String { "whoever has the link, and its password if it has one" }
}

extension Failure {
  /// `{"error":…}`: what is told to guests.
  static func share(_ status: Int, _ message: String) -> Failure { Failure(status: status, body: ["error": .text(message)]) }
}

// MARK: What it shows

extension SharedPlaylist {
  /// A preview that the playlist shows.
  private struct Shown {
    let id: ID
    let task: ID
    let revision: Int
  }

  /// The previews that entries name, of those that are of the entry's entity and of the playlist's production.
  private func shown(_ database: Connection) throws -> [Shown] {
    let couples = playlist.entries.compactMap(\.object).compactMap { entry -> (preview: ID, entity: ID)? in
      guard let preview = entry["preview_file_id"]?.text.flatMap({ ID($0) }), let entity = PlaylistEntries.entity(of: entry) else {
        return nil
      }
      return (preview, entity)
    }
    let entities = Dictionary(grouping: couples, by: \.preview).mapValues { Set($0.map(\.entity)) }
    var shown: [Shown] = []
    try Array(entities.keys).inBatches { batch in
      try database.stream(
        """
        SELECT preview_file.id, task.id, preview_file.revision, task.entity_id FROM preview_file
        JOIN task ON task.id = preview_file.task_id WHERE preview_file.id IN \(batch) AND task.project_id = \(project)
        """
      ) { row in
        guard let id = row.id(0), let task = row.id(1), let entity = row.id(3), entities[id]?.contains(entity) == true else { return }
        shown.append(Shown(id: id, task: task, revision: row.int(2) ?? 0))
      }
    }
    return shown
  }

  /// Tasks whose previews are shown: those that guests talk about.
  func tasks(_ database: Connection) throws -> [ID] { Array(Set(try shown(database).map(\.task))).sorted() }

  /// A preview that is shown, or is of the same task and revision as one that is.
  /// - Throws: 404 for one that does not exist, 403 for another one.
  func preview(_ id: ID?, isLocked: Bool = false, _ database: Connection) throws -> Record {
    guard let preview = try id.flatMap({ try database.record(.previewFile, $0, isLocked: isLocked) }) else {
      throw Failure.notFound("There is no such preview file.")
    }
    let isShown = try shown(database).contains { shown in
      shown.id == preview.id || (shown.task == preview.id("task_id") && shown.revision == preview.integer("revision"))
    }
    guard isShown else { throw Failure.forbidden }
    return preview
  }
}

/// A preview that a link shows.
struct SharedPreview {
  let shared: SharedPlaylist
  let record: Record
}

extension Step where Value == SharedPreview {
  /// The preview that the path names, behind a link. - Throws: 404, 429, 403.
  static var sharedPreview: Step {
    Step(StepNote(parameters: ["token", "preview_file_id"], who: "whoever has a link that shows the preview, and its password")) { call in
      let shared = try SharedPlaylist(call)
      return SharedPreview(shared: shared, record: try shared.preview(ID(call["preview_file_id"]), call.database))
    }
  }
}
