import Engine
import MariaDB
import Storage
import Web

/// Everything that a comment sets in motion, in the order in which it is announced (contract chapter 06, Comment pipeline).
///
/// It takes the same few statements whatever the number of people who are told. Hashtags and automations go through it again for other
/// tasks of the entity, all in the transaction of the request.
final class CommentPipeline {
  private let call: Call
  /// Automations that the comment has set off: each does its work once, so that two that answer each other end.
  private var triggered: Set<ID> = []

  init(_ call: Call) { self.call = call }

  /// A comment as it was made.
  struct Posted {
    let id: ID
    let task: CommentedTask
  }

  /// Posts a comment.
  /// - Parameter task: locked; read after it was.
  /// - Throws: 400 when the task may not be sent back any more.
  @discardableResult
  func post(_ draft: CommentDraft, on task: CommentedTask) throws -> Posted {
    if task.isRetakeRefused {
      throw Failure.parameter("No more retakes allowed on this task: it was sent back \(task.retakes) times.")
    }
    let createdAt = draft.createdAt?.sql ?? task.now.description
    let id = try insert(draft, createdAt, task)
    let mentions = try draft.text.contains("@") ? Mentions(in: draft.text, project: task.project, call.database) : Mentions()
    try mentions.store(for: id, call.database)
    try Attachments.store(draft.files, of: id, call)
    call.events.emit(
      "comment:new",
      [
        "comment_id": JSON(id), "task_id": JSON(task.id), "task_status_id": JSON(draft.status), "person_id": JSON(draft.author),
        "for_client": .bool(draft.isForClient),
      ], project: task.project)
    if draft.isRepeated { try repeatOnSiblings(draft, task) }
    let isChange = try move(task, draft, comment: id, createdAt)
    try tell(draft, comment: id, mentions, isChange: isChange, task)
    try CommentNews.create(of: id, by: draft.author, createdAt, isChange: isChange, draft.status, task, call)
    try automate(draft, task)
    return Posted(id: id, task: task)
  }

  private func insert(_ draft: CommentDraft, _ createdAt: String, _ task: CommentedTask) throws -> ID {
    let id = ID.make()
    try call.database.execute(
      """
      INSERT INTO comment (id, created_at, updated_at, object_id, object_type, text, replies, checklist, links, for_client, task_status_id,
      person_id) VALUES (\(id), \(createdAt), UTC_TIMESTAMP(6), \(task.id), 'Task', \(draft.text), '[]',
      \(JSON.array(draft.checklist).description), \(JSON.array(draft.links).description), \(draft.isForClient), \(draft.status),
      \(draft.author))
      """)
    return id
  }

  // MARK: Status

