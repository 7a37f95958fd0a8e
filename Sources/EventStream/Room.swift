import Web

/// A review room as its people see it (contract chapter 01, Room).
struct Room: Sendable {
  let id: ID
  /// Ids, as they came.
  let people: [String]
  let player: PlayerState

  /// The whole of it.
  var document: JSON.Object {
    var document = player.document
    document["people"] = JSON(people)
    return document
  }

  /// Who is in it.
  var peopleDocument: JSON.Object { ["people": JSON(people), "playlist_id": JSON(id), "id": JSON(id)] }
}

/// What everybody in a review room sees of the player (contract chapter 01, Algorithm 8, Player state rule).
struct PlayerState: Sendable, Equatable {
  private(set) var document: JSON.Object

  /// What a message that does not name it sets it to.
  private static let replaced: [(key: String, absent: JSON)] = [
    ("playlist_id", ""), ("user_id", .null), ("local_id", .null), ("is_playing", false), ("is_repeating", .null), ("is_laser_mode", .null),
    ("is_annotations_displayed", false), ("is_zoom_enabled", false), ("is_waveform_displayed", false), ("current_entity_id", .null),
    ("current_entity_index", .null), ("current_preview_file_id", .null), ("current_preview_file_index", .null), ("handle_in", .null),
    ("handle_out", .null),
  ]

  private static let comparing: JSON.Object = [
    "enable": false, "task_type": .null, "revision": .null, "mode": "sidebyside", "comparison_preview_index": 0,
  ]

  /// The state of a room in which nothing was said yet.
  init(room: ID) {
    document = [:]
    for (key, absent) in Self.replaced { document[key] = absent }
    document["playlist_id"] = JSON(room)
    document["current_frame"] = 0
    document["speed"] = .null
    document["comparing"] = .object(Self.comparing)
  }

  /// As it was kept; nil for what is none.
  init?(_ kept: JSON, room: ID) {
    guard let object = kept.object else { return nil }
    self.init(room: room)
    for name in document.names { if let value = object[name] { document[name] = value } }
  }

  /// Takes over what a message says.
  mutating func apply(_ message: JSON.Object) {
    for (key, absent) in Self.replaced { document[key] = message[key] ?? absent }
    if let frame = message["current_frame"] { document["current_frame"] = frame }
    switch message["speed"] {
    case .integer?, .number?: document["speed"] = message["speed"]
    default: break
    }
    guard let given = message["comparing"]?.object else { return }
    var comparing = document["comparing"]?.object ?? Self.comparing
    for name in Self.comparing.names { if let value = given[name] { comparing[name] = value } }
    document["comparing"] = .object(comparing)
  }
}
