import Engine
import MariaDB
import Web

/// What somebody is told about a task, by mail or in a chat: the values for its words, and where the task is.
struct TaskNotice {
  /// By the names that `MailTemplate` has for them.
  let values: [String: String]
  let link: String
  /// Name of the production.
  let project: String

  /// Nil when what it is about is gone.
  init?(_ mail: Mail, _ payload: JSON.Object, _ configuration: Configuration, _ database: Connection) throws {
    func id(_ name: String) -> ID? { payload[name]?.text.flatMap { ID($0) } }
    guard let task = id("task_id"), let title = try TaskTitle(task, configuration, database) else { return nil }
    let author = try database.first("SELECT \(PersonShape.fullName), first_name FROM person WHERE id = \(id("author_id"))") { row in
      (name: row.text(0) ?? "", firstName: row.text(1) ?? "")
    }
    guard let author else { return nil }
    var values = ["task": title.name, "author": author.name, "author first name": author.firstName]
    if mail != .assignation {
      guard let said = try Self.said(mail, id("comment_id"), payload["reply_id"], database) else { return nil }
      values["quote"] = said.text
      values["status"] = said.status
    }
    self.values = values
    link = title.link
    project =
      try database.texts("SELECT project.name FROM task JOIN project ON project.id = task.project_id WHERE task.id = \(task)").first ?? ""
  }

  /// The text of the comment, or of the reply that it is about, and the short name of the comment's status; nil when it is gone.
  private static func said(_ mail: Mail, _ comment: ID?, _ reply: JSON?, _ database: Connection) throws -> (text: String, status: String)? {
    let comment = try database.first(
      """
      SELECT COALESCE(comment.text, ''), UPPER(COALESCE(task_status.short_name, '')), comment.replies FROM comment
      LEFT JOIN task_status ON task_status.id = comment.task_status_id WHERE comment.id = \(comment)
      """
    ) { (text: $0.text(0) ?? "", status: $0.text(1) ?? "", replies: $0.text(2).flatMap { try? JSON.parse($0) }) }
    guard let comment else { return nil }
    guard mail == .reply || mail == .replyMention else { return (comment.text, comment.status) }
    guard let reply = comment.replies?.array?.first(where: { $0["id"] == reply }) else { return nil }
    return (mail == .reply ? reply["text"].text ?? "" : comment.text, comment.status)
  }
}
