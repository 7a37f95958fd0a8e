import Engine
import MariaDB
import Web

/// The time that somebody spent, by task or as it was noted (contract chapter 03, Persons: time spents; User: presence and time).
enum TimeSpentRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/:person_id/time-spents"
    for unit in Period.Unit.allCases {
      routes.get("\(path)/\(unit.path)", "The time somebody spent in a \(unit.rawValue), by task") { try ofPeriod($0, unit) }
    }
    routes.get("\(path)/month/all/:year/:month", "The time somebody spent in a month, as it was noted") { call in
      let person = try person(call)
      try call.access.person(person)
      let period = try Period(call, .month)
      return rows("person_id = \(person) AND date >= \(period.start.date) AND date < \(period.end.date)", call)
    }
    routes.get("\(path)/:date", "The time somebody spent on a day") { call in
      let person = try person(call)
      let scope = try scope(of: person, call)
      let date = try date(call)
      return rows("person_id = \(person) AND date = \(date.date) AND task_id IN (SELECT task.id FROM task WHERE \(scope))", call)
    }
    routes.get(path, "The time somebody spent between two days") { call in
      let person = try person(call)
      try call.access.admin()
      return try between(person, call)
    }
    routes.get("/data/user/time-spents", for: .person, "The time the caller spent between two days") { call in
      try between(try call.access.caller.id, call)
    }
    routes.get("/data/user/time-spents/:date", for: .person, "The time the caller spent on a day") { call in
      rows("person_id = \(try call.access.caller.id) AND date = \(try date(call).date)", call)
    }
    routes.get("/data/user/tasks/:task_id/time-spents/:date", for: .person, "The time the caller spent on a task on a day", then: onTask)
  }

  // MARK: Who

  /// The person of the path. - Throws: 404 for nobody, 403 for bots.
  static func person(_ call: Call) throws -> ID {
    guard let id = ID(call["person_id"]) else { throw Failure.notFound("There is no such person.") }
    try call.access.noBot(id)
    return id
  }

  /// The tasks on which the caller sees a person's time, as a condition on `task`: their own and an administrator's all; for managers and
  /// supervisors those of their projects, open or not, for supervisors of their departments. - Throws: 403.
  private static func scope(of person: ID, _ call: Call) throws -> SQL {
    let access = try call.access
    if access.isAdmin || access.caller.id == person { return "TRUE" }
    try access.require(access.isAtLeastSupervisor)
    let departments = access.isSupervisor ? try access.departments() : []
    let types: SQL =
      departments.isEmpty
      ? "TRUE" : "task.task_type_id IN (SELECT task_type.id FROM task_type WHERE task_type.department_id IN \(departments))"
    return """
      task.project_id IN \(access.projects) AND \(types) AND \(try access.notForClients(project: "task.project_id"))
      AND \(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
      """
  }

  /// The parameter `project_id`, as a condition on `task`. - Throws: 400, or 403 for a project of others.
  private static func project(of person: ID, _ call: Call) throws -> SQL {
    guard let text = call.request.query["project_id"] else { return "TRUE" }
    let access = try call.access
    let project = ID(text)
    if !access.isAdmin && access.caller.id != person { try access.team(of: project) }
    guard let project else { throw Failure.parameter("Invalid UUID value: \(text)") }
    return "task.project_id = \(project)"
  }

  // MARK: Answers

  private static func ofPeriod(_ call: Call, _ unit: Period.Unit) throws -> Response {
    let person = try person(call)
    let scope = try scope(of: person, call)
    let project = try project(of: person, call)
    let period = try Period(call, unit)
    return call.stream(
      """
      SELECT \(perTask.select) FROM time_spent JOIN task ON task.id = time_spent.task_id JOIN project ON project.id = task.project_id
      JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
      WHERE time_spent.person_id = \(person) AND time_spent.date >= \(period.start.date) AND time_spent.date < \(period.end.date)
      AND \(scope) AND \(project) GROUP BY task.id ORDER BY task.id
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

  private static func rows(_ condition: SQL, _ call: Call) -> Response {
    call.stream("SELECT \(row.select) FROM time_spent WHERE \(condition) ORDER BY time_spent.id", row)
  }

  /// Both days included; without any, nothing.
  private static func between(_ person: ID, _ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let texts = (try parameters.text("start_date")?.nonEmpty, try parameters.text("end_date")?.nonEmpty)
    if texts == (nil, nil) { return .json([]) }
    guard let first = texts.0.flatMap({ DateTime(anyDate: $0) }), let last = texts.1.flatMap({ DateTime(anyDate: $0) }) else {
      throw Failure.parameter("start_date and end_date go together, and are dates as 2026-11-21.")
    }
    return rows("person_id = \(person) AND date BETWEEN \(first.date) AND \(last.date)", call)
  }

  private static func onTask(_ call: Call) throws -> Response {
    let date = try date(call)
    guard let task = ID(call["task_id"]) else { throw Failure.notFound("There is no such task.") }
    return try call.row(
      """
      SELECT \(row.select) FROM time_spent
      WHERE person_id = \(try call.access.caller.id) AND task_id = \(task) AND date = \(date.date)
      """, row, or: .null)
  }

  /// The day that the path names. - Throws: 400.
  static func date(_ call: Call) throws(Failure) -> DateTime {
    guard let date = DateTime(anyDate: call["date"]) else { throw .parameter("The date must be as 2026-11-21.") }
    return date
  }
}
