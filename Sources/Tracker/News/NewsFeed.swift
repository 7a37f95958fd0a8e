import Engine
import MariaDB
import Web

/// What happened on tasks, newest first (contract chapter 03, News; chapter 05, NewsPage).
struct NewsFeed {
  /// On the tables of `source`.
  let conditions: [SQL]
  var limit = 2000
  /// From 1.
  var page = 1
  /// Does each entry tell the other previews of its revision?
  var tellsPreviews = false

  /// A page of entries.
  /// - Parameter hasStatistics: tells how many of all pages gave a task which status.
  func answer(hasStatistics: Bool = false, _ call: Call) throws -> Response {
    let condition = conditions.joined(separator: " AND ")
    let total = try call.database.count("SELECT COUNT(*) FROM \(Self.source) WHERE \(condition)")
    let (offset, shape) = ((page - 1) * limit, tellsPreviews ? Self.entryWithPreviews : Self.entry)
    let rows = try call.documents(
      """
      SELECT \(shape.select) FROM \(Self.source) WHERE \(condition)
      ORDER BY news.created_at DESC, news.id DESC LIMIT \(limit) OFFSET \(offset)
      """, shape)
    var answer: JSON.Object = [
      "data": .array(rows), "total": JSON(total), "nb_pages": JSON((total + limit - 1) / limit), "limit": JSON(limit),
      "offset": JSON(offset), "page": JSON(page),
    ]
    if hasStatistics {
      var statistics = JSON.Object()
      try call.database.stream(
        """
        SELECT comment.task_status_id, COUNT(*) FROM \(Self.source)
        WHERE \(condition) AND news.`change` AND comment.task_status_id IS NOT NULL GROUP BY comment.task_status_id ORDER BY 1
        """
      ) { row in statistics[row.text(0) ?? ""] = JSON(row.int(1) ?? 0) }
      answer["stats"] = .object(statistics)
    }
    return .json(.object(answer))
  }

  /// The one entry. - Throws: 404 when there is none.
  func one(_ call: Call) throws -> Response {
    try call.row(
      "SELECT \(Self.entry.select) FROM \(Self.source) WHERE \(conditions.joined(separator: " AND ")) LIMIT 1", Self.entry)
  }

  private static let source: SQL = """
    news JOIN task ON task.id = news.task_id JOIN project ON project.id = task.project_id
    JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
    LEFT JOIN comment ON comment.id = news.comment_id LEFT JOIN preview_file ON preview_file.id = news.preview_file_id
    LEFT JOIN person author ON author.id = news.author_id
    """

  private static let entry: Shape = {
    return Shape(keys: [
      .init("id", "news.id"), Shape.Key("type", .constant("\"News\"")), .init("author_id", "news.author_id"),
      .init("comment_id", "news.comment_id"), .init("task_id", "news.task_id"), .init("task_type_id", "task.task_type_id"),
      .init("task_status_id", "comment.task_status_id"), .init("task_entity_id", "task.entity_id"),
      .init("preview_file_id", "news.preview_file_id"), .init("preview_file_extension", "preview_file.extension", .text),
      .init("preview_file_revision", "preview_file.revision", .integer), .init("project_id", "project.id"),
      .init("project_name", "project.name", .text), .init("created_at", "news.created_at", .datetime),
      .init("change", "news.change", .boolean),
      .init("full_entity_name", FullEntityName.name, .text), .init("episode_id", FullEntityName.episode),
      .init("entity_preview_file_id", "entity.preview_file_id"),
      Shape.Key("person", .nested(presence: "author.id", PersonShape.author("author"))),
    ])
  }()

  private static let entryWithPreviews = entry.adding(
    Shape.Key(
      name: "preview_files",
      source: .ids(
        """
        (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', other.id, 'name', other.name, 'extension', other.extension, 'revision', other.revision,
        'position', other.position, 'status', other.status) ORDER BY other.position, other.id) FROM preview_file other
        WHERE other.task_id = task.id AND other.revision = preview_file.revision)
        """)))
}
