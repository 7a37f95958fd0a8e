import Engine
import MariaDB
import Web

/// The conversation about a task (contract chapter 06, TaskComment): a few statements, however long it is.
enum CommentListing {
  static func declare(in routes: inout Routes) {
    routes.get("/data/tasks/:task_id/comments", "List the comments of a task", .task(.read), then: list)
    routes.get(
      "/data/tasks/:task_id/comments/:comment_id", "Read a comment of a task",
      .comment(.read, elsewhere: .notFound("The task has no such comment."))
    ) { call, comment in try comment.answer(relations: false, call) }
  }

  private static func list(_ call: Call, _ task: Subject<TaskFacts>) throws -> Response {
    let view = try View(task, call)
    let comments = try call.database.all(
      """
      SELECT \(shape.select), \(view.role(of: "comment.person_id")) FROM comment
      LEFT JOIN person author ON author.id = comment.person_id LEFT JOIN person editor ON editor.id = comment.editor_id
      LEFT JOIN task_status ON task_status.id = comment.task_status_id WHERE comment.object_id = \(task.id)\(view.condition)
      ORDER BY comment.created_at DESC, comment.id DESC
      """
    ) { row in (comment: try shape.document(row).object ?? [:], role: row.text(row.count - 1)) }
    let repliers = try people(in: comments.map(\.comment), call)
    let previews = try previews(of: task.id, call)
    let seen = comments.compactMap { view.seen(complete($0.comment, repliers, previews), isFromClient: $0.role == "client") }
    return .json(.array(seen.map { JSON.object($0) }))
  }

  // MARK: What is shown

  private static let shape: Shape = {
    func key(_ name: String, _ sql: SQL, _ kind: Column.Kind = .text) -> Shape.Key { Shape.Key(name: name, source: .value(sql, kind)) }
    func linked(_ table: String, _ column: String) -> SQL {
      SQL(raw: "(SELECT JSON_ARRAYAGG(link.\(column) ORDER BY link.\(column)) FROM \(table) link WHERE link.comment = comment.id)")
    }
    let author = PersonShape.author("author")
    let editor = PersonShape.author("editor").filter { $0.name != "full_name" }
    return Shape(
      keys: Shape(.comment).keys + [
        Shape.Key(name: "person", source: .nested(presence: "author.id", Array(author.dropFirst() + author.prefix(1)))),
        Shape.Key(name: "editor", source: .nested(presence: "editor.id", Array(editor.dropFirst() + editor.prefix(1)))),
        Shape.Key(
          name: "task_status",
          source: .nested(
            presence: "task_status.id",
            [
              key("name", "task_status.name"), key("short_name", "task_status.short_name"), key("color", "task_status.color"),
              key("id", "task_status.id", .uuid),
            ])),
        Shape.Key(name: "acknowledgements", source: .ids(linked("comment_acknoledgments", "person"))),
        Shape.Key(name: "previews", source: .constant("[]")),
        Shape.Key(name: "mentions", source: .ids(linked("comment_mentions", "person"))),
        Shape.Key(name: "department_mentions", source: .ids(linked("comment_department_mentions", "department"))),
        Shape.Key(name: "attachment_files", source: .ids(attachments)),
      ])
  }()

  private static let attachments: SQL = """
    (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', attachment_file.id, 'name', attachment_file.name, 'extension', attachment_file.extension,
    'reply_id', attachment_file.reply_id, 'size', attachment_file.size) ORDER BY attachment_file.id)
    FROM attachment_file WHERE attachment_file.comment_id = comment.id)
    """

  /// Who answered, by id.
  private static func people(in comments: [JSON.Object], _ call: Call) throws -> [String: JSON] {
    let ids = Set(comments.flatMap { $0["replies"]?.array ?? [] }.compactMap { $0["person_id"].text.flatMap { ID($0) } })
    if ids.isEmpty { return [:] }
    let shape = Shape(keys: PersonShape.author("person"))
    let people = try call.documents("SELECT \(shape.select) FROM person WHERE person.id IN \(Array(ids))", shape)
    return Dictionary(people.map { ($0["id"].text ?? "", $0) }) { first, _ in first }
  }

  private static let preview = Shape(.previewFile).keeping([
    "id", "task_id", "revision", "extension", "width", "height", "duration", "status", "validation_status", "original_name", "position",
    "annotations",
  ])

  /// The previews of a task's comments, by the comment's id.
  private static func previews(of task: ID, _ call: Call) throws -> [String: [JSON]] {
    let found = try call.database.all(
      """
      SELECT \(preview.select), link.comment FROM comment JOIN comment_preview_link link ON link.comment = comment.id
      JOIN preview_file ON preview_file.id = link.preview_file WHERE comment.object_id = \(task)
      ORDER BY preview_file.position, preview_file.id
      """
    ) { row in (comment: row.text(row.count - 1) ?? "", document: try preview.document(row)) }
    return Dictionary(grouping: found, by: \.comment).mapValues { $0.map(\.document) }
  }

  private static func complete(
    _ comment: JSON.Object, _ repliers: [String: JSON], _ previews: [String: [JSON]]
  ) -> JSON.Object {
    var comment = comment
    if comment["editor_id"]?.isNull == true { comment["editor"] = nil }
    let replies = (comment["replies"]?.array ?? []).map { reply -> JSON in
      guard var reply = reply.object else { return reply }
      reply["person"] = reply["person_id"]?.text.flatMap { repliers[$0] } ?? .null
      return .object(reply)
    }
    comment["replies"] = .array(replies)
    if let id = comment["id"]?.text, let shown = previews[id] { comment["previews"] = .array(shown) }
    return comment
  }

  // MARK: Who sees what

  /// Managers and supervisors see everything, artists and vendors what clients did not write, clients what is for them.
  struct View {
    private let standing: Standing
    private let project: ID?
    private let isIsolated: Bool

    init(_ task: Subject<TaskFacts>, _ call: Call) throws {
      standing = task.standing
      project = task.project
      isIsolated =
        try standing.isClient && call.database.exists("SELECT 1 FROM project WHERE id = \(task.project) AND is_clients_isolated")
    }

    /// The role of a person in the project, else in the studio.
    func role(of person: SQL) -> SQL {
      """
      COALESCE((SELECT team.role FROM project_person_link team WHERE team.project_id = \(project) AND team.person_id = \(person)),
      author.role)
      """
    }

    /// Which comments are read at all.
    var condition: SQL {
      standing.isAtLeastSupervisor || standing.isClient ? "" : " AND COALESCE(\(role(of: "comment.person_id")), '') <> 'client'"
    }

    /// The comment as the caller sees it; nil when not at all (contract chapter 06, Client view).
    func seen(_ comment: JSON.Object, isFromClient: Bool) -> JSON.Object? {
      guard standing.isClient else { return comment }
      var comment = comment
      let shown = (comment["previews"]?.array ?? []).filter { $0["validation_status"] != "rejected" }
      comment["previews"] = .array(shown)
      let isForClient = comment["for_client"]?.bool == true
      if !shown.isEmpty && !isFromClient && !isForClient {
        comment["text"] = ""
        for name in ["attachment_files", "checklist", "replies"] { comment[name] = [] }
        return comment
      }
      let isMine = comment["person_id"] == JSON(standing.person)
      return isForClient || (isIsolated ? isMine : isFromClient) ? comment : nil
    }
  }
}
