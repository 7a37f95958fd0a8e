import Engine
import MariaDB
import Web

/// What there is to do, for oneself and for others (contract chapter 03, User: tasks, Persons: tasks).
enum TodoRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/tasks", for: .person, "List the caller's tasks that are not done") { try own($0, isDone: false) }
    routes.get("/data/user/done-tasks", for: .person, "List the caller's tasks that are done") { try own($0, isDone: true) }
    routes.get("/data/persons/:person_id/tasks", "List a person's tasks that are not done") { try of($0, isDone: false) }
    routes.get("/data/persons/:person_id/done-tasks", "List a person's tasks that are done") { try of($0, isDone: true) }
    routes.get(
      "/data/persons/:person_id/related-tasks/:task_type_id", "List the tasks of a type on what a person works on", then: related)
  }

  private static func list(of person: ID, in projects: SQL, isDone: Bool) -> TodoList {
    TodoList(
      projects: projects,
      conditions: [
        "task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id = \(person))",
        isDone ? "task_status.is_done" : "NOT task_status.is_done",
      ], order: isDone ? TodoList.lastDoneFirst : "task.id")
  }

  /// Of the projects whose team the caller is in, administrators too.
  private static func own(_ call: Call, isDone: Bool) throws -> Response {
    let access = try call.access
    return list(of: access.caller.id, in: access.openProjects, isDone: isDone).answer(call)
  }

  /// The person of the path. - Throws: 404 for nobody, 403 for bots, and for vendors who ask for another.
  private static func person(_ call: Call) throws -> ID {
    let access = try call.access
    guard let id = ID(call["person_id"]) else { throw Failure.notFound("There is no such person.") }
    try access.noBot(id)
    try access.require(!access.isVendor || id == access.caller.id)
    return id
  }

  private static func of(_ call: Call, isDone: Bool) throws -> Response {
    let (access, person) = (try call.access, try person(call))
    if access.isVendor || access.isClient { return .json([]) }
    var list = list(of: person, in: access.visibleProjects, isDone: isDone)
    list.conditions.append(try access.notForClients(project: "task.project_id"))
    list.conditions.append(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
    return list.answer(call)
  }

  /// Of the open projects that the caller is in, whoever works on them.
  private static func related(_ call: Call) throws -> Response {
    let (access, person) = (try call.access, try person(call))
    guard let type = ID(call["task_type_id"]) else { throw Failure.notFound("There is no such task type.") }
    let shape = try access.seen(Shape(.task))
    return call.stream(
      """
      SELECT \(shape.select) FROM task WHERE task.task_type_id = \(type)
      AND \(try access.seenTasks)
      AND task.entity_id IN (SELECT theirs.entity_id FROM task theirs JOIN task_person_link link ON link.task_id = theirs.id
      WHERE link.person_id = \(person)) ORDER BY task.id
      """, shape)
  }
}
