import Engine
import MariaDB
import Web

/// What a production works with for each task type, for launchers (contract chapter 09, Software per task type).
enum TaskTypeSoftwares {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/data/projects/:project_id/task-type-softwares", "List the software of a project's task types", .project(.team), then: list)
    let path = "/data/projects/:project_id/task-types/:task_type_id/softwares"
    routes.post(path, "Give a task type of a project a software", body, supervised, then: add)
    routes.delete(
      "\(path)/:software_id", "Take a software from a task type of a project", supervised, .text("software_id"), then: remove)
  }

  private static let body = Step.fields { $0.text("software_id", atLeast: 1) }
  private static let malformed = Failure.parameter("task_type_id and software_id must be valid UUIDs.")

  /// Project and task type of the path; nil for what is no id, which is told later.
  private typealias Place = (project: ID, taskType: ID?)

  /// - Throws: 404, 403.
  private static let supervised = Step<Subject<Project>>.project(.supervisor).and(.text("task_type_id"))
    .map(who: Rule<DepartmentWork>.supervise.words) { call, found -> Place in
      let (project, type) = (found.0, ID(found.1))
      try Rule.supervise.check(project.standing, try call.access.work(ofTaskType: type))
      return (project.id, type)
    }

  private static let shape = Shape(.projectTaskTypeSoftwareLink).keeping(["project_id", "task_type_id", "software_id"])

  private static func list(_ call: Call, of project: Subject<Project>) -> Response {
    call.stream(
      """
      SELECT \(shape.select) FROM project_task_type_software_link WHERE project_id = \(project.id) ORDER BY task_type_id, software_id
      """, shape)
  }

  /// - Throws: 400 for a task type that is not the project's, 404 for an unknown software.
  private static func checked(
    _ call: Call, _ place: Place, _ software: String
  ) throws -> (taskType: ID, software: Record) {
    guard let taskType = place.taskType, let id = ID(software) else { throw malformed }
    let isListed = try call.database.exists(
      "SELECT 1 FROM project_task_type_link WHERE project_id = \(place.project) AND task_type_id = \(taskType)")
    if !isListed { throw Failure.parameter("The task type is not a task type of the project.") }
    guard let software = try call.database.record(.software, id) else { throw Failure.notFound("There is no such software.") }
    return (taskType, software)
  }

  private static func add(_ call: Call, software: String, to place: Place) throws -> Response {
    let project = place.project
    let (taskType, software) = try checked(call, place, software)
    if software.bool("archived") { throw Failure.parameter("The software is archived.") }
    // Of two that add the same at the same moment the second finds it.
    _ = try call.database.exists("SELECT 1 FROM project WHERE id = \(project) FOR UPDATE")
    let link: SQL = "project_id = \(project) AND task_type_id = \(taskType) AND software_id = \(software.id)"
    if try !call.database.exists("SELECT 1 FROM project_task_type_software_link WHERE \(link)") {
      try call.database.insert(
        into: .projectTaskTypeSoftwareLink,
        ["project_id": project.sqlValue, "task_type_id": taskType.sqlValue, "software_id": software.id.sqlValue])
      call.events.emit("project:update", ["project_id": JSON(project)], project: project)
    }
    return try call.row("SELECT \(shape.select) FROM project_task_type_software_link WHERE \(link)", shape, status: 201)
  }

  private static func remove(_ call: Call, from place: Place, software: String) throws -> Response {
    let project = place.project
    guard let taskType = place.taskType, let software = ID(software) else { throw malformed }
    let link: SQL = "project_id = \(project) AND task_type_id = \(taskType) AND software_id = \(software)"
    if try call.database.exists("SELECT 1 FROM project_task_type_software_link WHERE \(link)") {
      try call.database.execute("DELETE FROM project_task_type_software_link WHERE \(link)")
      call.events.emit("project:update", ["project_id": JSON(project)], project: project)
    }
    return .deleted
  }
}
