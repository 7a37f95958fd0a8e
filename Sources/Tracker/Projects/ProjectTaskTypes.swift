import Engine
import MariaDB
import Web

/// The task types of a production, with their order and how their movies are made; many settings in one request; and which statuses
/// clients may set (contract chapter 04, section 3, and chapter 09, rows 35 to 39).
enum ProjectTaskTypes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/settings"
    routes.get("/data/projects/:project_id/task-types", "List the task types of a project", .project(.team), then: list)
    routes.post("\(path)/task-types", "Let a project use a task type", entry, .project(.manager), then: add)
    routes.delete(
      "\(path)/task-types/:task_type_id", "Take a task type from a project", .project(.manager),
      .id("task_type_id", or: .parameter("task_type_id must be a UUID.")), then: remove)
    routes.post("\(path)/batch", "Add many settings to a project", batch, .project(.manager), then: addAll)
    routes.put(
      "\(path)/task-status/:task_status_id", "Say whether clients may set a status in a project", permission, .project(.manager),
      .id("task_status_id"), then: permit)
  }

  private static func list(_ call: Call, of project: Subject<Project>) throws -> Response {
    let shape = Shape(.taskType)
    return call.stream(
      """
      SELECT \(shape.select) FROM task_type WHERE id IN
      (SELECT link.task_type_id FROM project_task_type_link link WHERE link.project_id = \(project.id)) ORDER BY task_type.id
      """, shape)
  }

  // MARK: One

  private struct Entry {
    var taskType: ID
    var priority: Int?
    var high: Int?
    var low: Int?
    var isVisible: Bool?
    /// The bitrates that the body names, null too.
    var named: Set<String> = []
  }

  private static let entry = Step<Entry>.fields { fields in
    var entry = Entry(taskType: fields.id("task_type_id"), priority: fields.optionalInteger("priority"))
    entry.high = fields.bitrate(Bitrates.high)
    entry.low = fields.bitrate(Bitrates.low)
    entry.isVisible = fields.optionalBoolean("is_client_visible")
    entry.named = Set([Bitrates.high, Bitrates.low].filter { fields[$0] != nil })
    return entry
  }

  /// A link that is there keeps its priority (oddity 04-16), and what else the body does not name.
  private static func add(_ call: Call, _ entry: Entry, to project: Subject<Project>) throws -> Response {
    guard try call.database.exists("SELECT 1 FROM task_type WHERE id = \(entry.taskType)") else {
      throw Failure.parameter("There is no task type \(entry.taskType).")
    }
    try call.database.hold(project: project.id)
    let former = try call.database.first(
      """
      SELECT link.hd_bitrate_compression, link.ld_bitrate_compression, project.hd_bitrate_compression, link.id FROM project
      LEFT JOIN project_task_type_link link ON link.project_id = project.id AND link.task_type_id = \(entry.taskType)
      WHERE project.id = \(project.id)
      """
    ) { (high: $0.int(0), low: $0.int(1), project: $0.int(2), id: $0.id(3)) }
    let high = entry.named.contains(Bitrates.high) ? entry.high : former?.high
    let low = entry.named.contains(Bitrates.low) ? entry.low : former?.low
    if !entry.named.isEmpty { try Bitrates(call.configuration).check(low: low, high: high ?? former?.project) }
    if let id = former?.id {
      if !entry.named.isEmpty || entry.isVisible != nil {
        try call.database.execute(
          """
          UPDATE project_task_type_link SET hd_bitrate_compression = \(high), ld_bitrate_compression = \(low),
          is_client_visible = COALESCE(\(entry.isVisible), is_client_visible), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)
          """)
      }
    } else {
      try call.database.insert(
        into: .projectTaskTypeLink,
        [
          "project_id": project.id.sqlValue, "task_type_id": entry.taskType.sqlValue, "priority": entry.priority.sqlValue,
          Bitrates.high: high.sqlValue, Bitrates.low: low.sqlValue, "is_client_visible": (entry.isVisible ?? true).sqlValue,
        ])
    }
    try ProjectSettings.announce(project.id, call)
    return try ProjectSettings.answer(project.id, status: 201, call)
  }

  private static func remove(_ call: Call, from project: Subject<Project>, _ taskType: ID) throws -> Response {
    try call.database.execute(
      "DELETE FROM project_task_type_link WHERE project_id = \(project.id) AND task_type_id = \(taskType)")
    try ProjectSettings.announce(project.id, call)
    return .deleted
  }

  // MARK: Many

  private struct Batch {
    var taskTypes: [Entry]
    var replacesTaskTypes: Bool
    var statuses: [ID]
    var assetTypes: [ID]
  }

  private static let batch = Step<Batch>.fields { fields in
    let taskTypes = fields.rows("task_types") { fields in
      Entry(
        taskType: fields.id("task_type_id"), priority: fields.optionalInteger("priority"),
        isVisible: fields.optionalBoolean("is_client_visible"))
    }
    return Batch(
      taskTypes: taskTypes, replacesTaskTypes: fields.boolean("replace_task_types", default: false),
      statuses: fields.fewIDs("task_status_ids"), assetTypes: fields.fewIDs("asset_type_ids"))
  }

  /// What does not exist is passed over; of entries for the same task type the last one counts.
  private static func addAll(_ call: Call, _ batch: Batch, to project: Subject<Project>) throws -> Response {
    let database = call.database
    try database.hold(project: project.id)
    let entries = Dictionary(batch.taskTypes.map { ($0.taskType, $0) }) { $1 }
    let wanted = Array(Set(entries.keys))
    if batch.replacesTaskTypes {
      try database.execute(
        """
        DELETE FROM project_task_type_link WHERE project_id = \(project.id)\(wanted.isEmpty ? "" : " AND task_type_id NOT IN \(wanted)" as SQL)
        """)
    }
    if !wanted.isEmpty {
      let known = try database.ids("SELECT id FROM task_type WHERE id IN \(wanted) ORDER BY id").compactMap { entries[$0] }
      try database.insert(
        "INSERT INTO project_task_type_link (id, project_id, task_type_id, priority, is_client_visible, created_at, updated_at)",
        known.map { entry in
          "(\(ID.make()), \(project.id), \(entry.taskType), \(entry.priority), \(entry.isVisible), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))"
        },
        """
        ON DUPLICATE KEY UPDATE updated_at = IF(COALESCE(VALUE(priority) <> priority OR (VALUE(priority) IS NOT NULL AND priority IS NULL),
        FALSE) OR COALESCE(VALUE(is_client_visible) <> is_client_visible, FALSE), VALUE(updated_at), updated_at),
        priority = COALESCE(VALUE(priority), priority), is_client_visible = COALESCE(VALUE(is_client_visible), is_client_visible)
        """)
      try database.execute(
        "UPDATE project_task_type_link SET is_client_visible = TRUE WHERE project_id = \(project.id) AND is_client_visible IS NULL")
    }
    for (items, link, field, table) in [
      (batch.statuses, Table.projectTaskStatusLink, "task_status_id", Table.taskStatus),
      (batch.assetTypes, .projectAssetTypeLink, "asset_type_id", .entityType),
    ] where !items.isEmpty {
      let known = try database.ids("SELECT id FROM \(raw: table.name) WHERE id IN \(items) ORDER BY id")
      _ = try ProjectSettings.add(known, to: project.id, link, field, call)
    }
    try ProjectSettings.announce(project.id, call)
    return try ProjectSettings.answer(project.id, call)
  }

  // MARK: Clients

  /// What a status says to clients in this project; null is what it says everywhere.
  private static let permission = Step<Bool?>.fields { fields in
    if fields["is_client_allowed"] == nil { fields.fail("is_client_allowed", "Field required") }
    return fields.optionalBoolean("is_client_allowed")
  }

  private static let statusLink = Shape(.projectTaskStatusLink)

  private static func permit(_ call: Call, _ isAllowed: Bool?, in project: Subject<Project>, _ status: ID) throws -> Response {
    let condition: SQL = "project_id = \(project.id) AND task_status_id = \(status)"
    guard try call.database.exists("SELECT 1 FROM project_task_status_link WHERE \(condition) FOR UPDATE") else {
      throw Failure.notFound("The project does not use this task status.")
    }
    try call.database.execute(
      "UPDATE project_task_status_link SET is_client_allowed = \(isAllowed), updated_at = UTC_TIMESTAMP(6) WHERE \(condition)")
    try ProjectSettings.announce(project.id, call)
    return try call.row("SELECT \(statusLink.select) FROM project_task_status_link WHERE \(condition)", statusLink)
  }
}

extension FieldReader {
  /// A bitrate in Mbit/s; nil when absent or null.
  fileprivate mutating func bitrate(_ field: String) -> Int? {
    let rate = optionalInteger(field)
    if let rate, rate < 1 { fail(field, "Input should be greater than or equal to 1") }
    return rate
  }

  /// Ids of a list that a studio fills in by hand.
  fileprivate mutating func fewIDs(_ field: String) -> [ID] {
    let ids = ids(field)
    if ids.count > FieldReader.mostRows { fail(field, "List should have at most \(FieldReader.mostRows) items") }
    return Array(Set(ids))
  }
}
