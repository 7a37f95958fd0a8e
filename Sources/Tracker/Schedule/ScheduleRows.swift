import Engine
import MariaDB
import Web

/// Bars of the schedule: a task type or an entity in a production.
struct ScheduleItemRows: Resource {
  let path = "schedule-items"
  let table = Table.scheduleItem
  let rules = Rules.admins

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    func id(_ key: String) -> ID? { body[key]?.text.flatMap { ID($0) } }
    // Of two that are made at the same moment the second finds the first.
    if let project = id("project_id") { try call.database.hold(project: project) }
    let isTaken = try call.database.exists(
      """
      SELECT 1 FROM schedule_item WHERE project_id <=> \(id("project_id")) AND task_type_id <=> \(id("task_type_id"))
      AND object_id <=> \(id("object_id")) LIMIT 1
      """)
    if isTaken { throw Failure.parameter("There is a schedule item for that project, task type and entity already.") }
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    try call.check(.supervise, try call.access.work(ofTaskType: row.id("task_type_id")), in: row.id("project_id"))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    // The web app sends an empty field as text.
    if body["man_days"]?.text != nil { body["man_days"] = nil }
  }
}

/// Plans beside the plan.
struct ScheduleVersionRows: Resource {
  let path = "production-schedule-versions"
  let table = Table.productionScheduleVersion
  let rules = Rules(
    list: .admin, read: .teamNoVendorNoClient, create: .manager, update: .manager, delete: .manager)

  func scope(_ call: Call) throws -> SQL? {
    try ScheduleAccess.list(call)
    return nil
  }

  /// Versions that were made from it, and the project that follows it, go on without it; its dates go with it.
  func prepareDelete(_ row: Record, _ call: Call) throws {
    let database = call.database
    try database.execute(
      "UPDATE production_schedule_version SET production_schedule_from = NULL WHERE production_schedule_from = \(row.id)")
    for project in try database.ids("SELECT id FROM project WHERE from_schedule_version_id = \(row.id) FOR UPDATE") {
      try database.execute(
        "UPDATE project SET from_schedule_version_id = NULL, updated_at = UTC_TIMESTAMP(6) WHERE id = \(project)")
      call.events.emit("project:update", ["project_id": JSON(project)], project: project)
    }
    try database.execute(
      """
      DELETE planned FROM production_schedule_version_task_link_person_link planned
      JOIN production_schedule_version_task_link link ON link.id = planned.production_schedule_version_task_link_id
      WHERE link.production_schedule_version_id = \(row.id)
      """)
    try database.execute(
      "DELETE FROM production_schedule_version_task_link WHERE production_schedule_version_id = \(row.id)")
  }
}

/// A task's dates in such a plan.
struct ScheduleVersionLinkRows: Resource {
  let path = "production-schedule-version-task-links"
  let table = Table.productionScheduleVersionTaskLink
  let rules = Rules(
    list: .admin, read: .teamNoVendorNoClient, create: .admin, update: .manager, delete: .manager)
  let protected: Set<String> = ["task_id", "production_schedule_version_id"]

  /// The project that gives access also chooses the rows (oddity 02-7).
  func scope(_ call: Call) throws -> SQL? {
    guard let project = try ScheduleAccess.list(call) else { return nil }
    return """
      production_schedule_version_task_link.production_schedule_version_id IN
      (SELECT version.id FROM production_schedule_version version WHERE version.project_id = \(project))
      """
  }

  func project(of row: Record, _ call: Call) throws -> ID? {
    try call.database.ids(
      "SELECT project_id FROM production_schedule_version WHERE id = \(row.id("production_schedule_version_id"))"
    ).first
  }

  func mayCreate(_ body: JSON.Object, _ call: Call) throws {
    func project(_ key: String, _ table: Table) throws -> ID? {
      guard let value = body[key] else { throw Failure.row("'\(key)'") }
      guard let id = value.text.flatMap({ ID($0) }), let row = try call.database.record(table, id) else { throw Failure.notFound() }
      return row.id("project_id")
    }
    let version = try project("production_schedule_version_id", .productionScheduleVersion)
    guard try project("task_id", .task) == version else {
      throw Failure.parameter("The task and the schedule version belong to different projects.")
    }
    try call.check(.manager, RowFacts(), in: version)
  }
}

private enum ScheduleAccess {
  /// With a project, its team but vendors and clients; without, admins. Answers the project.
  @discardableResult
  static func list(_ call: Call) throws -> ID? {
    guard let text = call.request.query["project_id"] else {
      try call.check(.admin)
      return nil
    }
    guard let project = ID(text) else {
      throw try call.access.isAdmin ? Failure.parameter("Invalid UUID value: \(text)") : Failure.notFound("There is no such project.")
    }
    try call.check(.teamNoVendorNoClient, in: project)
    return project
  }
}
