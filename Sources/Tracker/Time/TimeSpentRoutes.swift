import Engine
import MariaDB
import Web

/// The time that somebody spent, by task or as it was noted (contract chapter 03, Persons: time spents; User: presence and time).
enum TimeSpentRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/:person_id/time-spents"
    for unit in Period.Unit.allCases {
      routes.get(
        "\(path)/\(unit.path)", "The time somebody spent in a \(unit.rawValue), by task", seen.map(inProject), .period(unit), then: byTask)
    }
    routes.get(
      "\(path)/month/all/:year/:month", "The time somebody spent in a month, as it was noted", .person(.oneself), .period(.month)
    ) { call, person, month in
      rows("person_id = \(person) AND date >= \(month.start.date) AND date < \(month.end.date)", call)
    }
    routes.get("\(path)/:date", "The time somebody spent on a day", seen, .date) { call, seen, date in
      rows(seen, "time_spent.date = \(date.date)", call)
    }
    routes.get(path, "The time somebody spent between two days", seen) { call, seen in try between(seen, call) }
    routes.get("/data/user/time-spents", for: .person, "The time the caller spent between two days") { call in
      try between((try call.callerID, "TRUE"), call)
    }
    routes.get("/data/user/time-spents/:date", for: .person, "The time the caller spent on a day", .date) { call, date in
      rows("person_id = \(try call.callerID) AND date = \(date.date)", call)
    }
    routes.get(
      "/data/user/tasks/:task_id/time-spents/:date", for: .person, "The time the caller spent on a task on a day", .date,
      .id("task_id", or: .notFound("There is no such task.")), then: onTask)
  }

  // MARK: Who

  /// A person, and the tasks on which the caller sees their time, as a condition on `task`.
  private typealias Seen = (person: ID, tasks: SQL)

  /// One's own and an administrator's all; for managers and supervisors those of their projects, open or not, for supervisors of their
  /// departments.
  private static let seen = Step<ID>.person(.supervisorOrOneself).map { call, person -> Seen in
    let (access, caller) = (try call.access, try call.access.studio)
    if caller.isAdmin || caller.person == person { return (person, "TRUE") }
    let departments = caller.isSupervisor ? try caller.departments : []
    let types: SQL =
      departments.isEmpty
      ? "TRUE" : "task.task_type_id IN (SELECT task_type.id FROM task_type WHERE task_type.department_id IN \(departments))"
    let tasks: SQL = """
      task.project_id IN \(access.projects) AND \(types) AND \(try access.notForClients(project: "task.project_id"))
      AND \(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
      """
    return (person, tasks)
  }

  /// Of the project that the query names, if it does. - Throws: 400, or 403 for a project of others.
  private static let inProject: @Sendable (Call, Seen) throws -> Seen = { call, seen in
    guard let text = call.request.query["project_id"] else { return seen }
    let (access, project) = (try call.access, ID(text))
    if try !access.isAdmin && access.caller.id != seen.person && !access.isInTeam(of: project) { throw Failure.forbidden }
    guard let project else { throw Failure.parameter("Invalid UUID value: \(text)") }
    return (seen.person, "\(seen.tasks) AND task.project_id = \(project)")
  }

  // MARK: Answers

  private static func byTask(_ call: Call, _ seen: Seen, in period: Period) -> Response {
    call.stream(
      """
      SELECT \(perTask.select) FROM time_spent JOIN task ON task.id = time_spent.task_id JOIN project ON project.id = task.project_id
      JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
      WHERE time_spent.person_id = \(seen.person) AND time_spent.date >= \(period.start.date) AND time_spent.date < \(period.end.date)
      AND \(seen.tasks) GROUP BY task.id ORDER BY task.id
      """, perTask)
  }

  /// TaskTime
  private static let perTask: Shape = {
    return Shape(keys: [
      .init("task_id", "task.id", .uuid), .init("task_type_id", "task.task_type_id", .uuid), .init("project_id", "project.id", .uuid),
      .init("project_name", "project.name", .text), .init("entity_name", "entity.name", .text),
      .init("entity_type_name", "entity_type.name", .text), .init("sequence_name", "parent.name", .text),
      .init("episode_name", "grandparent.name", .text), .init("duration", "SUM(time_spent.duration)", .float),
    ])
  }()

  private static let row = Shape(.timeSpent)
  /// With what the task is of (contract chapter 09, row 16).
  private static let located = row.adding(.init("project_id", "task.project_id", .uuid)).adding(
    .init("task_type_id", "task.task_type_id", .uuid))

  private static func rows(_ condition: SQL, _ call: Call) -> Response {
    call.stream("SELECT \(row.select) FROM time_spent WHERE \(condition) ORDER BY time_spent.id", row)
  }

  private static func rows(_ seen: Seen, _ condition: SQL, as shape: Shape = row, _ call: Call) -> Response {
    call.stream(
      """
      SELECT \(shape.select) FROM time_spent JOIN task ON task.id = time_spent.task_id
      WHERE time_spent.person_id = \(seen.person) AND \(condition) AND \(seen.tasks) ORDER BY time_spent.id
      """, shape)
  }

  /// Both days included; without any, nothing.
  private static func between(_ seen: Seen, _ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let texts = (try parameters.text("start_date")?.nonEmpty, try parameters.text("end_date")?.nonEmpty)
    if texts == (nil, nil) { return .json([]) }
    guard let first = texts.0.flatMap({ DateTime(anyDate: $0) }), let last = texts.1.flatMap({ DateTime(anyDate: $0) }) else {
      throw Failure.parameter("start_date and end_date go together, and are dates as 2026-11-21.")
    }
    return rows(seen, "time_spent.date BETWEEN \(first.date) AND \(last.date)", as: located, call)
  }

  private static func onTask(_ call: Call, date: DateTime, task: ID) throws -> Response {
    try call.row(
      """
      SELECT \(row.select) FROM time_spent
      WHERE person_id = \(try call.callerID) AND task_id = \(task) AND date = \(date.date)
      """, row, or: .null)
  }
}