  /// Gives the task the status of the comment, unless a later one has spoken. - Returns: has the task another status now?
  private func move(_ task: CommentedTask, _ draft: CommentDraft, comment: ID, _ createdAt: String) throws -> Bool {
    // To the second, as clients see dates.
    guard task.lastComment.map({ $0.description.prefix(19) <= createdAt.prefix(19) }) ?? true else {
      guard let record = try call.database.record(.task, task.id) else { return false }
      try TaskHistory.recompute(record, call)
      return false
    }
    let effect = StatusEffect(of: draft.status, task.flags ?? StatusFlags(), after: task.status)
    try call.database.execute(
      """
      UPDATE task SET task_status_id = \(draft.status), last_comment_date = \(String(createdAt.prefix(19))),
      retake_count = IF(\(effect.addsRetake), COALESCE(retake_count, 0) + 1, retake_count),
      real_start_date = IF(\(effect.startsWork), COALESCE(real_start_date, UTC_TIMESTAMP()), real_start_date),
      end_date = CASE \(effect.end.rawValue) WHEN 'now' THEN UTC_TIMESTAMP() WHEN 'cleared' THEN NULL ELSE end_date END,
      done_date = CASE \(effect.done.rawValue) WHEN 'now' THEN UTC_TIMESTAMP() WHEN 'cleared' THEN NULL ELSE done_date END,
      updated_at = UTC_TIMESTAMP(6) WHERE id = \(task.id)
      """)
    call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.project)
    guard effect.isChange else { return false }
    var change: JSON.Object = [
      "task_id": JSON(task.id), "new_task_status_id": JSON(draft.status), "previous_task_status_id": JSON(task.status),
      "person_id": JSON(draft.author),
    ]
    call.events.emit("task:status-changed", change, project: task.project)
    if task.flags?.isFeedbackRequest == true {
      change["comment_id"] = JSON(comment)
      call.events.emit("task:to-review", change, project: task.project)
    }
    return true
  }

  // MARK: People

  private func tell(_ draft: CommentDraft, comment: ID, _ mentions: Mentions, isChange: Bool, _ task: CommentedTask) throws {
    func told(_ person: ID, isChange: Bool) -> Told {
      Told(person: person, author: draft.author, task: task.id, comment: comment, project: task.project, isChange: isChange)
    }
    let followers = try Followers.ids(of: task.id, taskType: task.taskType, sequence: task.sequence, call.database)
    let mentioned = try mentions.addressees(project: task.project, call.database)
    try Notifications.create(
      [
        (.comment, followers.filter { $0 != draft.author }.map { told($0, isChange: isChange) }),
        (.mention, mentioned.filter { $0 != draft.author }.map { told($0, isChange: false) }),
      ], call)
  }

  /// Tells of a comment that was moved to the task, as of a new one without a change of status.
  func retell(_ comment: Record, by author: ID, on task: CommentedTask) throws {
    let followers = try Followers.ids(of: task.id, taskType: task.taskType, sequence: task.sequence, call.database)
    try Notifications.create(
      .comment,
      followers.filter { $0 != author }.map {
        Told(person: $0, author: author, task: task.id, comment: comment.id, project: task.project)
      }, call)
    try CommentNews.create(
      of: comment.id, by: author, comment["created_at"].text ?? task.now.description, isChange: false, comment.id("task_status_id"), task,
      call)
  }

  // MARK: Other tasks of the entity

  private func repeatOnSiblings(_ draft: CommentDraft, _ task: CommentedTask) throws {
    let hashtags = Hashtags(in: draft.text)
    if hashtags.isEmpty { return }
    let siblings = try call.database.all(
      """
      SELECT task.id, task_type.name, task.task_status_id FROM task JOIN task_type ON task_type.id = task.task_type_id
      WHERE task.entity_id = \(task.entity) AND task.id <> \(task.id) ORDER BY task.id FOR UPDATE
      """
    ) { (id: $0.id(0), type: $0.text(1) ?? "", status: $0.id(2)) }
    for sibling in siblings where hashtags.name(sibling.type, besides: task.typeName) {
      guard let id = sibling.id, let status = sibling.status else { continue }
      let text = "\(draft.text)\n\n____\nFrom \(task.typeName) task"
      var repetition = CommentDraft(author: draft.author, status: status, text: text, createdAt: draft.createdAt)
      repetition.isRepeated = false
      try post(repetition, on: try CommentedTask(id, status: status, call.database))
    }
  }

  private func automate(_ draft: CommentDraft, _ task: CommentedTask) throws {
    let automations = try Automations.due(after: task, call.database)
    for (automation, reason) in automations where automation.follows(onEntityOf: task.entityType, isAsset: task.kind == .asset) {
      guard triggered.insert(automation.id).inserted else { continue }
      switch automation.output {
      case .readyFor(let taskType): try Automations.setReady(task.entity, for: taskType, of: task.project, call)
      case .status(let taskType, let status, let importsRevision):
        guard let target = try Automations.target(of: taskType, on: task.entity, call.database) else { continue }
        let next = try CommentedTask(target, status: status, call.database)
        // One that cannot follow does not undo what people did (oddity 06-19).
        if next.flags == nil || next.isRetakeRefused { continue }
        let consequence = CommentDraft(author: draft.author, status: status, text: reason)
        let posted = try post(consequence, on: next)
        if importsRevision {
          try PreviewImport.importLastRevision(of: task.id, to: posted.id, by: draft.author, on: next, call)
        }
      }
    }
  }
}
