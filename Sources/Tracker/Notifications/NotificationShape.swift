import Engine
import MariaDB
import Web

/// A notification with what it is about: the task, the comment, the reply, the playlist (contract chapter 03, NotificationFull).
enum NotificationShape {
  /// An artist does not read what clients write.
  static func shape(for caller: Caller) -> Shape { caller.role == .user ? masked : open }

  /// The caller's notifications, up to further conditions.
  static func selection(for caller: Caller) -> SQL {
    """
    SELECT \(shape(for: caller).select) FROM notification LEFT JOIN task ON task.id = notification.task_id
    LEFT JOIN playlist ON playlist.id = notification.playlist_id
    LEFT JOIN project ON project.id = COALESCE(task.project_id, playlist.project_id)
    LEFT JOIN comment ON comment.id = notification.comment_id LEFT JOIN person author ON author.id = notification.author_id
    LEFT JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
    LEFT JOIN subscription ON subscription.task_id = task.id AND subscription.person_id = notification.person_id
    WHERE notification.person_id = \(caller.id)
    """
  }

  private static let open = shape(comment: "comment.text", reply: replyText)
  private static let masked = shape(
    comment: "IF(author.role = 'client' AND comment.text IS NOT NULL, '', comment.text)",
    reply: "IF(author.role = 'client', '', \(replyText))")

  private static func shape(comment: SQL, reply: SQL) -> Shape {
    func linked(_ table: String, _ column: String) -> SQL {
      SQL(raw: "(SELECT JSON_ARRAYAGG(link.\(column) ORDER BY link.\(column)) FROM \(table) link WHERE link.comment = comment.id)")
    }
    return Shape(keys: [
      .init("id", "notification.id"), Shape.Key("type", .constant("\"Notification\"")),
      .init("notification_type", "notification.type", .text), .init("author_id", "notification.author_id"),
      .init("comment_id", "notification.comment_id"), .init("task_id", "notification.task_id"), .init("task_type_id", "task.task_type_id"),
      .init("task_status_id", "comment.task_status_id"), .init("mentions", .ids(linked("comment_mentions", "person"))),
      .init("department_mentions", .ids(linked("comment_department_mentions", "department"))),
      .init("reply_mentions", .ids(ofReply("mentions"))), .init("reply_department_mentions", .ids(ofReply("department_mentions"))),
      .init(
        "preview_file_id",
        """
        (SELECT preview_file.id FROM comment_preview_link link JOIN preview_file ON preview_file.id = link.preview_file
        WHERE link.comment = comment.id ORDER BY preview_file.position, preview_file.id LIMIT 1)
        """),
      .init("project_id", "project.id"), .init("project_name", "project.name", .text), .init("comment_text", comment, .text),
      .init("reply_text", reply, .text), .init("created_at", "notification.created_at", .datetime),
      .init("read", "notification.`read`", .boolean), .init("change", "notification.`change`", .boolean),
      .init("full_entity_name", "COALESCE(\(FullEntityName.name), '')", .text),
      .init("episode_id", "COALESCE(playlist.episode_id, \(FullEntityName.episode))"),
      .init("entity_preview_file_id", "entity.preview_file_id"), .init("subscription_id", "subscription.id"),
      .init("playlist_id", "notification.playlist_id"), .init("playlist_name", "COALESCE(playlist.name, '')", .text),
      .init("playlist_for_entity", "COALESCE(playlist.for_entity, '')", .text),
      .init("playlist_is_for_all", "COALESCE(playlist.is_for_all, FALSE)", .boolean),
    ])
  }

  /// A member of the reply that the notification is about, in the comment's list of them; null when there is none any more.
  private static func ofReply(_ member: String) -> SQL {
    let path = text("JSON_SEARCH(comment.replies, 'one', notification.reply_id, NULL, '$[*].id')")
    return """
      IF(notification.type IN ('reply', 'reply-mention'),
      JSON_EXTRACT(comment.replies, REPLACE(\(path), '.id', '.\(raw: member)')), NULL)
      """
  }

  /// The text that a JSON string holds, comparable with other text: JSON has a collation of its own.
  private static func text(_ json: SQL) -> SQL { "(JSON_UNQUOTE(\(json)) COLLATE utf8mb4_nopad_bin)" }

  private static let replyText: SQL = "COALESCE(\(text(ofReply("text"))), '')"
}
