import Engine
import MariaDB
import Web

/// The time that went into a project, and the days that its team does not work (contract chapter 04, 9 and 10).
enum ProjectTimeRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id"
    routes.get(
      "\(path)/budgets/time-spents", "The minutes spent in a project, by department, person and month", .may(.admin),
      .id("project_id", or: .parameter("project_id must be a UUID.")), then: months)
    routes.get("\(path)/time-spents", "List the time spent in a project", .project(.teamNoClient, unseenByAdmins: true)) { call, project in
      let seen = project.standing.isVendor ? "task.id IN \(project.standing.assignments)" : "TRUE" as SQL
      return call.stream(
        """
        SELECT \(timeSpent.select) FROM time_spent JOIN task ON task.id = time_spent.task_id
        WHERE task.project_id = \(project.id) AND \(seen) ORDER BY time_spent.id
        """, timeSpent)
    }
    routes.get(
      "\(path)/task-types/:task_type_id/time-spents", "List the time spent in a project on a task type, by person",
      .project(.manager, unseenByAdmins: true), .id("task_type_id", or: .parameter("task_type_id must be a UUID.")), then: ofTaskType)
    routes.get(
      "\(path)/day-offs", "List the days off of a project's team, by person", .project(.teamNoVendorNoClient), then: daysOff)
  }

  private static let timeSpent = Shape(.timeSpent)
  private static let dayOff = Shape(.dayOff)

  /// Departments, people in them and months, each with its total of minutes. Task types without a department count nowhere.
  private static func months(_ call: Call, _: Void, of project: ID) throws -> Response {
    var table = JSON.Object()
    try call.database.stream(
      """
      SELECT task_type.department_id, time_spent.person_id, DATE_FORMAT(time_spent.date, '%Y-%m') month, SUM(time_spent.duration)
      FROM time_spent JOIN task ON task.id = time_spent.task_id JOIN task_type ON task_type.id = task.task_type_id
      WHERE task.project_id = \(project) AND task_type.department_id IS NOT NULL
      GROUP BY task_type.department_id, time_spent.person_id, month ORDER BY month
      """
    ) { row in
      let (department, person, month) = (row.text(0) ?? "", row.text(1) ?? "", row.text(2) ?? "")
      let minutes = row.double(3) ?? 0
      var people = table[department]?.object ?? ["total": .number(0)]
      var months = people[person]?.object ?? ["total": .number(0)]
      months[month] = .number(minutes)
      add(minutes, to: &months)
      people[person] = .object(months)
      add(minutes, to: &people)
      table[department] = .object(people)
    }
    return .json(.object(table))
  }

  private static func add(_ minutes: Double, to object: inout JSON.Object) {
    guard case .number(let total)? = object["total"] else { return }
    object["total"] = .number(total + minutes)
  }

  /// First and last day, both included. - Throws: 400 for what is no date.
  private static func bounds(_ call: Call, first: SQL, last: SQL) throws -> [SQL] {
    var conditions: [SQL] = []
    for (name, condition) in [("start_date", "\(first) >=" as SQL), ("end_date", "\(last) <=")] {
      guard let text = call.request.query[name] else { continue }
      guard let date = DateTime(query: text) else { throw Failure.parameter("\(name) must be a date as 2026-11-21.") }
      conditions.append("\(condition) \(date.date)")
    }
    return conditions
  }

  private static func ofTaskType(_ call: Call, in project: Subject<Project>, taskType: ID) throws -> Response {
    let conditions =
      ["task.project_id = \(project.id)", "task.task_type_id = \(taskType)"]
      + (try bounds(call, first: "time_spent.date", last: "time_spent.date"))
    return call.streamGroups(
      timeSpent.select, by: "time_spent.person_id",
      """
      FROM time_spent JOIN task ON task.id = time_spent.task_id WHERE \(conditions.joined(separator: " AND "))
      ORDER BY time_spent.person_id, time_spent.date DESC, time_spent.id
      """, timeSpent)
  }

  /// Why somebody is away is for managers and oneself.
  private static func daysOff(_ call: Call, of project: Subject<Project>) throws -> Response {
    let conditions =
      ["day_off.person_id IN (SELECT link.person_id FROM project_person_link link WHERE link.project_id = \(project.id))" as SQL]
      + (try bounds(call, first: "day_off.end_date", last: "day_off.date"))
    let isTold = project.standing.isAdmin || project.standing.isManager
    var people = JSON.Object()
    try call.database.stream(
      """
      SELECT \(dayOff.select), day_off.person_id FROM day_off WHERE \(conditions.joined(separator: " AND "))
      ORDER BY day_off.person_id, day_off.date, day_off.id
      """
    ) { row in
      let person = row.text(dayOff.width) ?? ""
      var document = try dayOff.document(row).object ?? [:]
      if !isTold, ID(person) != project.standing.person { document["description"] = nil }
      people[person] = .array((people[person]?.array ?? []) + [.object(document)])
    }
    return .json(.object(people))
  }
}
