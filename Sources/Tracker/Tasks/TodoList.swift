import Engine
import MariaDB
import Web

/// Tasks as somebody works them off: each with what it is of, who works on it and what was said last (contract chapter 03, TodoTask).
struct TodoList {
  /// Ids of the projects whose tasks are listed, in parentheses.
  let projects: SQL
  var conditions: [SQL]
  var order: SQL = "task.id"
  /// Does a task tell the episodes that its entity is cast in?
  var tellsEpisodes = true

  /// Newest first; what has no end comes before.
  static let lastDoneFirst: SQL = "task.end_date IS NULL DESC, task.end_date DESC, task_type.name, entity.name, task.id"

  var condition: SQL { "task.project_id IN \(projects) AND \(conditions.joined(separator: " AND "))" }

  func answer(_ call: Call) -> Response {
    .stream { output, flush in try write(call, to: output, flush) }
  }

  /// - Parameter window: limits the list to a page.
  func write(_ call: Call, window: SQL = "", to output: JSONOutput, _ flush: () throws -> Void) throws {
    let shape = try shape(call.access)
    let episodes = tellsEpisodes ? Self.castingEpisodes : "NULL, NULL"
    let sql: SQL = """
      SELECT \(shape.select), \(episodes) FROM task\(TaskPlace.joins)
      WHERE \(condition) ORDER BY \(order)\(window)
      """
    output.append(byte: UInt8(ascii: "["))
    try call.database.write(sql, to: output, flush) { row in
      shape.write(row, to: output, extra: Self.episodes(row, at: shape.width))
    }
    output.append(byte: UInt8(ascii: "]"))
  }

  /// Members that only what is cast in an episode has.
  private static func episodes(_ row: Row, at index: Int) -> JSON.Object? {
    guard let ids = row.text(index).flatMap({ try? JSON.parse($0) }), let names = row.text(index + 1).flatMap({ try? JSON.parse($0) })
    else { return nil }
    return ["episode_ids": ids, "episode_names": names]
  }

  private static let castingEpisodes: SQL = ["id", "name"].map { column in
    """
    (SELECT JSON_ARRAYAGG(episode.\(raw: column) ORDER BY episode.name, episode.id) FROM entity_link
    JOIN entity episode ON episode.id = entity_link.entity_in_id
    WHERE entity_link.entity_out_id = entity.id AND \(EntityKind.episode.condition(on: "episode")))
    """
  }.joined(separator: ", ")

  private static let shape: Shape = {
    let assignees = Table.task.relation("assignees")?.selection(of: "task") ?? "NULL"
    return Shape(
      keys: Shape(.task).keys + TaskPlace.keys + [
        .init("task_estimation", "task.estimation", .float), .init("task_duration", "task.duration", .float),
        .init("task_start_date", "task.start_date", .datetime), .init("task_due_date", "task.due_date", .datetime),
        .init("task_type_name", "task_type.name", .text), .init("task_status_name", "task_status.name", .text),
        .init("task_type_color", "task_type.color", .text), .init("task_status_color", "task_status.color", .text),
        .init("task_status_short_name", "task_status.short_name", .text), Shape.Key("assignees", .ids(assignees)),
        .init("last_comment", lastComment(), .json),
      ])
  }()

  /// As the caller sees them; the newest comment is one that clients may read where the caller is a client.
  private func shape(_ access: Access) throws -> Shape {
    guard let asClient = try access.isCaller(.client, in: "task.project_id") else { return try access.seen(Self.shape) }
    let comment = Self.lastComment("AND (NOT \(asClient) OR comment.for_client)")
    return try access.seen(Self.shape.replacing("last_comment", by: .value(comment, .json)))
  }

  /// The newest comment that is not a client's.
  private static func lastComment(_ condition: SQL = "") -> SQL {
    """
    COALESCE((SELECT JSON_OBJECT('text', comment.text, 'date', DATE_FORMAT(comment.created_at, '%Y-%m-%dT%H:%i:%s'),
    'person_id', comment.person_id) FROM comment JOIN person author ON author.id = comment.person_id
    LEFT JOIN project_person_link link ON link.person_id = author.id AND link.project_id = task.project_id
    WHERE comment.object_id = task.id AND COALESCE(link.role, author.role) <> 'client' \(condition)
    ORDER BY comment.created_at DESC, comment.id DESC LIMIT 1), '{}')
    """
  }
}
