import Engine
import MariaDB
import Web

/// What the news say of a comment.
enum CommentNews {
  /// Concepts are no news.
  /// - Parameter createdAt: of the comment.
  static func create(
    of comment: ID, by author: ID, _ createdAt: String, isChange: Bool, _ status: ID?, _ task: CommentedTask, _ call: Call
  ) throws {
    if task.kind == .concept { return }
    let id = ID.make()
    try call.database.execute(
      """
      INSERT INTO news (id, created_at, updated_at, `change`, author_id, comment_id, task_id, preview_file_id)
      SELECT \(id), \(createdAt), UTC_TIMESTAMP(6), \(isChange), \(author), comment.id, \(task.id), comment.preview_file_id
      FROM comment WHERE comment.id = \(comment)
      """)
    call.events.emit(
      "news:new", ["news_id": JSON(id), "task_status_id": JSON(status), "task_type_id": JSON(task.taskType)], project: task.project)
  }

  /// Takes back what the news say of comments, and says so.
  static func delete(of comments: [ID], project: ID?, _ call: Call) throws {
    let news = try call.database.ids("SELECT id FROM news WHERE comment_id IN \(comments) ORDER BY id")
    if news.isEmpty { return }
    try call.database.execute("DELETE FROM news WHERE id IN \(news)")
    for id in news { call.events.emit("news:delete", ["news_id": JSON(id)], project: project) }
  }
}
