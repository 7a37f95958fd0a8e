import Engine
import MariaDB
import Web

/// Several comments in one request: all of them, or none (contract chapter 06, Comments; chapter 09, copying the client's comments).
enum ManyComments {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/actions/projects/:project_id/tasks/comment-many", "Comment many tasks of a project", .list,
      .project(.anyone, unseenByAdmins: true), then: many)
    routes.post(
      "/actions/projects/:project_id/tasks/copy-client-comments", "Repeat the client's last comment of each task to the team",
      .fields(copying), .project(.manager), then: copy)
    routes.post("/actions/tasks/:task_id/batch-comment", "Comment a task several times, with files", .comments, .task(.act)) {
      call, items, task in
      try batch(items, call) { _ in task }
    }
    routes.post("/actions/tasks/batch-comment", "Comment several tasks, with files", .comments) { call, items in
      let access = try call.access
      return try batch(items, call) { item in
        let task = try access.facts(ofTask: ID(item.task), isLocked: true)
        let standing = try access.standing(in: task.project)
        try Rule.act.check(standing, task)
        return Subject(task, standing)
      }
    }
  }

  // MARK: Many tasks

  private struct Entry {
    let task: ID?
    let status: ID?
    let text: String?
    let links: [JSON]
  }

  /// What lacks a task, a status or a text is passed over, and what the caller does not supervise or work on.
  private static func many(_ call: Call, _ elements: [JSON], _ project: Subject<Project>) throws -> Response {
    let entries = try FieldReader.read(elements) { fields in
      Entry(
        task: fields.optionalID("object_id"), status: fields.optionalID("task_status_id"),
        text: fields.optionalText("comment", atMost: CommentDraft.maxText), links: fields.list("links", isText))
    }
    let (access, pipeline) = (try call.access, CommentPipeline(call))
    var posted: [ID] = []
    for entry in entries {
      guard let id = entry.task, let status = entry.status, let text = entry.text else { continue }
      let facts = try access.facts(ofTask: id, isLocked: true)
      guard facts.project == project.id, try Rule.commentMany.passes(project.standing, facts) else { continue }
      let task = try CommentedTask(id, status: status, call.database)
      let draft = CommentDraft(
        author: try call.callerID, status: try task.checked(status, project.standing), text: text, links: entry.links)
      posted.append(try pipeline.post(draft, on: task).id)
    }
    return .json(.array(try CreatedComment.answer(posted, named: true, call)), status: 201)
  }

  private static let isText: @Sendable (JSON) -> String? = { $0.text == nil ? "Input should be a valid string" : nil }

  // MARK: What the client said

  private static let copying: @Sendable (inout FieldReader) -> (tasks: [ID], prefix: String) = { fields in
    let tasks = fields.ids("task_ids")
    if tasks.isEmpty && fields.errors.isEmpty { fields.fail("task_ids", "List should have at least 1 item") }
    return (tasks, fields.text("prefix", atMost: CommentDraft.maxText, default: ""))
  }

  private static func copy(_ call: Call, body: (tasks: [ID], prefix: String), _ project: Subject<Project>) throws -> Response {
    // They are held in one order: of two requests for the same tasks one waits.
    _ = try call.database.ids("SELECT id FROM task WHERE id IN \(body.tasks) ORDER BY id FOR UPDATE")
    let found = try call.database.all(
      """
      SELECT task.id, task.task_status_id, COALESCE(comment.text, '') FROM task JOIN comment ON comment.id = (
      SELECT said.id FROM comment said JOIN person ON person.id = said.person_id
      LEFT JOIN project_person_link team ON team.project_id = task.project_id AND team.person_id = said.person_id
      WHERE said.object_id = task.id AND COALESCE(team.role, person.role) = 'client' ORDER BY said.created_at DESC, said.id DESC LIMIT 1)
      WHERE task.id IN \(body.tasks) AND task.project_id = \(project.id) ORDER BY task.id
      """
    ) { (task: $0.id(0), status: $0.id(1), text: $0.text(2) ?? "") }
    let pipeline = CommentPipeline(call)
    var posted: [ID] = []
    for row in found {
      guard let task = row.task, let status = row.status else { continue }
      let text = body.prefix.isEmpty ? row.text : "\(body.prefix)\n\n\(row.text)"
      let draft = CommentDraft(author: try call.callerID, status: status, text: text)
      posted.append(try pipeline.post(draft, on: try CommentedTask(task, status: status, call.database)).id)
    }
    return .json(.array(try CreatedComment.answer(posted, named: true, call)), status: 201)
  }

  // MARK: Several comments with files

  fileprivate struct Item {
    let task: String
    let status: String
    let text: String
    let person: String
    let createdAt: String
    let checklist: [JSON]
    let links: [JSON]
    var files: [UploadedFile] = []
  }

  fileprivate static func item(_ fields: inout FieldReader) -> Item {
    Item(
      task: fields.text("task_id", default: ""), status: fields.text("task_status_id"),
      text: fields.text("text", atMost: CommentDraft.maxText), person: fields.text("person_id", default: ""),
      createdAt: fields.text("created_at", default: ""),
      checklist: fields.list("checklist") { $0.object == nil ? "Input should be a valid dictionary" : nil },
      links: fields.list("links", isText))
  }

  private static func batch(_ items: [Item], _ call: Call, task find: (Item) throws -> Subject<TaskFacts>) throws -> Response {
    let pipeline = CommentPipeline(call)
    var answers: [JSON] = []
    for item in items {
      let facts = try find(item)
      let (standing, task) = (facts.standing, try CommentedTask(facts.id, status: ID(item.status), call.database))
      let status = try task.checked(ID(item.status), standing)
      let author = try CommentAuthor(standing.isManager ? item.person : "", call)
      let draft = CommentDraft(
        author: author.id, status: status, text: item.text, createdAt: try standing.isManager ? CommentDate.read(item.createdAt) : nil,
        checklist: item.checklist, links: item.links, files: item.files)
      let posted = try pipeline.post(draft, on: task)
      for answer in try CreatedComment.answer([posted.id], named: author.isNamed, call) {
        guard var comment = answer.object else { continue }
        comment["preview_files"] = []
        answers.append(.object(comment))
      }
    }
    return .json(.array(answers), status: 201)
  }
}

