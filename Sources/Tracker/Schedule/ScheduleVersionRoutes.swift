import Engine
import MariaDB
import Web

/// Plans beside the plan at work: filled from the production or from another plan, and made the plan (contract chapter 04, section 8 and
/// Algorithm 6). Each step is one statement, however many tasks there are.
enum ScheduleVersionRoutes {
  static func declare(in routes: inout Routes) {
    let action = "/actions/production-schedule-versions/:production_schedule_version_id"
    routes.get(
      "/data/production-schedule-versions/:production_schedule_version_id/task-links", "List the dates of tasks in a schedule version",
      version(.teamNoVendorNoClient), then: links)
    routes.post("\(action)/set-task-links-from-production", "Fill a schedule version from the production", version(.manager), then: fill)
    routes.post(
      "\(action)/set-task-links-from-production-schedule-version", "Fill a schedule version from another one", version(.manager), source,
      then: copy)
    routes.post(
      "\(action)/apply-to-production", "Give the tasks of a production the dates of a schedule version", version(.manager), then: apply)
  }

  private struct Version {
    let id: ID
    let project: ID
  }

  /// The version that the path names, by the rule of its project. - Throws: 404, then 403.
  private static func version(_ rule: Rule<Project>) -> Step<Version> {
    let parameter = "production_schedule_version_id"
    return Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let record = try ID(call[parameter]).flatMap { try call.database.record(.productionScheduleVersion, $0, isLocked: call.isWriting) }
      guard let record, let project = record.id("project_id") else { throw Failure.notFound("There is no such schedule version.") }
      try rule.check(try call.access.standing(in: project), Project(id: project))
      return Version(id: record.id, project: project)
    }
  }

  private static let source = Step<String>.fields { fields in fields.text("production_schedule_version_id", atLeast: 1) }

  // MARK: Reading

  private static let plain = Shape(.productionScheduleVersionTaskLink)
  private static let full = Shape(.productionScheduleVersionTaskLink, relations: true)

  private static func links(_ call: Call, of version: Version) throws -> Response {
    let shape = call.request.query.flag("relations") ? full : plain
    let type: SQL =
      try call.request.query["task_type_id"].map { text throws(Failure) in
        guard let id = ID(text) else { throw Failure.parameter("task_type_id must be a UUID.") }
        return "task_id IN (SELECT task.id FROM task WHERE task.task_type_id = \(id))"
      } ?? "TRUE"
    return call.stream(
      """
      SELECT \(shape.select) FROM production_schedule_version_task_link WHERE production_schedule_version_id = \(version.id)
      AND \(type) ORDER BY production_schedule_version_task_link.id
      """, shape)
  }

  // MARK: Filling

  /// Every task of the production, with who is assigned. What has left the production stays in the version.
  private static func fill(_ call: Call, _ version: Version) throws -> Response {
    let database = call.database
    try take(
      "task.id, task.start_date, task.due_date, task.estimation FROM task WHERE task.project_id = \(version.project)", to: version, call)
    try database.execute(
      """
      DELETE planned FROM production_schedule_version_task_link_person_link planned
      JOIN production_schedule_version_task_link link ON link.id = planned.production_schedule_version_task_link_id
      LEFT JOIN task_person_link assigned ON assigned.task_id = link.task_id AND assigned.person_id = planned.person_id
      WHERE link.production_schedule_version_id = \(version.id) AND assigned.task_id IS NULL
      """)
    try assign(
      """
      SELECT link.id, assigned.person_id FROM production_schedule_version_task_link link
      JOIN task_person_link assigned ON assigned.task_id = link.task_id WHERE link.production_schedule_version_id = \(version.id)
      """, call)
    let count = try database.count("SELECT COUNT(*) FROM task WHERE project_id = \(version.project)")
    return .json(["success": true, "task_link_count": JSON(count)])
  }

  /// What the other version holds; tasks that it does not hold stay as they are.
  private static func copy(_ call: Call, _ version: Version, from source: String) throws -> Response {
    let database = call.database
    guard let id = ID(source), let other = try database.record(.productionScheduleVersion, id) else {
      throw Failure.notFound("There is no such schedule version to copy from.")
    }
    guard other.id("project_id") == version.project else {
      throw Failure.parameter("The schedule version to copy from belongs to another project.")
    }
    if id == version.id { throw Failure.parameter("A schedule version cannot be copied onto itself.") }
    try take(
      """
      other.task_id, other.start_date, other.due_date, other.estimation FROM production_schedule_version_task_link other
      WHERE other.production_schedule_version_id = \(id)
      """, to: version, call)
    let pairs: SQL = """
      production_schedule_version_task_link link JOIN production_schedule_version_task_link other
      ON other.task_id = link.task_id AND other.production_schedule_version_id = \(id)
      """
    try database.execute(
      """
      DELETE planned FROM production_schedule_version_task_link_person_link planned
      JOIN (SELECT link.id, other.id AS other FROM \(pairs) WHERE link.production_schedule_version_id = \(version.id)) pair
      ON pair.id = planned.production_schedule_version_task_link_id
      LEFT JOIN production_schedule_version_task_link_person_link wanted
      ON wanted.production_schedule_version_task_link_id = pair.other AND wanted.person_id = planned.person_id
      WHERE wanted.person_id IS NULL
      """)
    try assign(
      """
      SELECT link.id, wanted.person_id FROM \(pairs) JOIN production_schedule_version_task_link_person_link wanted
      ON wanted.production_schedule_version_task_link_id = other.id WHERE link.production_schedule_version_id = \(version.id)
      """, call)
    try database.execute(
      """
      UPDATE production_schedule_version SET production_schedule_from = \(id), updated_at = UTC_TIMESTAMP(6) WHERE id = \(version.id)
      """)
    announce(version, call)
    let count = try database.count(
      "SELECT COUNT(*) FROM production_schedule_version_task_link WHERE production_schedule_version_id = \(id)")
    return .json(["success": true, "task_link_count": JSON(count)])
  }

  /// Takes over dates and estimations of tasks. - Parameter selection: task, start, due date, estimation, and where they come from.
  private static func take(_ selection: SQL, to version: Version, _ call: Call) throws {
    try call.database.execute(
      """
      INSERT INTO production_schedule_version_task_link
      (id, created_at, updated_at, production_schedule_version_id, task_id, start_date, due_date, estimation)
      SELECT UUID(), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), \(version.id), \(selection)
      ON DUPLICATE KEY UPDATE start_date = VALUES(start_date), due_date = VALUES(due_date), estimation = VALUES(estimation)
      """)
  }

  /// Plans people who are not planned yet.
  private static func assign(_ pairs: SQL, _ call: Call) throws {
    try call.database.execute(
      """
      INSERT INTO production_schedule_version_task_link_person_link (production_schedule_version_task_link_id, person_id)
      \(pairs) ON DUPLICATE KEY UPDATE person_id = VALUES(person_id)
      """)
  }

  // MARK: Applying

  /// Dates that the version does not have are taken from the tasks too (oddity 04-25).
  private static func apply(_ call: Call, _ version: Version) throws -> Response {
    let database = call.database
    try database.hold(project: version.project)
    let tasks = try database.ids(
      """
      SELECT task.id FROM production_schedule_version_task_link link JOIN task ON task.id = link.task_id
      WHERE link.production_schedule_version_id = \(version.id) ORDER BY link.id FOR UPDATE
      """)
    try database.execute(
      """
      UPDATE task JOIN production_schedule_version_task_link link ON link.task_id = task.id
      SET task.start_date = link.start_date, task.due_date = link.due_date, task.estimation = link.estimation,
      task.updated_at = UTC_TIMESTAMP(6) WHERE link.production_schedule_version_id = \(version.id)
      """)
    for task in tasks { call.events.emit("task:update", ["task_id": JSON(task)], project: version.project) }
    try database.execute(
      "UPDATE production_schedule_version SET locked = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(version.id)")
    announce(version, call)
    try database.execute(
      "UPDATE project SET from_schedule_version_id = \(version.id), updated_at = UTC_TIMESTAMP(6) WHERE id = \(version.project)")
    call.events.emit("project:update", ["project_id": JSON(version.project)], project: version.project)
    return .json(["success": true, "task_count": JSON(tasks.count)])
  }

  /// Under the name that these actions give it, which clients listen to (oddity 04-18).
  private static func announce(_ version: Version, _ call: Call) {
    call.events.emit(
      "production_schedule_version:update", ["production_schedule_version_id": JSON(version.id)], project: version.project)
  }
}
