import Engine
import MariaDB
import Web

/// What is done to tasks beside assigning and commenting: their priority, and which preview stands for their entity (contract chapter 06).
enum TaskActions {
  static func declare(in routes: inout Routes) {
    routes.put("/actions/tasks/set-priority", "Set the priority of several tasks", priority, then: setPriority)
    routes.put("/actions/tasks/:task_id/set-main-preview", "Let a task's last preview stand for its entity", .task(.choosePreview)) {
      call, task in
      guard let entity = try setMainPreviews(of: [task.row], call).first else {
        throw Failure.parameter("This task has no preview file to set as the main preview.")
      }
      return .json(entity)
    }
    routes.put("/actions/tasks/set-main-preview", "Let the last previews of tasks stand for their entities", tasks) { call, named in
      let ids = named.map { ID($0) }
      let tasks = try call.tasks(ids.compactMap { $0 })
      guard tasks.count == ids.count else { throw Failure.notFound("There is no such task.") }
      for task in tasks { try Rule.choosePreview.check(task.standing, task.row) }
      return .json(.array(try setMainPreviews(of: tasks.map(\.row), call)))
    }
  }

  private static let tasks = Step.fields { fields in fields.texts("task_ids", atLeast: 1) }
  private static let priority = Step.fields { fields in
    (tasks: fields.texts("task_ids", atLeast: 1).compactMap { ID($0) }, priority: fields.integer("priority", atLeast: 0))
  }

  private static let row = Shape(.task)

  /// What the caller may not change is passed over.
  private static func setPriority(_ call: Call, body: (tasks: [ID], priority: Int)) throws -> Response {
    let tasks = try call.tasks(body.tasks).filter { try Rule.edit(["priority"]).passes($0.standing, $0.row) }.map(\.row)
    let ids = tasks.map(\.id)
    try call.database.execute("UPDATE task SET priority = \(body.priority), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(ids)")
    for task in tasks { call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.project) }
    return .json(.array(try call.inOrder(ids, row)))
  }

  // MARK: Main preview

  private static let entity = Shape(.entity).adding(
    Shape.Key(
      name: "preview_file_status",
      source: .value("(SELECT preview_file.status FROM preview_file WHERE preview_file.id = entity.preview_file_id)", .text)))

  /// The last preview is that of the highest revision, of these the oldest. Tasks without any are passed over.
  /// - Returns: the entities of the others, in the order of the tasks.
  private static func setMainPreviews(of tasks: [TaskFacts], _ call: Call) throws -> [JSON] {
    var previews: [ID: (id: ID, status: String?)] = [:]
    try call.database.stream(
      """
      SELECT task_id, id, status FROM preview_file WHERE task_id IN \(tasks.map(\.id)) ORDER BY task_id, revision DESC, created_at, id
      """
    ) { row in
      if let task = row.id(0), let preview = row.id(1), previews[task] == nil { previews[task] = (preview, row.text(2)) }
    }
    let chosen = tasks.compactMap { task in
      previews[task.id].flatMap { preview in task.entity.map { (entity: $0, preview: preview, project: task.project) } }
    }
    if chosen.isEmpty { return [] }
    // Of two tasks of one entity the last one has the say.
    let last = Dictionary(chosen.map { ($0.entity, $0.preview.id) }) { _, last in last }.sorted { $0.key < $1.key }
    let cases = last.map { "WHEN \($0.key) THEN \($0.value)" as SQL }.joined(separator: " ")
    try call.database.execute(
      "UPDATE entity SET preview_file_id = CASE id \(cases) END, updated_at = UTC_TIMESTAMP(6) WHERE id IN \(last.map(\.key))")
    var kinds: [ID: EntityKind] = [:]
    try call.database.stream("SELECT entity.id, \(EntityKind.expression()) FROM entity WHERE entity.id IN \(last.map(\.key))") { row in
      if let id = row.id(0) { kinds[id] = row.text(1).flatMap { EntityKind(rawValue: $0) } ?? .asset }
    }
    for (entity, preview, project) in chosen {
      call.events.emitMainPreview(preview.id, status: preview.status, of: entity, kinds[entity] ?? .asset, project: project)
    }
    let rows = try call.documents("SELECT \(entity.select) FROM entity WHERE entity.id IN \(last.map(\.key))", entity)
    let byID = Dictionary(rows.map { ($0["id"].text, $0) }) { row, _ in row }
    return chosen.compactMap { byID[$0.entity.description] }
  }
}

extension Call {
  /// The rows of tasks as documents, in the order of the ids; one that is named twice is there twice.
  func inOrder(_ tasks: [ID], _ shape: Shape) throws -> [JSON] {
    let rows = try documents("SELECT \(shape.select) FROM task WHERE task.id IN \(tasks)", shape)
    let byID = Dictionary(rows.map { ($0["id"].text, $0) }) { row, _ in row }
    return tasks.compactMap { byID[$0.description] }
  }
}
