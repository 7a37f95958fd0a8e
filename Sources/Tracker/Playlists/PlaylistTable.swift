import Engine
import MariaDB
import Web

/// The state of what a playlist shows, as rows of text (contract chapter 08).
struct PlaylistTable {
  private let playlist: PlaylistFacts
  private let call: Call

  init(_ playlist: PlaylistFacts, _ call: Call) {
    self.playlist = playlist
    self.call = call
  }

  private static let head = [
    "Entity name", "Nb Frames", "Task Type", "Retake count", "Revision", "Task Status",
    "Last comment author", "Last comment date",
    "Last comment",
  ]

  /// An entry without a preview has the cells of its entity alone; one without an entity is left out.
  func answer() throws -> Response {
    let entries = try PlaylistEntries(of: playlist, call.database).entries
    let entities = try entities(entries.compactMap(\.entity))
    let states = try states(entries.compactMap(\.preview?.id))
    let place = try call.database.first(
      """
      SELECT project.name, episode.name, person.timezone, FLOOR(UNIX_TIMESTAMP(playlist.created_at)) FROM playlist
      JOIN project ON project.id = playlist.project_id LEFT JOIN entity episode ON episode.id = playlist.episode_id
      LEFT JOIN person ON person.id = \(try call.callerID) WHERE playlist.id = \(playlist.id)
      """
    ) {
      (
        project: $0.text(0) ?? "", episode: $0.text(1), zone: $0.text(2)?.nonEmpty,
        createdAt: $0.int(3) ?? 0
      )
    }
    guard let place else { throw Failure.notFound("The playlist has no project.") }
    let zone = place.zone ?? call.configuration.defaultTimezone
    let kind = (playlist.record.text("for_entity") ?? "shot") == "shot" ? "for shots" : "for assets"
    let title = ([place.project, place.episode].compactMap { $0 }).joined(separator: " - ")
    var lines = [
      [
        "Playlist", "\(title) | \(kind)", playlist.name, Self.text(place.createdAt, zone), "", "",
        "",
      ], Array(repeating: "", count: 7),
      Self.head,
    ]
    for entry in entries {
      guard let entity = entry.entity.flatMap({ entities[$0] }) else { continue }
      lines.append(
        entity
          + (entry.preview.flatMap { states[$0.id] }?.cells(zone) ?? Array(repeating: "", count: 7))
      )
    }
    let name = Slug.make("\(place.project) playlist \(playlist.name)", separator: "_")
    return .csv(lines, named: "kitsu_\(name).csv")
  }

  /// Name and number of frames.
  private func entities(_ ids: [ID]) throws -> [ID: [String]] {
    var entities: [ID: [String]] = [:]
    try Array(Set(ids)).inBatches { batch in
      try call.database.stream(
        """
        SELECT entity.id, \(FullEntityName.name), entity.nb_frames FROM entity\(FullEntityName.joins)
        WHERE entity.id IN \(batch) AND entity.project_id = \(playlist.project)
        """
      ) { row in
        if let id = row.id(0) {
          entities[id] = [row.text(1) ?? "", row.int(2).map(String.init) ?? ""]
        }
      }
    }
    return entities
  }

  /// What is said of a preview's task.
  private struct State {
    let taskType: String
    let retakes: Int
    let revision: Int
    let status: String
    let author: String
    /// Seconds since 1970; nil when nobody said anything.
    let date: Int?
    let text: String

    func cells(_ zone: String) -> [String] {
      [
        taskType, String(retakes), String(revision), status, author,
        date.map { PlaylistTable.text($0, zone) } ?? "", text,
      ]
    }
  }

  /// With the newest comment that no client wrote.
  private func states(_ previews: [ID]) throws -> [ID: State] {
    var states: [ID: State] = [:]
    try Array(Set(previews)).inBatches { batch in
      try call.database.stream(
        """
        SELECT preview_file.id, task_type.name, COALESCE(task.retake_count, 0), preview_file.revision, COALESCE(task_status.name, ''),
        COALESCE(\(PersonShape.fullName), ''), FLOOR(UNIX_TIMESTAMP(comment.created_at)), COALESCE(comment.text, '')
        FROM preview_file JOIN task ON task.id = preview_file.task_id JOIN task_type ON task_type.id = task.task_type_id
        LEFT JOIN task_status ON task_status.id = task.task_status_id
        LEFT JOIN comment ON comment.id = (SELECT last.id FROM comment last JOIN person author ON author.id = last.person_id
          LEFT JOIN project_person_link link ON link.person_id = author.id AND link.project_id = task.project_id
          WHERE last.object_id = task.id AND COALESCE(link.role, author.role) <> 'client'
          ORDER BY last.created_at DESC, last.id DESC LIMIT 1)
        LEFT JOIN person ON person.id = comment.person_id WHERE preview_file.id IN \(batch)
        """
      ) { row in
        guard let id = row.id(0) else { return }
        states[id] = State(
          taskType: row.text(1) ?? "", retakes: row.int(2) ?? 0, revision: row.int(3) ?? 0,
          status: row.text(4) ?? "",
          author: row.text(5) ?? "", date: row.int(6), text: row.text(7) ?? "")
      }
    }
    return states
  }

  /// `2026-11-21T19:37:25` on the clock of a zone.
  private static func text(_ seconds: Int, _ zone: String) -> String {
    let time = LocalTime(seconds, in: zone)
    func two(_ number: Int) -> String { "\(number < 10 ? "0" : "")\(number)" }
    return
      "\(time.year)-\(two(time.month))-\(two(time.day))T\(two(time.hour)):\(two(time.minute)):\(two(((seconds % 60) + 60) % 60))"
  }
}
