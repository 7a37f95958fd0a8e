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
    /// The files of its previews.
    var previews: [PreviewContent] = []
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
    var made: [Made] = []
    for item in items {
      let facts = try find(item)
      let (standing, task) = (facts.standing, try CommentedTask(facts.id, status: ID(item.status), call.database))
      let status = try task.checked(ID(item.status), standing)
      let author = try CommentAuthor(standing.isManager ? item.person : "", call)
      let draft = CommentDraft(
        author: author.id, status: status, text: item.text, createdAt: try standing.isManager ? CommentDate.read(item.createdAt) : nil,
        checklist: item.checklist, links: item.links, files: item.files)
      let posted = try pipeline.post(draft, on: task)
      // The comment as it is before it gets its previews.
      let answer = try CreatedComment.answer([posted.id], named: author.isNamed, call).first?.object ?? [:]
      var previews: [ID] = []
      for content in item.previews { previews.append(try add(content, to: posted.id, by: author.id, of: facts.row, call)) }
      made.append(Made(comment: answer, previews: previews))
    }
    let movies = made.flatMap(\.previews)
    guard call.request.query.flag("no_job"), !movies.isEmpty else { return .json(try answer(made, call), status: 201) }
    // What is answered is written when the transaction is over, and the movies are jobs.
    return .stream(status: 201) { output, _ in
      for movie in movies { try PreviewUpload.wait(for: movie, call.database) }
      output.append(try answer(made, call))
    }
  }

  /// A comment as it was posted, and the previews it got.
  private struct Made {
    let comment: JSON.Object
    let previews: [ID]
  }

  private static func add(_ content: PreviewContent, to comment: ID, by author: ID, of task: TaskFacts, _ call: Call) throws -> ID {
    let preview = try CommentPreviews.create(nil, of: comment, task, call)
    call.events.emit(
      "comment:update",
      ["comment_id": JSON(comment), "task_id": JSON(task.id), "person_id": JSON(author), "for_client": false], project: task.project)
    if let record = try call.database.record(.previewFile, preview, isLocked: true) {
      try PreviewFilling(call).fill(record, with: content, of: task.project, isNormalised: call.normalises)
    }
    return preview
  }

  private static func answer(_ made: [Made], _ call: Call) throws -> JSON {
    let shape = Shape(.previewFile)
    let ids = made.flatMap(\.previews)
    let rows = try ids.isEmpty ? [] : call.documents("SELECT \(shape.select) FROM preview_file WHERE preview_file.id IN \(ids)", shape)
    let byID = Dictionary(rows.map { ($0["id"].text, $0) }) { row, _ in row }
    return .array(
      made.map { item in
        var comment = item.comment
        comment["preview_files"] = .array(item.previews.compactMap { byID[$0.description] })
        return .object(comment)
      })
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
  /// Comments under `comments`, with the files whose field is `attachment_file-` or `preview_file-` and the place of the comment in the
  /// list, from 0, or goes on after it with a dash. Files that are none of a preview are passed over, as in the original. - Throws: 400.
  fileprivate static var comments: Step {
    Step(StepNote(body: .document, weight: .files)) { call in
      let sent = try call.files()
      var list = try DeclaredParameters(call.request).value("comments")
      if case .text(let text)? = list { list = try? JSON.parse(text) }
      guard let list else { throw Failure.parameter("Missing required parameter: comments, a JSON array.") }
      guard let elements = list.array ?? list.object.map({ [.object($0)] }), elements.allSatisfy({ $0.object != nil }) else {
        throw Failure.parameter("Wrong value for parameter comments: a JSON array of objects is expected.")
      }
      return try FieldReader.read(elements, ManyComments.item).enumerated().map { index, item -> ManyComments.Item in
        var item = item
        func files(_ kind: String) -> [UploadedFile] {
          let name = "\(kind)-\(index)"
          return sent.filter { $0.field == name || $0.field.hasPrefix("\(name)-") }
        }
        item.files = files("attachment_file")
        // Before any task is locked: it may take a while.
        for file in files("preview_file") {
          do { item.previews.append(try PreviewContent(file, call.configuration)) } catch is Failure {}
        }
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
