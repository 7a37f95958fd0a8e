import Engine
import MariaDB
import Web

/// Commenting tasks (contract chapter 06, Comments).
enum CommentRoutes {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/actions/tasks/:task_id/comment", "Comment a task, with a status and files", .form(body), .commentable, then: comment)
  }

  struct Body {
    let status: String
    let text: String
    let person: String
    let createdAt: String
    let checklist: [JSON]
    let links: [JSON]
    let isForClient: Bool
  }

  private static let body: @Sendable (inout FieldReader) -> Body = { fields in
    Body(
      status: fields.text("task_status_id"), text: fields.text("comment", atMost: CommentDraft.maxText, default: ""),
      person: fields.text("person_id", default: ""), createdAt: fields.text("created_at", default: ""),
      checklist: fields.list("checklist") { $0.object == nil ? "Input should be a valid dictionary" : nil },
      links: fields.list("links") { $0.text == nil ? "Input should be a valid string" : nil },
      isForClient: fields.boolean("for_client", default: false))
  }

  private static func comment(_ call: Call, form: Form<Body>, facts: Subject<TaskFacts>) throws -> Response {
    let (body, standing) = (form.fields, facts.standing)
    let task = try CommentedTask(facts.id, status: ID(body.status), call.database)
    if try !Rule.act.passes(standing, facts.row), ID(body.status) != task.status { throw Failure.forbidden }
    let status = try task.checked(ID(body.status), standing)
    let author = try CommentAuthor(standing.isManager ? body.person : "", call)
    let draft = CommentDraft(
      author: author.id, status: status, text: body.text,
      createdAt: try standing.isManager ? CommentDate.read(body.createdAt) : nil, checklist: body.checklist, links: body.links,
      isForClient: standing.isManager && body.isForClient, files: form.files)
    let posted = try CommentPipeline(call).post(draft, on: task)
    return try CreatedComment.answer(posted.id, named: author.isNamed, call)
  }
}

/// Who a comment is from.
struct CommentAuthor {
  let id: ID
  /// By the body; else it is the caller.
  let isNamed: Bool

  /// - Parameter named: empty for the caller. - Throws: 404 for somebody unknown.
  init(_ named: String, _ call: Call) throws {
    isNamed = !named.isEmpty
    guard isNamed else {
      id = try call.callerID
      return
    }
    guard let id = ID(named), try call.database.exists("SELECT 1 FROM person WHERE id = \(id)") else {
      throw Failure.notFound("There is no such person.")
    }
    self.id = id
  }
}

/// When a comment is from.
enum CommentDate {
  /// `2026-11-21T10:00:00`, also with a blank in the place of the `T`; nil, for now, for what has another form.
  /// - Throws: 400 for a day or a time that there is not.
  static func read(_ text: String) throws(Failure) -> DateTime? {
    let bytes = Array(text.utf8)
    let separators: [Int: [Character]] = [4: ["-"], 7: ["-"], 10: ["T", " "], 13: [":"], 16: [":"]]
    let hasForm =
      bytes.count == 19
      && bytes.enumerated().allSatisfy { index, byte in
        separators[index]?.contains(Character(UnicodeScalar(byte))) ?? (48...57).contains(byte)
      }
    if !hasForm { return nil }
    guard let date = DateTime(body: text) else { throw .parameter("created_at: there is no such moment as \(text).") }
    return date
  }
}
