import Engine
import MariaDB
import Web

/// The tasks of open productions that a caller may look into, narrowed by what the query string names (contract chapter 06, open-tasks).
struct OpenTasks {
  /// On `task`, without further tables.
  private(set) var conditions: [SQL]
  private let call: Call
  private let parameters: DeclaredParameters

  var condition: SQL { conditions.joined(separator: " AND ") }
  /// An SQL condition on those whose hours and dates the caller sees: clients do not.
  let areHoursSeen: SQL

  /// Of all open productions.
  init(_ call: Call) throws {
    let access = try call.access
    self.call = call
    parameters = try DeclaredParameters(call.request)
    areHoursSeen = try access.notForClients(project: "task.project_id")
    conditions = ["task.project_id IN \(access.visibleProjects)"]
    try limitVendors()
  }

  /// With the filters of the query string. A production that is named may be in any status. - Throws: 400, 404, 403.
  init(filtering call: Call) throws {
    let access = try call.access
    self.call = call
    parameters = try DeclaredParameters(call.request)
    areHoursSeen = try access.notForClients(project: "task.project_id")
    conditions = []
    if let project = try id("project_id") {
      try Rule<Project>.team.check(try access.standing(in: project), Project(id: project))
      conditions.append("task.project_id = \(project)")
    } else {
      conditions.append("task.project_id IN \(access.visibleProjects)")
    }
    try limitVendors()
    if let type = try id("task_type_id") { conditions.append("task.task_type_id = \(type)") } else { conditions.append(Self.noConcepts) }
    if let status = try id("task_status_id") { conditions.append("task.task_status_id = \(status)") }
    try filterPeople()
    if let start = try date("start_date") { conditions.append("task.start_date >= \(start)") }
    if let due = try date("due_date") { conditions.append("task.due_date <= \(due)") }
    if let priority = try parameters.integer("priority", default: nil) {
      conditions.append("task.task_type_id IN (SELECT task_type.id FROM task_type WHERE task_type.priority = \(priority))")
    }
  }

  /// Tasks of concepts are listed only when their type is asked for.
  static let noConcepts: SQL =
    "task.task_type_id IN (SELECT task_type.id FROM task_type WHERE NOT task_type.for_entity <=> 'Concept')"

  /// Vendors see their own (oddity 06-15).
  private mutating func limitVendors() throws {
    let access = try call.access
    conditions.append(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
  }

  private mutating func filterPeople() throws {
    if let text = try parameters.text("person_id") { conditions.append(try Self.assigned(text)) }
    if let studio = try id("studio_id") {
      conditions.append(
        """
        task.id IN (SELECT link.task_id FROM task_person_link link JOIN person ON person.id = link.person_id WHERE person.studio_id = \(studio))
        """)
    }
    if let department = try id("department_id") {
      conditions.append(
        """
        task.id IN (SELECT link.task_id FROM task_person_link link JOIN department_link ON department_link.person_id = link.person_id
        WHERE department_link.department_id = \(department))
        """)
    }
  }

  /// Tasks that one of several people has, or nobody. - Parameter text: ids with commas between them, or `unassigned`.
  static func assigned(_ text: String) throws -> SQL {
    if text == "unassigned" { return "NOT EXISTS (SELECT 1 FROM task_person_link link WHERE link.task_id = task.id)" }
    let people = try text.split(separator: ",", omittingEmptySubsequences: false).map { try id($0.trimmingBlanks(), "person_id") }
    return "task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id IN \(people))"
  }

  private func id(_ name: String) throws -> ID? { try parameters.text(name).map { try Self.id($0, name) } }

  static func id(_ text: String, _ name: String) throws(Failure) -> ID {
    guard let id = ID(text) else { throw .parameter("\(name) must be a UUID.") }
    return id
  }

  private func date(_ name: String) throws -> DateTime? {
    guard let text = try parameters.text(name) else { return nil }
    guard let date = DateTime(query: text) else { throw Failure.parameter("\(name) must be a date as 2026-11-21 or 2026-11-21T10:00:00.") }
    return date
  }
}
