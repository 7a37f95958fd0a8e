import Engine
import MariaDB
import Web

/// Giving people tasks, and taking them away (contract chapter 06, Assignment). In the lists, what the caller may not do is passed over.
enum AssignmentRoutes {
  static func declare(in routes: inout Routes) {
    routes.put("/actions/tasks/:task_id/assign", "Assign a task to somebody", assignee, .task(.anyone), then: assign)
    routes.put("/actions/persons/:person_id/assign", "Assign tasks to somebody", tasks, .text("person_id"), then: assignAll)
    routes.put("/actions/tasks/clear-assignation", "Take tasks from somebody, or from everybody", clearing, then: clear)
  }

  private static let assignee = Step.fields { fields in fields.text("person_id", atLeast: 1) }
  private static let tasks = Step.fields { fields in fields.texts("task_ids", atLeast: 1).compactMap { ID($0) } }
  private static let clearing = Step.fields { fields in
    (tasks: fields.texts("task_ids", atLeast: 1).compactMap { ID($0) }, person: fields.optionalText("person_id"))
  }

  private static let row = Shape(.task, relations: true)

  private static func assign(_ call: Call, person text: String, task: Subject<TaskFacts>) throws -> Response {
    let assignment = try Assignment(of: text, call)
    if try !assignment.isWelcome(in: [task.project]).contains(task.project) { throw Failure.forbidden }
    try assignment.rule.check(task.standing, task.row)
    try assignment.store([task.row])
    return try call.row("SELECT \(row.select) FROM task WHERE task.id = \(task.row.id)", row)
  }

  /// In the order sent; one that is sent twice is assigned twice, as far as clients can tell.
  private static func assignAll(_ call: Call, named: [ID], person text: String) throws -> Response {
    let known = try call.tasks(named)
    // Nobody is asked who the person is when there is nothing to do.
    if known.isEmpty { return .json([]) }
    let assignment = try Assignment(of: text, call)
    let welcoming = try assignment.isWelcome(in: known.map(\.project))
    let tasks = try known.filter { try welcoming.contains($0.project) && assignment.rule.passes($0.standing, $0.row) }.map(\.row)
    if tasks.isEmpty { return .json([]) }
    try assignment.store(tasks)
    return .json(.array(try call.inOrder(tasks.map(\.id), row)))
  }

  /// Everybody loses the task when no person is named. Only who had it is announced (oddity 06-33).
  private static func clear(_ call: Call, body: (tasks: [ID], person: String?)) throws -> Response {
    let person = body.person.flatMap { ID($0) }
    let tasks = try call.tasks(body.tasks).filter { try Rule.unassign(person).passes($0.standing, $0.row) }.map(\.row)
    let ids = tasks.map(\.id)
    let wanted: SQL = body.person == nil ? "TRUE" : "link.person_id = \(person)"
    let found = try call.database.all(
      """
      SELECT link.task_id, link.person_id FROM task_person_link link WHERE link.task_id IN \(ids) AND \(wanted)
      ORDER BY link.task_id, link.person_id
      """
    ) { (task: $0.id(0), person: $0.id(1)) }
    try call.database.execute("DELETE link FROM task_person_link link WHERE link.task_id IN \(ids) AND \(wanted)")
    try call.database.execute("UPDATE task SET updated_at = UTC_TIMESTAMP(6) WHERE id IN \(ids)")
    for task in tasks {
      for link in found where link.task == task.id {
        call.events.emit("task:unassign", ["person_id": JSON(link.person), "task_id": JSON(task.id)], project: task.project)
      }
      call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.project)
    }
    return .json(.array(ids.map { JSON($0) }))
  }
}
