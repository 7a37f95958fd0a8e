import Engine
import MariaDB
import Web

/// Giving somebody tasks (contract chapter 03, `PUT /actions/persons/<id>/assign`). What the caller may not assign is passed over.
struct PersonAssignment {
  static func declare(in routes: inout Routes) {
    routes.put("/actions/persons/:person_id/assign", "Assign tasks to somebody") { call in
      let texts = try call.request.validated { fields in
        let texts = fields.texts("task_ids")
        if texts.isEmpty && fields.errors.isEmpty { fields.fail("task_ids", "List should have at least 1 item") }
        return texts
      }
      return try PersonAssignment(call).assign(texts.compactMap { ID($0) })
    }
  }

  private struct Assignable {
    let task: ID
    let project: ID
    let department: ID?
    let welcomesBots: Bool
    /// The caller's role in the project; nil outside of the team.
    let role: Role?
  }

  private let call: Call
  private let access: Access

  private init(_ call: Call) throws {
    self.call = call
    access = try call.access
  }

  private func assign(_ wanted: [ID]) throws -> Response {
    let known = try assignable(wanted)
    // In the order sent; one that is sent twice is assigned twice, as far as clients can tell.
    let tasks = wanted.compactMap { known[$0] }
    if tasks.isEmpty { return .json([]) }
    let id = ID(call["person_id"])
    let isBot = try id.flatMap { id in try call.database.first("SELECT is_bot FROM person WHERE id = \(id)") { $0.bool(0) } }
    guard let person = id, let isBot else {
      throw Failure(status: 400, body: ["error": "Assignee doesn't exist in database."])
    }
    let mine = try access.departments()
    let isColleague = try call.database.exists(
      "SELECT 1 FROM department_link WHERE person_id = \(person) AND department_id IN \(mine) LIMIT 1")
    let assigned = tasks.filter { task in
      (!isBot || task.welcomesBots) && mayAssign(person, task, mine, isColleague: isColleague)
    }
    guard let first = assigned.first else { return .json([]) }
    try store(person, assigned.map(\.task))
    for task in assigned {
      call.events.emit("task:assign", ["task_id": JSON(task.task), "person_id": JSON(person)], project: task.project)
      call.events.emit("task:update", ["task_id": JSON(task.task)], project: task.project)
    }
    // Nobody is told of what they did themselves.
    let author = access.caller.id
    let told = person == author ? [] : assigned.map { Told(person: person, author: author, task: $0.task, project: $0.project) }
    try Notifications.create(.assignation, told, call)
    try join(person, first.project)
    let shape = Shape(.task, relations: true)
    let rows = try call.documents("SELECT \(shape.select) FROM task WHERE task.id IN \(assigned.map(\.task))", shape)
    let byID = Dictionary(rows.map { ($0["id"].text, $0) }) { row, _ in row }
    return .json(.array(assigned.compactMap { byID[$0.task.description] }))
  }

  private func assignable(_ tasks: [ID]) throws -> [ID: Assignable] {
    let found = try call.database.all(
      """
      SELECT task.id, task.project_id, task_type.department_id, project.is_bot_collaboration_enabled, link.person_id, link.role
      FROM task JOIN project ON project.id = task.project_id LEFT JOIN task_type ON task_type.id = task.task_type_id
      LEFT JOIN project_person_link link ON link.project_id = task.project_id AND link.person_id = \(access.caller.id)
      WHERE task.id IN \(tasks) FOR UPDATE
      """
    ) { row -> Assignable? in
      guard let task = row.id(0), let project = row.id(1) else { return nil }
      let role = row.isNull(4) ? nil : row.text(5).flatMap { Role(rawValue: $0) } ?? access.caller.role
      return Assignable(task: task, project: project, department: row.id(2), welcomesBots: row.bool(3), role: role)
    }
    return Dictionary(found.compactMap { $0 }.map { ($0.task, $0) }) { task, _ in task }
  }

  /// A12, for many tasks at once.
  private func mayAssign(_ person: ID, _ task: Assignable, _ mine: [ID], isColleague: Bool) -> Bool {
    if access.isAdmin { return true }
    guard let role = task.role else { return false }
    if role.isManager || (role == .supervisor && mine.isEmpty) { return true }
    guard let department = task.department, mine.contains(department) else { return false }
    return person == access.caller.id || (role == .supervisor && isColleague)
  }

  private func store(_ person: ID, _ tasks: [ID]) throws {
    let links = tasks.map { "(\($0), \(person))" as SQL }
    try call.database.execute(
      """
      INSERT INTO task_person_link (task_id, person_id) VALUES \(links.joined(separator: ", "))
      ON DUPLICATE KEY UPDATE task_id = VALUE(task_id)
      """)
    try call.database.execute(
      "UPDATE task SET assigner_id = \(access.caller.id), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(tasks)")
  }

  /// Who works in a project is in its team.
  private func join(_ person: ID, _ project: ID) throws {
    let isNew =
      try call.database.execute("INSERT IGNORE INTO project_person_link (project_id, person_id) VALUES (\(project), \(person))") > 0
    if isNew { call.events.emit("project:update", ["project_id": JSON(project)], project: project) }
  }
}