extension Step where Value == [JSON] {
  /// A JSON array. - Throws: 400.
  fileprivate static var list: Step {
    Step(StepNote(body: .document)) { call in
      guard let elements = (try? call.request.json())?.array else { throw Failure.parameter("Request body must be a JSON array.") }
      return elements
    }
  }
}

extension Step where Value == [ManyComments.Item] {
  /// Comments under `comments`, with the files whose field is `attachment_file-` and the place of the comment in the list, from 0, or goes
  /// on after it with a dash. - Throws: 400.
  fileprivate static var comments: Step {
    Step(StepNote(body: .document, weight: .files)) { call in
      let files = try call.files()
      if files.contains(where: { $0.field.contains("preview_file-") }) {
        throw Failure.parameter("Previews do not come with comments here: add them to the comment, then upload their files.")
      }
      var list = try DeclaredParameters(call.request).value("comments")
      if case .text(let text)? = list { list = try? JSON.parse(text) }
      guard let list else { throw Failure.parameter("Missing required parameter: comments, a JSON array.") }
      guard let elements = list.array ?? list.object.map({ [.object($0)] }), elements.allSatisfy({ $0.object != nil }) else {
        throw Failure.parameter("Wrong value for parameter comments: a JSON array of objects is expected.")
      }
      return try FieldReader.read(elements, ManyComments.item).enumerated().map { index, item in
        var item = item
        let name = "attachment_file-\(index)"
        item.files = files.filter { $0.field == name || $0.field.hasPrefix("\(name)-") }
        return item
      }
    }
  }
}

extension Rule where Row == TaskFacts {
  /// Commenting a task among many.
  fileprivate static var commentMany: Rule {
    Rule("managers, assignees, and the supervisor of the department") { standing, task in
      guard standing.isMember else { return false }
      return try standing.isManager || task.isAssigned || (standing.isSupervisor && standing.supervises(task.department))
    }
  }
}
