import Engine
import MariaDB
import Web

/// What waits for the caller's review (contract chapter 03, User: tasks; chapter 09, Lists and figures).
enum ReviewRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/user/tasks-to-check"
    routes.get(path, for: .person, "List the tasks that wait for the caller's review", then: list)
    routes.get("\(path)/filter-values", for: .person, "List what the filters of the tasks to review can hold", then: values)
  }

  /// Everything that waits, whatever the filters; nil for who reviews nothing.
  private static func scope(_ call: Call) throws -> TodoList? {
    let access = try call.access
    let caller = access.studio
    guard caller.isAtLeastSupervisor else { return nil }
    var conditions: [SQL] = ["task_status.is_feedback_request"]
    if caller.isSupervisor, case let mine = try caller.departments, !mine.isEmpty {
      conditions.append("task_type.department_id IN \(mine)")
    }
    return TodoList(projects: access.visibleProjects, conditions: conditions, order: TaskPlace.order, tellsEpisodes: false)
  }

  /// With a page the tasks of it, and sums over all pages; without one all of them.
  private static func list(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let page = try parameters.integer("page", default: nil).map { max($0, 1) }
    let limit = max(try parameters.integer("limit", default: nil) ?? 100, 1)
    let conditions = try filters(parameters)
    let list = try scope(call).map {
      TodoList(
        projects: $0.projects, conditions: $0.conditions + conditions, order: try order(parameters), tellsEpisodes: $0.tellsEpisodes)
    }
    guard let page else { return list?.answer(call) ?? .json([]) }
    let sums = try list.flatMap { list in
      try call.database.first(
        "SELECT COUNT(*), SUM(task.duration), SUM(task.estimation) FROM task\(TaskPlace.joins) WHERE \(list.condition)"
      ) { (count: $0.int(0) ?? 0, duration: $0.double(1) ?? 0, estimation: $0.double(2) ?? 0) }
    }
    let total = sums?.count ?? 0
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    let tail: JSON.Object = [
      "stats": [
        "total": JSON(total), "total_duration": .sum(sums?.duration ?? 0), "total_estimation": .sum(sums?.estimation ?? 0),
      ],
      "page": JSON(page), "limit": JSON(limit), "is_more": .bool(!isTooFar && offset + limit < total),
    ]
    return .stream { output, flush in
      output.append(raw: "{\"data\":")
      if let list, !isTooFar, offset < total {
        try list.write(call, window: " LIMIT \(limit) OFFSET \(offset)", to: output, flush)
      } else {
        output.append(raw: "[]")
      }
      for (name, value) in tail {
        output.append(raw: ",\"\(name)\":")
        output.append(value)
      }
      output.append(byte: UInt8(ascii: "}"))
    }
  }

  private static func filters(_ parameters: DeclaredParameters) throws -> [SQL] {
    var conditions: [SQL] = []
    let columns: [(name: String, column: SQL)] = [
      ("project_id", "task.project_id"), ("task_type_id", "task.task_type_id"), ("task_status_id", "task.task_status_id"),
      ("episode_id", FullEntityName.workedIn),
    ]
    for (name, column) in columns {
      guard let text = try parameters.text(name) else { continue }
      conditions.append("\(column) = \(try OpenTasks.id(text, name))")
    }
    if let text = try parameters.text("person_id") { conditions.append(try OpenTasks.assigned(text)) }
    for (name, comparison) in [("due_date_since", ">="), ("due_date_until", "<=")] {
      guard let text = try parameters.text(name) else { continue }
      guard let date = DateTime(query: text) else { throw Failure.parameter("\(name) must be a date as 2026-11-21.") }
      conditions.append("task.due_date \(raw: comparison) \(date)")
    }
    return conditions
  }

  /// What has no value is last.
  private static func order(_ parameters: DeclaredParameters) throws -> SQL {
    let first: SQL? =
      switch try parameters.text("order_by") {
      case "priority": "task.priority DESC, task.due_date IS NULL, task.due_date"
      case "due_date": "task.due_date IS NULL, task.due_date"
      case "estimation": "task.estimation DESC"
      case "entity_name": "parent.name IS NULL, parent.name, entity.name"
      default: nil
      }
    return first.map { "\($0), \(TaskPlace.order)" } ?? TaskPlace.order
  }

  private static func values(_ call: Call) throws -> Response {
    let scope = try scope(call)
    var answer = JSON.Object()
    let columns: [(name: String, column: SQL, joins: SQL)] = [
      ("project_ids", "task.project_id", ""), ("task_type_ids", "task.task_type_id", ""), ("task_status_ids", "task.task_status_id", ""),
      ("episode_ids", FullEntityName.workedIn, ""),
      ("person_ids", "link.person_id", " JOIN task_person_link link ON link.task_id = task.id"),
    ]
    for (name, column, joins) in columns {
      let ids = try scope.map { scope in
        try call.database.ids("SELECT DISTINCT \(column) FROM task\(TaskPlace.joins)\(joins) WHERE \(scope.condition) ORDER BY 1")
      }
      answer[name] = .array((ids ?? []).map { JSON($0) })
    }
    return .json(.object(answer))
  }
}
