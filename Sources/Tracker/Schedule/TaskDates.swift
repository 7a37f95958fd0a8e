import Engine
import MariaDB
import Web

/// From when to when people have tasks, for planning who is free (contract chapter 03, TaskDates).
enum TaskDates {
  static func declare(in routes: inout Routes) {
    routes.get("/data/persons/task-dates", "List the first and last dates of people's tasks", project, .may(.studioSupervisor), then: list)
  }

  private struct Line {
    var first: JSON = .null
    var last: JSON = .null
    var busy: [JSON] = []
  }

  /// The project that the query names. - Throws: 400.
  private static let project = Step<ID?>(StepNote()) { call in
    let text = call.request.query["project_id"]?.trimmingBlanks().nonEmpty
    return try text.map { text in
      guard let id = ID(text) else { throw Failure.parameter("Invalid project_id.") }
      return id
    }
  }

  /// Of a project, or of those that the caller works in; then with when people work in others.
  private static func list(_ call: Call, project: ID?, _: Void) throws -> Response {
    let access = try call.access
    if let project { try call.check(.team, in: project) }
    let chosen: SQL = project.map { "task.project_id = \($0)" } ?? "task.project_id IN \(access.visibleProjects)"
    let scope: SQL = """
      \(chosen) AND \(try access.notForClients(project: "task.project_id"))
      AND \(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
      """
    var people: [ID: Line] = [:]
    try call.database.stream(
      """
      SELECT link.person_id, MIN(task.start_date), MAX(task.due_date) FROM \(source) WHERE \(scope) GROUP BY link.person_id
      """
    ) { row in
      if let person = row.id(0) { people[person] = Line(first: moment(row.text(1)), last: moment(row.text(2))) }
    }
    if project == nil, !access.isAdmin {
      for (person, busy) in try others(access, call.database) { people[person, default: Line()].busy = busy }
    }
    let lines = people.sorted { $0.key < $1.key }.map { person, line -> JSON in
      ["person_id": JSON(person), "min_date": line.first, "max_date": line.last, "busy_periods": .array(line.busy)]
    }
    return .json(.array(lines))
  }

  private static let source: SQL =
    "task_person_link link JOIN task ON task.id = link.task_id JOIN person ON person.id = link.person_id AND person.active"

  /// When people work in open projects that the caller is not in; what overlaps or touches is one period.
  private static func others(_ access: Access, _ database: Connection) throws -> [ID: [JSON]] {
    let tasks = try database.all(
      """
      SELECT link.person_id, task.start_date, task.due_date FROM \(source)
      WHERE task.project_id IN \(ProjectStatus.openProjects) AND task.project_id NOT IN \(access.projects)
      AND task.start_date IS NOT NULL AND task.due_date IS NOT NULL ORDER BY link.person_id, task.start_date, task.due_date
      """
    ) { (person: $0.id(0), start: $0.text(1) ?? "", end: $0.text(2) ?? "") }
    var periods: [ID: [(start: String, end: String)]] = [:]
    for task in tasks {
      guard let person = task.person else { continue }
      var known = periods[person] ?? []
      // The database's notation sorts as the moments do.
      if let last = known.last, task.start <= last.end {
        known[known.count - 1].end = max(last.end, task.end)
      } else {
        known.append((task.start, task.end))
      }
      periods[person] = known
    }
    return periods.mapValues { $0.map { ["start_date": moment($0.start), "end_date": moment($0.end)] } }
  }

  /// As clients know it: with a blank, and a word for nothing.
  private static func moment(_ text: String?) -> JSON {
    guard let text else { return "None" }
    return .text(text.hasSuffix(".000000") ? String(text.dropLast(7)) : text)
  }
}
