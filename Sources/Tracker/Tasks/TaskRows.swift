import Engine
import MariaDB
import Web

/// Work to be done on an entity, of one task type.
struct TaskRows: Resource {
  let path = "tasks"
  let table = Table.task
  let rules = Rules(list: .anyone, read: .read, create: .manager, update: .manager, delete: .manager)

  private static let plain = Shape(.task)
  private static let full = Shape(.task, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { try call.access.seen(relations ? Self.full : Self.plain) }

  // MARK: Reading

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    return access.studio.isVendor ? "task.id IN \(access.assignments)" : try access.seenTasks
  }

  func filters(_ call: Call) throws -> [SQL] {
    var conditions = try ListFilter(table).conditions(call.request.query)
    if let text = call.request.query["episode_id"] {
      guard let episode = ID(text) else { throw Failure.parameter("Invalid UUID value: \(text)") }
      conditions.append(
        """
        task.entity_id IN (SELECT shot.id FROM entity shot JOIN entity sequence ON sequence.id = shot.parent_id
        WHERE sequence.parent_id = \(episode))
        """)
    }
    return conditions
  }

  // MARK: Creating

  /// Nobody but the managers of the entity's project makes tasks (oddity 02-2).
  func mayCreate(_ body: JSON.Object, _ call: Call) throws {
    let entity = try existing("entity_id", .entity, body, call)
    try call.check(.manager, RowFacts(), in: entity.id("project_id"))
    let taskType = try existing("task_type_id", .taskType, body, call)
    let kind = try EntityKind.of(entity, call.database)
    let wanted = taskType.text("for_entity") ?? EntityKind.asset.rawValue
    let typeName = try call.database.texts("SELECT name FROM entity_type WHERE id = \(entity.id("entity_type_id"))").first
    guard wanted == EntityKind.asset.rawValue ? kind == .asset : typeName == wanted else {
      throw Failure.plain(400, "This task type is for \(wanted) entities, not for this one.")
    }
  }

  private func existing(_ key: String, _ table: Table, _ body: JSON.Object, _ call: Call) throws -> Record {
    guard let value = body[key] else { throw Failure.row("'\(key)'") }
    guard let id = value.text.flatMap({ ID($0) }), let row = try call.database.record(table, id) else {
      throw Failure.notFound("There is no such \(table.model).")
    }
    return row
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if !(body["name"] ?? .null).isTruthy { body["name"] = "main" }
    // A task belongs where its entity does; a body that names another project is refused by the reach of `entity_id`.
    if (body["project_id"] ?? .null).isNull {
      body["project_id"] = JSON(try existing("entity_id", .entity, body, call).id("project_id"))
    }
    if let assignees = body["assignees"], assignees.array == nil { throw Failure.badFormat }
    try TaskAssignment.check(body, call.database)
    let absent = Set(body.filter { name, value in value.isNull && table.column(name)?.fallback == nil }.map(\.name))
    body.removeAll(where: absent.contains)
    // The entity's row is the lock: of two that are made at the same moment the second finds the first.
    _ = try call.database.exists("SELECT 1 FROM entity WHERE id = \(body["entity_id"]?.text.flatMap { ID($0) }) FOR UPDATE")
    let taken = try call.database.exists(
      """
      SELECT 1 FROM task WHERE name = \(body["name"]?.text) AND entity_id = \(body["entity_id"]?.text.flatMap { ID($0) })
      AND task_type_id = \(body["task_type_id"]?.text.flatMap { ID($0) }) AND project_id = \(body["project_id"]?.text.flatMap { ID($0) })
      """)
    if taken { throw Failure.row("Task already exists.") }
  }

  // MARK: Updating

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    try call.check(.edit(body.names), try call.access.facts(ofTask: row.id), in: row.id("project_id"))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try TaskAssignment.check(body, call.database)
    if body["assignees"] != nil { call.former = try TaskAssignment.assignees(of: row.id, call.database) }
    // What is sent is added to what is there.
    guard let data = body["data"], data.isTruthy else { return }
    guard let added = data.object else { throw Failure.row("data must be an object.") }
    var merged = row.json("data").object ?? [:]
    for (name, value) in added { merged[name] = value }
    body["data"] = .object(merged)
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    if body["assignees"] != nil {
      try TaskAssignment.announce(
        from: call.former, to: try TaskAssignment.assignees(of: new.id, call.database), task: new, call)
    }
    return [:]
  }

  // MARK: Deleting

  func prepareDelete(_ row: Record, _ call: Call) throws {
    if call.isForced { try Cascade(call).clearTasks([row.id]) }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    var data: JSON.Object = ["task_id": JSON(row.id)]
    if action == .delete {
      data["entity_id"] = JSON(row.id("entity_id"))
      data["task_type_id"] = JSON(row.id("task_type_id"))
    }
    call.events.emit("task:\(action.rawValue)", data, project: row.id("project_id"))
  }
}
