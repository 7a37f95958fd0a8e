import Engine
import MariaDB
import Web

/// What there is to do, for oneself and for others (contract chapter 03, User: tasks, Persons: tasks).
enum TodoRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/tasks", for: .person, "List the caller's tasks that are not done") { try own($0, isDone: false) }
    routes.get("/data/user/done-tasks", for: .person, "List the caller's tasks that are done") { try own($0, isDone: true) }
    routes.get("/data/persons/:person_id/tasks", "List a person's tasks that are not done", person) { try of($1, isDone: false, $0) }
    routes.get("/data/persons/:person_id/done-tasks", "List a person's tasks that are done", person) { try of($1, isDone: true, $0) }
    routes.get(
      "/data/persons/:person_id/related-tasks/:task_type_id", "List the tasks of a type on what a person works on", person,
      .id("task_type_id", or: .notFound("There is no such task type.")), then: related)
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

  private static let person = Step<ID>.person(.noVendorOrOneself)

  private static func of(_ person: ID, isDone: Bool, _ call: Call) throws -> Response {
    let access = try call.access
    if access.studio.isVendor || access.studio.isClient { return .json([]) }
    var list = list(of: person, in: access.visibleProjects, isDone: isDone)
    list.conditions.append(try access.notForClients(project: "task.project_id"))
    list.conditions.append(try access.vendorsOnly(project: "task.project_id", "task.id IN \(access.assignments)"))
    return list.answer(call)
  }

  /// Of the open projects that the caller is in, whoever works on them.
  private static func related(_ call: Call, to person: ID, type: ID) throws -> Response {
    let access = try call.access
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
