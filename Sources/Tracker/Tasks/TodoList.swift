import Engine
import MariaDB
import Web

/// Tasks as somebody works them off: each with what it is of, who works on it and what was said last (contract chapter 03, TodoTask).
struct TodoList {
  /// Ids of the projects whose tasks are listed, in parentheses.
  let projects: SQL
  let conditions: [SQL]
  var order: SQL = "task.id"
  /// Does a task tell the episodes that its entity is cast in?
  var tellsEpisodes = true

  /// Newest first; what has no end comes before.
  static let lastDoneFirst: SQL = "task.end_date IS NULL DESC, task.end_date DESC, task_type.name, entity.name, task.id"

  func answer(_ call: Call) -> Response {
    let shape = Self.shape
    let episodes = tellsEpisodes ? Self.castingEpisodes : "NULL, NULL"
    let sql: SQL = """
      SELECT \(shape.select), \(episodes) FROM task
      JOIN project ON project.id = task.project_id
      JOIN entity ON entity.id = task.entity_id JOIN entity_type ON entity_type.id = entity.entity_type_id
      JOIN task_type ON task_type.id = task.task_type_id JOIN task_status ON task_status.id = task.task_status_id
      LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
      LEFT JOIN entity source ON source.id = entity.source_id LEFT JOIN entity_type source_type ON source_type.id = source.entity_type_id
      WHERE task.project_id IN \(projects) AND \(conditions.joined(separator: " AND ")) ORDER BY \(order)
      """
    return .stream { output, flush in
      output.append(byte: UInt8(ascii: "["))
      try call.database.write(sql, to: output, flush) { row in
        shape.write(row, to: output, extra: Self.episodes(row, at: shape.width))
      }
      output.append(byte: UInt8(ascii: "]"))
    }
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
    func text(_ column: SQL) -> SQL { "COALESCE(CAST(\(column) AS CHAR(36)), '')" }
    let assignees = Table.task.relation("assignees")?.selection(of: "task") ?? "NULL"
    return Shape(
      keys: Shape(.task).keys + [
        .init("project_name", "project.name", .text), .init("project_has_avatar", "project.has_avatar", .boolean),
        .init("entity_name", "entity.name", .text), .init("entity_description", "entity.description", .text),
        .init("entity_data", "entity.`data`", .json), .init("entity_preview_file_id", text("entity.preview_file_id"), .text),
        .init("entity_source_id", text("entity.source_id"), .text), .init("entity_type_name", "entity_type.name", .text),
        .init("entity_canceled", "entity.canceled", .boolean), .init("sequence_name", "parent.name", .text),
        .init("episode_id", text(episodeID), .text), .init("episode_name", episodeName, .text),
        .init("task_type_for_entity", "task_type.for_entity", .text),
        .init("task_estimation", "task.estimation", .float), .init("task_duration", "task.duration", .float),
        .init("task_start_date", "task.start_date", .datetime), .init("task_due_date", "task.due_date", .datetime),
        .init("task_type_name", "task_type.name", .text), .init("task_status_name", "task_status.name", .text),
        .init("task_type_color", "task_type.color", .text), .init("task_status_color", "task_status.color", .text),
        .init("task_status_short_name", "task_status.short_name", .text), Shape.Key("assignees", .ids(assignees)),
        .init("last_comment", lastComment, .json),
      ])
  }()

  private static let episodeID: SQL =
    """
    CASE WHEN entity_type.name IN ('Shot', 'Scene') THEN parent.parent_id WHEN entity_type.name = 'Sequence' THEN entity.parent_id
    ELSE entity.source_id END
    """

  /// What comes from somewhere that is no episode belongs to the main pack.
  private static let episodeName: SQL = """
    CASE WHEN entity_type.name IN ('Shot', 'Scene') THEN grandparent.name WHEN entity_type.name = 'Sequence' THEN parent.name
    ELSE IF(source.id IS NULL, NULL, IF(source_type.name = 'Episode', source.name, 'MP')) END
    """

  /// The newest comment that is not a client's.
  private static let lastComment: SQL = """
    COALESCE((SELECT JSON_OBJECT('text', comment.text, 'date', DATE_FORMAT(comment.created_at, '%Y-%m-%dT%H:%i:%s'),
    'person_id', comment.person_id) FROM comment JOIN person author ON author.id = comment.person_id
    LEFT JOIN project_person_link link ON link.person_id = author.id AND link.project_id = task.project_id
    WHERE comment.object_id = task.id AND COALESCE(link.role, author.role) <> 'client'
    ORDER BY comment.created_at DESC, comment.id DESC LIMIT 1), '{}')
    """
}
