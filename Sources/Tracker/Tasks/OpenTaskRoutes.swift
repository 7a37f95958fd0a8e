import Engine
import MariaDB
import Web

/// The board of what is worked on, with its figures (contract chapter 06, Reading tasks; chapter 09, Lists and figures).
enum OpenTaskRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/tasks/open-tasks", "List the tasks of open productions", then: list)
    routes.get("/data/tasks/open-tasks/stats", "Count the tasks of open productions", then: counts)
    routes.get("/data/tasks/open-tasks/burndown", "Count what is done of tasks, by day", then: burndown)
  }

  private static let shape = Shape(
    keys: Shape(.task).keys + TaskPlace.keys + [
      .init("type_name", "task_type.name", .text), .init("status_name", "task_status.name", .text),
      .init("type_color", "task_type.color", .text), .init("status_color", "task_status.color", .text),
      .init("status_short_name", "task_status.short_name", .text),
      .init("assignees", .ids(Table.task.relation("assignees")?.selection(of: "task") ?? "NULL")),
    ])

  /// A page of tasks, and sums over all pages.
  private static func list(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let page = try parameters.integer("page", default: nil)
    let limit = max(try parameters.integer("limit", default: nil) ?? 100, 1)
    let tasks = try OpenTasks(filtering: call)
    let (condition, areHoursSeen) = (tasks.condition, tasks.areHoursSeen)
    let shape = try call.access.seen(shape)
    var (total, duration, estimation) = (0, 0.0, 0.0)
    var statuses: [JSON] = []
    try call.database.stream(
      """
      SELECT task.task_status_id, COUNT(*), SUM(IF(\(areHoursSeen), task.duration, 0)), SUM(IF(\(areHoursSeen), task.estimation, 0))
      FROM task WHERE \(condition)
      GROUP BY task.task_status_id ORDER BY 1
      """
    ) { row in
      total += row.int(1) ?? 0
      duration += row.double(2) ?? 0
      estimation += row.double(3) ?? 0
      statuses.append(["task_status_id": JSON(row.id(0)), "amount": JSON(row.int(1))])
    }
    let number = max(page ?? 1, 1)
    let (offset, isTooFar) = (number - 1).multipliedReportingOverflow(by: limit)
    // Only ids are sorted; the rows of the page are looked up after that.
    let rows: SQL = """
      SELECT \(shape.select) FROM (SELECT task.id AS page_id FROM task\(TaskPlace.joins) WHERE \(condition)
      ORDER BY \(TaskPlace.order) LIMIT \(limit) OFFSET \(offset)) AS page
      JOIN task ON task.id = page.page_id\(TaskPlace.joins) ORDER BY \(TaskPlace.order)
      """
    let isMore = !isTooFar && offset + limit < total
    let statistics: JSON = [
      "total_duration": total == 0 ? 0 : .number(duration), "total_estimation": total == 0 ? 0 : .number(estimation),
      "total": JSON(total), "status": .array(statuses),
    ]
    let tail: JSON.Object = ["stats": statistics, "limit": JSON(limit), "is_more": .bool(isMore), "page": JSON(page == 0 ? 1 : page ?? 1)]
    return .stream { [database = call.database] output, flush in
      output.append(raw: "{\"data\":[")
      if !isTooFar, offset < total { try database.write(rows, shape, to: output, flush) }
      output.append(byte: UInt8(ascii: "]"))
      for (name, value) in tail {
        output.append(raw: ",\"\(name)\":")
        output.append(value)
      }
      output.append(byte: UInt8(ascii: "}"))
    }
  }

  /// By production, with one entry for each task type and status.
  private static func counts(_ call: Call) throws -> Response {
    let tasks = try OpenTasks(call)
    let (condition, areHoursSeen) = (tasks.condition, tasks.areHoursSeen)
    struct Sum {
      var (amount, done, duration, estimation) = (0, 0, 0.0, 0.0)
      var types: [JSON] = []

      var members: JSON.Object {
        [
          "amount": JSON(amount), "amount_done": JSON(done), "total_duration": .number(duration), "total_estimation": .number(estimation),
        ]
      }
    }
    var projects: [(id: String, sum: Sum)] = []
    try call.database.stream(
      """
      SELECT task.project_id, task.task_type_id, task_status.id, task_status.is_done, COUNT(*),
      COALESCE(SUM(IF(\(areHoursSeen), task.duration, 0)), 0), COALESCE(SUM(IF(\(areHoursSeen), task.estimation, 0)), 0) FROM task JOIN task_status ON task_status.id = task.task_status_id
      WHERE \(condition) AND \(OpenTasks.noConcepts) GROUP BY task.project_id, task.task_type_id, task_status.id
      ORDER BY task.project_id, task.task_type_id, task_status.id
      """
    ) { row in
      let (id, amount) = (row.text(0) ?? "", row.int(4) ?? 0)
      let pair = Sum(amount: amount, done: row.bool(3) ? amount : 0, duration: row.double(5) ?? 0, estimation: row.double(6) ?? 0)
      if projects.last?.id != id { projects.append((id, Sum())) }
      let place = projects.count - 1
      projects[place].sum.amount += pair.amount
      projects[place].sum.done += pair.done
      projects[place].sum.duration += pair.duration
      projects[place].sum.estimation += pair.estimation
      var entry: JSON.Object = ["task_status_id": JSON(row.id(2)), "task_type_id": JSON(row.id(1)), "project_id": .text(id)]
      for (name, value) in pair.members { entry[name] = value }
      projects[place].sum.types.append(.object(entry))
    }
    var answer = JSON.Object()
    for (id, sum) in projects {
      var members = sum.members
      members["task_types"] = .array(sum.types)
      answer[id] = .object(members)
    }
    return .json(.object(answer))
  }

  private static func burndown(_ call: Call) throws -> Response {
    let tasks = try OpenTasks(filtering: call)
    let (condition, areHoursSeen) = (tasks.condition, tasks.areHoursSeen)
    let totals = try call.database.first(
      """
      SELECT COUNT(*), COALESCE(SUM(IF(\(areHoursSeen), task.estimation, 0)), 0),
      COALESCE(DATE(MIN(IF(\(areHoursSeen), task.start_date, NULL))), MIN(project.start_date)),
      COALESCE(DATE(MAX(IF(\(areHoursSeen), task.due_date, NULL))), MAX(project.end_date)) FROM task JOIN project ON project.id = task.project_id WHERE \(condition)
      """
    ) { (count: $0.int(0) ?? 0, estimation: $0.double(1) ?? 0, first: $0.text(2), last: $0.text(3)) }
    let days = try call.database.all(
      """
      SELECT DATE(task.done_date), COUNT(*), COALESCE(SUM(task.estimation), 0) FROM task WHERE \(condition)
      AND \(areHoursSeen) AND task.done_date IS NOT NULL
      GROUP BY DATE(task.done_date) ORDER BY 1
      """
    ) { Burndown.Day(date: $0.text(0) ?? "", done: $0.int(1) ?? 0, estimation: $0.double(2) ?? 0) }
    let burndown = Burndown(days, first: totals?.first, last: totals?.last)
    return .json([
      "total": JSON(totals?.count ?? 0), "total_estimation": .sum(totals?.estimation ?? 0), "start_date": JSON(burndown.start),
      "end_date": JSON(burndown.end),
      "done_by_day": .array(
        burndown.days.map { ["date": .text($0.date), "done": JSON($0.done), "done_estimation": .sum($0.estimation)] }),
    ])
  }
}

