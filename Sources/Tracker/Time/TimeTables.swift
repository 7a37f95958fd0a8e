import Engine
import MariaDB
import Web

/// The time that people spent, by unit of the calendar and person (contract chapter 03, TimeTable).
enum TimeTables {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/time-spents"
    routes.get("\(path)/year-table", "The time people spent, by year") { try table("YEAR(time_spent.date)", "TRUE", $0) }
    routes.get("\(path)/month-table/:year", "The time people spent, by month", .period(.year)) {
      try table("MONTH(time_spent.date)", within($1), $0)
    }
    // Days of late December that belong to the first week of the next year are in week 1, as clients know it.
    routes.get("\(path)/week-table/:year", "The time people spent, by week", .period(.year)) {
      try table("WEEK(time_spent.date, 3)", within($1), $0)
    }
    routes.get("\(path)/day-table/:year/:month", "The time people spent, by day", .period(.month)) {
      try table("DAY(time_spent.date)", within($1), $0)
    }
  }

  private static func within(_ period: Period) -> SQL {
    "time_spent.date >= \(period.start.date) AND time_spent.date < \(period.end.date)"
  }

  private static func table(_ unit: SQL, _ period: SQL, _ call: Call) throws -> Response {
    let conditions = [period] + (try filters(call))
    var units = JSON.Object()
    var people = JSON.Object()
    var current: String?
    try call.database.stream(
      """
      SELECT \(unit) unit, time_spent.person_id, SUM(time_spent.duration) FROM time_spent JOIN task ON task.id = time_spent.task_id
      JOIN task_type ON task_type.id = task.task_type_id JOIN person ON person.id = time_spent.person_id
      WHERE \(conditions.joined(separator: " AND ")) GROUP BY unit, time_spent.person_id ORDER BY unit, time_spent.person_id
      """
    ) { row in
      let unit = row.text(0)
      if unit != current {
        if let current { units[current] = .object(people) }
        (current, people) = (unit, JSON.Object())
      }
      people[row.text(1) ?? ""] = .number(row.double(2) ?? 0)
    }
    if let current { units[current] = .object(people) }
    return .json(.object(units))
  }

  /// Administrators see everybody's, managers and supervisors that of their projects, the others their own. - Throws: 400, 403.
  private static func filters(_ call: Call) throws -> [SQL] {
    let access = try call.access
    func id(_ name: String) throws(Failure) -> ID? {
      guard let text = call.request.query[name]?.nonEmpty else { return nil }
      guard let id = ID(text) else { throw .parameter("\(name) must be a UUID.") }
      return id
    }
    var conditions: [SQL] = []
    let (project, department, studio) = (try id("project_id"), try id("department_id"), try id("studio_id"))
    if let project { conditions.append("task.project_id = \(project)") }
    if let department { conditions.append("task_type.department_id = \(department)") }
    if let studio { conditions.append("person.studio_id = \(studio)") }
    let caller = access.studio
    if caller.isAdmin { return conditions }
    guard caller.isAtLeastSupervisor else { return conditions + ["time_spent.person_id = \(caller.person)"] }
    if let project, try !access.isInTeam(of: project) { throw Failure.forbidden }
    conditions.append("task.project_id IN \(access.projects)")
    conditions.append(try access.notForClients(project: "task.project_id"))
    conditions.append(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
    guard caller.isSupervisor else { return conditions }
    // Without a department of their own they see all, but may name none.
    let mine = try caller.departments
    if let department, !mine.contains(department) {
      throw Failure.parameter("Supervisors see the time of their departments; this is another one.")
    }
    return mine.isEmpty ? conditions : conditions + ["task_type.department_id IN \(mine)"]
  }
}
