import Engine
import MariaDB
import Web

/// What the caller follows: tasks, and the tasks of a type in a sequence (contract chapter 03, User: subscriptions).
///
/// Following takes access to the project, for it shows what is said there (the original lets anybody follow anything).
enum SubscriptionRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/tasks/:task_id/subscribed", for: .person, "Does the caller follow a task?", .text("task_id")) { call, task in
      try isFollowed("task_id = \(ID(task))", call)
    }
    routes.post("/actions/user/tasks/:task_id/subscribe", for: .person, "Follow a task", .task(.team)) { call, task in
      try answer(try follow([task.id], call)[0], call)
    }
    routes.delete("/actions/user/tasks/:task_id/unsubscribe", for: .person, "Follow a task no more", .text("task_id")) { call, task in
      try unfollow("task_id = \(ID(task))", call)
      return .deleted
    }
    routes.post("/actions/user/tasks/subscribe", for: .person, "Follow several tasks", tasks, then: followAll)
    routes.post("/actions/user/tasks/unsubscribe", for: .person, "Follow several tasks no more", tasks, then: unfollowAll)
    for segment in ["sequences", "entities"] {
      routes.get(
        "/data/user/\(segment)/:sequence_id/task-types/:task_type_id/subscribed", for: .person,
        "Does the caller follow the tasks of a type in a sequence?", place
      ) { try isFollowed($1, $0) }
    }
    let path = "/actions/user/sequences/:sequence_id/task-types/:task_type_id"
    routes.post(
      "\(path)/subscribe", for: .person, "Follow the tasks of a type in a sequence",
      .entity(.anyone, in: "sequence_id"), .row(.taskType), then: followSequence)
    routes.delete("\(path)/unsubscribe", for: .person, "Follow the tasks of a type in a sequence no more", place) { call, place in
      try unfollow(place, call)
      return .deleted
    }
    routes.get(
      "/data/user/projects/:project_id/task-types/:task_type_id/sequence-subscriptions", for: .person,
      "List the sequences in which the caller follows the tasks of a type", .id("project_id"), .id("task_type_id"), then: sequences)
  }

  /// - Parameter condition: on the caller's subscriptions. What is no id equals nothing.
  private static func isFollowed(_ condition: SQL, _ call: Call) throws -> Response {
    .json(.bool(try call.database.exists("SELECT 1 FROM subscription WHERE \(try own(condition, call)) LIMIT 1")))
  }

  private static func unfollow(_ condition: SQL, _ call: Call) throws {
    try call.database.execute("DELETE FROM subscription WHERE \(try own(condition, call))")
  }

  private static func own(_ condition: SQL, _ call: Call) throws -> SQL { "person_id = \(try call.access.caller.id) AND \(condition)" }

  /// Until the transaction ends, the caller follows nothing else: what is not found is not made meanwhile.
  private static func alone(_ call: Call) throws {
    _ = try call.database.exists("SELECT 1 FROM person WHERE id = \(try call.access.caller.id) FOR UPDATE")
  }

  // MARK: Tasks

  /// The tasks of these ids, in the same order. - Throws: 404 for what does not exist, 403 for a project of others.
  private static func known(_ texts: [String], _ call: Call) throws -> [ID] {
    let ids = texts.map { ID($0) }
    let found = try call.database.all("SELECT id, project_id FROM task WHERE id IN \(ids.compactMap { $0 })") {
      (task: $0.id(0), project: $0.id(1))
    }
    let projects = Dictionary(found.map { ($0.task, $0.project) }) { first, _ in first }
    for project in Set(projects.values) { try call.check(.team, RowFacts(), in: project) }
    return try ids.map { id in
      guard let id, projects[id] != nil else { throw Failure.notFound("There is no such task.") }
      return id
    }
  }

  /// The caller's subscriptions of the tasks, in the same order; those that are missing are made.
  private static func follow(_ tasks: [ID], _ call: Call) throws -> [ID] {
    let caller = try call.access.caller.id
    let sql = try own("task_id IN \(tasks)", call)
    try alone(call)
    var known = Dictionary(
      try call.database.all("SELECT task_id, id FROM subscription WHERE \(sql)") { ($0.id(0), $0.id(1)) }
    ) { first, _ in first }
    let missing = Array(Set(tasks)).filter { known[$0] == nil }.sorted()
    let rows: [[String: Value]] = missing.map { ["person_id": caller.sqlValue, "task_id": $0.sqlValue] }
    for (task, id) in zip(missing, try call.database.insert(into: .subscription, rows: rows)) { known[task] = id }
    return tasks.compactMap { known[$0] ?? nil }
  }

  private static func answer(_ id: ID, _ call: Call) throws -> Response {
    let shape = Shape(.subscription)
    return try call.row("SELECT \(shape.select) FROM subscription WHERE id = \(id)", shape, status: 201)
  }

  private static func followAll(_ call: Call, _ texts: [String]) throws -> Response {
    let subscriptions = try follow(try known(texts, call), call)
    let shape = Shape(.subscription)
    let rows = try call.documents("SELECT \(shape.select) FROM subscription WHERE id IN \(subscriptions)", shape)
    let byID = Dictionary(rows.map { ($0["id"].text, $0) }) { first, _ in first }
    return .json(.array(subscriptions.compactMap { byID[$0.description] }), status: 201)
  }

  private static func unfollowAll(_ call: Call, _ texts: [String]) throws -> Response {
    try unfollow("task_id IN \(texts.compactMap { ID($0) })", call)
    return .json(JSON(texts))
  }

  private static let tasks = Step.fields { fields in
    let texts = fields.texts("task_ids")
    if texts.isEmpty && fields.errors.isEmpty { fields.fail("task_ids", "List should have at least 1 item") }
    return texts
  }

  // MARK: Sequences

  private static let place = Step<String>.text("sequence_id").and(.text("task_type_id")).map { _, found in
    place(sequence: ID(found.0), taskType: ID(found.1))
  }

  private static func place(sequence: ID?, taskType: ID?) -> SQL { "entity_id = \(sequence) AND task_type_id = \(taskType)" }

  /// Any entity will do, as in the original: the tasks of what is below it are followed.
  private static func followSequence(_ call: Call, _ entity: Subject<EntityFacts>, _ type: Record) throws -> Response {
    try Rule.team.check(entity.standing, entity.row)
    let sql = try own(place(sequence: entity.id, taskType: type.id), call)
    try alone(call)
    if let known = try call.database.ids("SELECT id FROM subscription WHERE \(sql)").first { return try answer(known, call) }
    let values = ["person_id": try call.access.caller.id.sqlValue, "entity_id": entity.id.sqlValue, "task_type_id": type.id.sqlValue]
    return try answer(try call.database.insert(into: .subscription, values), call)
  }

  private static func sequences(_ call: Call, of project: ID, type: ID) throws -> Response {
    let ids = try call.database.texts(
      """
      SELECT subscription.entity_id FROM subscription JOIN entity ON entity.id = subscription.entity_id
      WHERE \(try own("subscription.task_type_id = \(type)", call)) AND entity.project_id = \(project) ORDER BY subscription.id
      """)
    return .json(JSON(ids))
  }
}