extension JSON {
  /// A sum of numbers; of nothing it is a whole number, as clients know it.
  static func sum(_ number: Double) -> JSON { number == 0 ? 0 : .number(number) }
}

/// What was done on which day, within the time that is planned (contract chapter 09). Dates are `YYYY-MM-DD`, which sort as they follow.
struct Burndown: Equatable {
  struct Day: Equatable {
    let date: String
    var done: Int
    /// Minutes that were estimated for what was done.
    var estimation: Double
  }

  private(set) var days: [Day] = []
  let start: String?
  let end: String?

  /// What was done before the plan begins counts on its first day.
  /// - Parameters:
  ///   - done: ascending.
  ///   - first: the earliest planned day; nil without a plan.
  ///   - last: the latest one.
  init(_ done: [Day], first: String?, last: String?) {
    let beginning = first.map { first in last.map { min(first, $0) } ?? first }
    for day in done {
      let date = beginning.map { max($0, day.date) } ?? day.date
      if let known = days.last, known.date == date {
        days[days.count - 1] = Day(date: date, done: known.done + day.done, estimation: known.estimation + day.estimation)
      } else {
        days.append(Day(date: date, done: day.done, estimation: day.estimation))
      }
    }
    let bounds = [first, last, days.first?.date, days.last?.date].compactMap { $0 }
    (start, end) = (bounds.min(), bounds.max())
  }
}
