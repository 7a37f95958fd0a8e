import Engine
import MariaDB
import Web

/// Task types and task statuses of a production: attaching, and their order.
enum ProjectLinks {
  static func declare(in routes: inout Routes) {
    routes.post("/data/task-type-links", "Attach a task type to a project", then: attachTaskType)
    routes.post("/data/task-status-links", "Attach a task status to a project", then: attachTaskStatus)
    for (noun, link) in [("type", Table.projectTaskTypeLink), ("status", .projectTaskStatusLink)] {
      let (column, path) = ("task_\(noun)_id", "/actions/projects/:project_id/task-\(noun)-links/reorder")
      let project = Step<Subject<Project>>.project(.manager, unseenByAdmins: true)
      routes.post(path, "Put the task \(noun == "type" ? "types" : "statuses") of a project in order", project, order("\(column)s")) {
        call, project, ids in
        guard try call.database.record(.project, project.id) != nil else { throw Failure.notFound("There is no such project.") }
        let condition: SQL = "project_id = \(project.id)"
        try setPriorities(link, column: column, ids, condition: condition, call)
        call.events.emit("project:update", ["project_id": JSON(project.id)], project: project.id)
        return try rows(link, column: column, ids, condition: condition, call)
      }
    }
    routes.post("/actions/task-types/reorder", "Order the task types of the studio", .may(.admin), order("task_type_ids")) {
      call, _, ids in
      try setPriorities(.taskType, column: "id", ids, condition: "TRUE", call)
      return try rows(.taskType, column: "id", ids, condition: "TRUE", call)
    }
  }

  private static func attachTaskType(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let (project, taskType) = (try parameters.required("project_id"), try parameters.required("task_type_id"))
    let priority = try parameters.integer("priority", default: 1)
    return try attach(.projectTaskTypeLink, project, "task_type_id", taskType, .taskType, ["priority": priority.sqlValue], call)
  }

  private static func attachTaskStatus(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let (project, status) = (try parameters.required("project_id"), try parameters.required("task_status_id"))
    let priority = try parameters.integer("priority", default: 1)
    let roles = JSON.array((parameters.list("roles_for_board") ?? []).filter { !$0.isNull })
    for role in roles.array ?? [] where role.text.map(Column.roles.contains) != true {
      throw Failure.parameter("roles_for_board must hold only \(Column.roles.joined(separator: ", ")).")
    }
    return try attach(
      .projectTaskStatusLink, project, "task_status_id", status, .taskStatus,
      ["priority": priority.sqlValue, "roles_for_board": .text(roles.description)], call)
  }

  private static func attach(
    _ table: Table, _ project: JSON, _ column: String, _ other: JSON, _ otherTable: Table, _ values: [String: Value], _ call: Call
  ) throws -> Response {
    guard let project = project.text.flatMap({ ID($0) }) else { throw Failure.notFound("There is no such project.") }
    try call.check(.manager, in: project)
    guard let other = other.text.flatMap({ ID($0) }) else { throw Failure.parameter("\(column) must be an id.") }
    guard try call.database.record(otherTable, other) != nil, try call.database.record(.project, project) != nil else {
      throw Failure.notFound()
    }
    let condition: SQL = "project_id = \(project) AND \(raw: column) = \(other)"
    if try call.database.exists("SELECT 1 FROM \(raw: table.name) WHERE \(condition)") {
      let assignments = values.map { "\(raw: $0.key) = \($0.value)" as SQL } + ["updated_at = UTC_TIMESTAMP(6)"]
      try call.database.execute("UPDATE \(raw: table.name) SET \(assignments.joined(separator: ", ")) WHERE \(condition)")
    } else {
      try call.database.insert(into: table, values.merging(["project_id": project.sqlValue, column: other.sqlValue]) { $1 })
    }
    call.events.emit("project:update", ["project_id": JSON(project)], project: project)
    let shape = Shape(table)
    return try call.row("SELECT \(shape.select) FROM \(raw: table.name) WHERE \(condition)", shape, status: 201)
  }

  /// Ids in their new order. - Throws: 400.
  private static func order(_ key: String) -> Step<[ID]> {
    Step<JSON>.document.map { _, body in
      guard let list = body[key].array else { throw Failure.parameter("\(key) must be a list of ids.") }
      if list.count > ID.mostInList { throw Failure.parameter("At most \(ID.mostInList) ids are accepted at once.") }
      return try list.map { element in
        guard let id = element.text.flatMap({ ID($0) }) else { throw Failure.parameter("\(key) must only hold ids.") }
        return id
      }
    }
  }

  /// One statement gives each row the number of its place in the list.
  private static func setPriorities(_ table: Table, column: String, _ ids: [ID], condition: SQL, _ call: Call) throws {
    if ids.isEmpty { return }
    let cases = ids.enumerated().map { "WHEN \($0.element) THEN \($0.offset + 1)" as SQL }.joined(separator: " ")
    try call.database.execute(
      """
      UPDATE \(raw: table.name) SET priority = CASE \(raw: column) \(cases) END, updated_at = UTC_TIMESTAMP(6)
      WHERE \(condition) AND \(raw: column) IN \(ids)
      """)
  }

  private static func rows(_ table: Table, column: String, _ ids: [ID], condition: SQL, _ call: Call) throws -> Response {
    let shape = Shape(table)
    let source: SQL = "FROM \(raw: table.name) WHERE \(condition) AND \(raw: column) IN \(ids) ORDER BY priority"
    let output = JSONOutput()
    output.append(byte: UInt8(ascii: "["))
    try call.database.write("SELECT \(shape.select) \(source)", shape, to: output) {}
    output.append(byte: UInt8(ascii: "]"))
    return Response(body: .bytes(Array(output.bytes)))
  }
}
