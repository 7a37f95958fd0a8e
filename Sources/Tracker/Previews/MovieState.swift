import Engine
import MariaDB
import Web

/// What the row of a preview says of its movie: how far it is, what was made of it, or why there is none.
struct MovieState {
  private let database: Connection
  let id: ID

  init(_ database: Connection, _ id: ID) {
    self.database = database
    self.id = id
  }

  func isThere() throws -> Bool { try database.exists("SELECT 1 FROM preview_file WHERE id = \(id)") }

  /// - Parameter progress: percent. - Returns: is it another one than before?
  func set(progress: Int) throws -> Bool {
    let former = try database.first("SELECT JSON_VALUE(data, '$.progress') FROM preview_file WHERE id = \(id)") { $0.int(0) }
    if former == .some(progress) { return false }
    try database.execute(
      "UPDATE preview_file SET data = \(Self.data(adding: ["progress": JSON(progress)])) WHERE id = \(id)")
    return true
  }

  func set(_ made: MadeMovie) throws {
    try database.execute(
      """
      UPDATE preview_file SET status = 'ready', width = \(made.width), height = \(made.height), duration = \(made.duration),
      file_size = \(made.size), data = \(Self.data(adding: made.facts)), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)
      """)
  }

  /// - Parameter reason: in an artist's words.
  func breaks(_ reason: String, by author: ID?) throws {
    let project = try database.first(
      "SELECT task.project_id FROM preview_file JOIN task ON task.id = preview_file.task_id WHERE preview_file.id = \(id)"
    ) { $0.id(0) }
    try change("broken", ["reason": .text(reason)])
    let events = EventQueue(author: author)
    events.emit(
      "preview-file:update", ["preview_file_id": JSON(id), "status": "broken", "reason": .text(reason)], project: project ?? nil)
    try events.write(to: database)
  }

  func beginsAgain() throws { try change("processing", [:]) }

  private func change(_ status: String, _ facts: JSON.Object) throws {
    try database.execute(
      """
      UPDATE preview_file SET status = \(status), data = \(Self.data(adding: facts)), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)
      """)
  }

  /// What we say of movies; other members of the document are people's own.
  private static let ours = [
    "progress", "reason", "movie_prefixes", "original_width", "original_height", "original_duration", "original_file_size",
  ]

  private static func data(adding facts: JSON.Object) -> SQL {
    var none = JSON.Object()
    for name in ours { none[name] = .null }
    // A merge patch takes away what is null in it (RFC 7396).
    return """
      JSON_MERGE_PATCH(JSON_MERGE_PATCH(COALESCE(data, '{}'), \(JSON.object(none).description)), \(JSON.object(facts).description))
      """
  }
}

/// What was made of a movie.
struct MadeMovie {
  let width: Int
  let height: Int
  /// Seconds.
  let duration: Double
  /// Bytes.
  let size: Int
  /// For the row's `data`, in the original's order.
  let facts: JSON.Object
  let files: [PreviewContent.File]
}
