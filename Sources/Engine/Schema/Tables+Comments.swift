/// What people tell each other: comments, attachments, news, notifications and chats.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let comment = Table(
    "comment", model: "Comment",
    fields: [
      .integer("shotgun_id"),
      .uuid("object_id", required: true).byServer,
      .string("object_type", 80, required: true).byServer,
      .text("text"),
      .json("data"),
      .json("replies", default: []).byServer,
      .json("checklist"),
      .boolean("pinned"),
      .boolean("for_client", default: false),
      .array("links"),
      .uuid("task_status_id", to: "task_status"),
      .uuid("person_id", to: "person", required: true),
      .uuid("editor_id", to: "person"),
      .uuid("preview_file_id", to: "preview_file").reaching(.task),
      .links("previews", to: "preview_file", through: "comment_preview_link", from: "comment", via: "preview_file").reaching(.task),
      .id,
      .createdAt,
      .updatedAt,
      .links("mentions", to: "person", through: "comment_mentions", from: "comment", via: "person", afterType: true),
      .links(
        "department_mentions", to: "department", through: "comment_department_mentions", from: "comment", via: "department", afterType: true
      ),
      .links("acknowledgements", to: "person", through: "comment_acknoledgments", from: "comment", via: "person", afterType: true).byServer,
      .children("attachment_files", of: "attachment_file", by: "comment_id", afterType: true).byServer,
    ])

  package static let commentPreviewLink = Table(
    "comment_preview_link", model: "CommentPreviewLink", key: ["comment", "preview_file"],
    fields: [
      .uuid("comment", to: "comment", required: true),
      .uuid("preview_file", to: "preview_file", required: true),
    ])

  package static let commentMentions = Table(
    "comment_mentions", model: "CommentMentions", key: ["comment", "person"],
    fields: [
      .uuid("comment", to: "comment", required: true),
      .uuid("person", to: "person", required: true),
    ])

  package static let commentDepartmentMentions = Table(
    "comment_department_mentions", model: "CommentDepartmentMentions", key: ["comment", "department"],
    fields: [
      .uuid("comment", to: "comment", required: true),
      .uuid("department", to: "department", required: true),
    ])

  package static let commentAcknoledgments = Table(
    "comment_acknoledgments", model: "CommentAcknoledgments", key: ["comment", "person"],
    fields: [
      .uuid("comment", to: "comment", required: true),
      .uuid("person", to: "person", required: true),
    ])

  package static let attachmentFile = Table(
    "attachment_file", model: "AttachmentFile", objects: ["comment", "chat_message"],
    fields: [
      .string("name", 250),
      .bigint("size", default: 1),
      .string("extension", 6),
      .string("mimetype", 255),
      .uuid("comment_id", to: "comment"),
      .uuid("reply_id"),
      .uuid("chat_message_id", to: "chat_message"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let news = Table(
    "news", model: "News",
    fields: [
      .boolean("change", required: true, default: false),
      .uuid("author_id", to: "person", required: true),
      .uuid("comment_id", to: "comment"),
      .uuid("task_id", to: "task", required: true),
      .uuid("preview_file_id", to: "preview_file"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let notification = Table(
    "notification", model: "Notification", unique: [["person_id", "author_id", "comment_id", "reply_id", "playlist_id", "type"]],
    fields: [
      .boolean("read", required: true, default: false),
      .boolean("change", required: true, default: false),
      .choice("type", ["comment", "mention", "assignation", "reply", "reply-mention", "playlist-ready"], required: true),
      .uuid("person_id", to: "person", required: true),
      .uuid("author_id", to: "person", required: true),
      .uuid("comment_id", to: "comment"),
      .uuid("task_id", to: "task"),
      .uuid("playlist_id", to: "playlist"),
      .uuid("reply_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let chat = Table(
    "chat", model: "Chat",
    fields: [
      .uuid("object_id", required: true),
      .string("object_type", 80, required: true, default: "entity"),
      .datetime("last_message"),
      .links("participants", to: "person", through: "chat_participant", from: "chat_id", via: "person_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let chatParticipant = Table(
    "chat_participant", model: "ChatParticipant", key: ["chat_id", "person_id"],
    fields: [
      .uuid("chat_id", to: "chat", required: true),
      .uuid("person_id", to: "person", required: true),
    ])

  package static let chatMessage = Table(
    "chat_message", model: "ChatMessage",
    fields: [
      .uuid("chat_id", to: "chat", required: true),
      .uuid("person_id", to: "person", required: true),
      .text("text"),
      .children("attachment_files", of: "attachment_file", by: "chat_message_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
