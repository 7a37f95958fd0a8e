import MariaDB
import Web

/// What happened on the tasks of an entity, newest first (contract chapter 05, NewsPage).
enum EntityNews {
  /// News that one answer holds.
  private static let limit = 2000

  static func answer(_ call: Call) throws -> Response {
    let entity = try EntityActions.readable(call).id
    let total = try call.database.count(
      "SELECT COUNT(*) FROM news JOIN task ON task.id = news.task_id WHERE task.entity_id = \(entity)")
    let rows = try call.documents(
      """
      SELECT \(entry.select) FROM news JOIN task ON task.id = news.task_id JOIN project ON project.id = task.project_id
      JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
      LEFT JOIN comment ON comment.id = news.comment_id LEFT JOIN preview_file ON preview_file.id = news.preview_file_id
      LEFT JOIN person author ON author.id = news.author_id
      WHERE task.entity_id = \(entity) ORDER BY news.created_at DESC, news.id DESC LIMIT \(limit)
      """, entry)
    return .json([
      "data": .array(rows), "total": JSON(total), "nb_pages": JSON((total + limit - 1) / limit), "limit": JSON(limit), "offset": 0,
      "page": 1,
    ])
  }

  private static let entry: Shape = {
    func key(_ name: String, _ sql: SQL, _ kind: Column.Kind = .uuid) -> Shape.Key { Shape.Key(name: name, source: .value(sql, kind)) }
    return Shape(keys: [
      key("id", "news.id"), Shape.Key(name: "type", source: .constant("\"News\"")), key("author_id", "news.author_id"),
      key("comment_id", "news.comment_id"), key("task_id", "news.task_id"), key("task_type_id", "task.task_type_id"),
      key("task_status_id", "comment.task_status_id"), key("task_entity_id", "task.entity_id"),
      key("preview_file_id", "news.preview_file_id"), key("preview_file_extension", "preview_file.extension", .text),
      key("preview_file_revision", "preview_file.revision", .integer), key("project_id", "project.id"),
      key("project_name", "project.name", .text), key("created_at", "news.created_at", .datetime), key("change", "news.change", .boolean),
      key("full_entity_name", FullEntityName.name, .text), key("episode_id", FullEntityName.episode),
      key("entity_preview_file_id", "entity.preview_file_id"),
      Shape.Key(name: "person", source: .nested(presence: "author.id", PersonShape.author("author"))),
    ])
  }()
}
