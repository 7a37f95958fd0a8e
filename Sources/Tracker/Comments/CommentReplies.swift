import Engine
import MariaDB
import Web

/// Answers to comments, and saying that one has read them (contract chapter 06, Comments).
enum CommentReplies {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/data/tasks/:task_id/comments/:comment_id/reply", "Answer a comment, with files", .comment(elsewhere: .forbidden), .mayReply,
      .form(text)
    ) { call, comment, _, form in try reply(call, comment, form) }
    routes.delete(
      "/data/tasks/:task_id/comments/:comment_id/reply/:reply_id", "Delete an answer to a comment", .comment(elsewhere: .commentElsewhere),
      .text("reply_id"),
      then: delete)
    routes.post(
      "/data/tasks/:task_id/comments/:comment_id/ack", "Acknowledge a comment, or no more", .task(.read),
      .comment(elsewhere: .commentElsewhere)
    ) { call, _, comment in try acknowledge(call, comment) }
  }

  private static let text: @Sendable (inout FieldReader) -> String = { $0.text("text", atMost: CommentDraft.maxText, default: "") }

  private static func reply(_ call: Call, _ comment: CommentSubject, _ form: Form<String>) throws -> Response {
    let (author, id) = (try call.callerID, ID.make())
    let mentions = try form.fields.contains("@") ? Mentions(in: form.fields, project: comment.project, call.database) : Mentions()
    let date = JSON.text("\(Call.now.sql.prefix(10))T\(Call.now.sql.dropFirst(11).prefix(8))")
    var reply: JSON.Object = [
      "id": JSON(id), "date": date, "person_id": JSON(author), "text": .text(form.fields),
      "mentions": .array(mentions.people.map { JSON($0) }), "department_mentions": .array(mentions.departments.map { JSON($0) }),
      "created_at": date,
    ]
    let others = comment.record.json("replies").array ?? []
    try store(others + [.object(reply)], of: comment, call)
    let files = try Attachments.store(form.files, of: comment.id, reply: id, call)
    call.events.emit(
      "comment:reply", ["task_id": JSON(comment.task.id), "comment_id": JSON(comment.id), "reply_id": JSON(id)], project: comment.project)
    try tell(author, id, others, mentions, comment, call)
    let person = Shape(keys: PersonShape.author("person"))
    reply["person"] = try call.documents("SELECT \(person.select) FROM person WHERE person.id = \(author)", person).first ?? .null
    if !files.isEmpty {
      let shape = Attachments.shape(ofReply: true)
      reply["attachment_files"] = .array(
        try call.documents("SELECT \(shape.select) FROM attachment_file WHERE attachment_file.id IN \(files) ORDER BY id", shape))
    }
    return .json(.object(reply))
  }

  private static func store(_ replies: [JSON], of comment: CommentSubject, _ call: Call) throws {
    try call.database.execute(
      "UPDATE comment SET replies = \(JSON.array(replies).description), updated_at = UTC_TIMESTAMP(6) WHERE id = \(comment.id)")
  }

  /// Those who follow the task, who answered before, and whose comment it is; then those who are mentioned.
  private static func tell(
    _ author: ID, _ reply: ID, _ others: [JSON], _ mentions: Mentions, _ comment: CommentSubject, _ call: Call
  ) throws {
    let (task, project) = (comment.task, comment.project)
    let sequence = try call.database.ids("SELECT parent_id FROM entity WHERE id = \(task.entity) AND parent_id IS NOT NULL").first
    var people = try task.taskType.map { try Followers.ids(of: task.id, taskType: $0, sequence: sequence, call.database) } ?? []
    people += others.compactMap { $0["person_id"].text.flatMap { ID($0) } } + [comment.record.id("person_id")].compactMap { $0 }
    var known: Set<ID> = [author]
    let repliers = people.filter { known.insert($0).inserted }
    // Of those who answered, some may be gone.
    let present = try call.database.ids("SELECT id FROM person WHERE id IN \(repliers)")
    func told(_ person: ID) -> Told {
      Told(person: person, author: author, task: task.id, comment: comment.id, project: project, reply: reply)
    }
    let mentioned = try mentions.addressees(project: project, call.database).filter { $0 != author }
    try Notifications.create([(.reply, present.map(told)), (.replyMention, mentioned.map(told))], call)
  }

  private static func delete(_ call: Call, _ comment: CommentSubject, _ name: String) throws -> Response {
    let replies = comment.record.json("replies").array ?? []
    guard let id = ID(name), let reply = replies.first(where: { $0["id"].text == name }) else {
      throw Failure.notFound("There is no such answer to this comment.")
    }
    guard comment.standing.isAdmin || reply["person_id"] == JSON(comment.standing.person) else { throw Failure.forbidden }
    try Cascade(call).deleteAttachments(where: "comment_id = \(comment.id) AND reply_id = \(id)")
    try store(replies.filter { $0 != reply }, of: comment, call)
    try call.database.execute("DELETE FROM notification WHERE reply_id = \(id)")
    call.events.emit(
      "comment:delete-reply", ["task_id": JSON(comment.task.id), "comment_id": JSON(comment.id), "reply_id": JSON(id)],
      project: comment.project, isKept: false)
    return try comment.answer(relations: false, call)
  }

  private static func acknowledge(_ call: Call, _ comment: CommentSubject) throws -> Response {
    let caller = try call.callerID
    let link: SQL = "comment = \(comment.id) AND person = \(caller)"
    let wasThere = try call.database.execute("DELETE FROM comment_acknoledgments WHERE \(link)") > 0
    if !wasThere { try call.database.execute("INSERT INTO comment_acknoledgments (comment, person) VALUES (\(comment.id), \(caller))") }
    try call.database.execute("UPDATE comment SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(comment.id)")
    call.events.emit(
      wasThere ? "comment:unacknowledge" : "comment:acknowledge", ["comment_id": JSON(comment.id), "person_id": JSON(caller)],
      project: comment.project, isKept: false)
    return try comment.answer(call)
  }
}

extension Step where Value == Void {
  /// Answering the comment that the path names (chapter 06, `reply`; chapter 09, row 32): what is said to clients, managers and clients
  /// answer; a client does not answer a client of another studio.
  fileprivate static var mayReply: Step {
    let words = "its author, \(Rule<TaskFacts>.act.words), and those who are mentioned there; to clients, only managers and clients"
    return Step<CommentSubject>.comment().map(who: words) { call, comment in
      let standing = comment.standing
      if standing.isAdmin || (comment.isAuthor && !comment.isForClient) { return }
      if try !comment.isAuthor && !Rule.act.passes(standing, comment.task)
        && !call.access.isMentioned(in: comment.task, standing)
      {
        throw Failure.forbidden
      }
      let isFromClient = try comment.authorRole() == .client
      if (comment.isForClient || isFromClient) && !standing.isManager && !standing.isClient { throw Failure.forbidden }
      guard standing.isClient, isFromClient, !comment.isAuthor else { return }
      let isOfOneStudio = try call.database.exists(
        """
        SELECT 1 FROM person mine JOIN person theirs ON theirs.studio_id <=> mine.studio_id
        WHERE mine.id = \(standing.person) AND theirs.id = \(comment.author)
        """)
      if !isOfOneStudio { throw Failure.forbidden }
    }
  }
}
