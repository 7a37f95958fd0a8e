import Engine
import MariaDB
import Web

/// Minutes that somebody spent on a task on a day.
struct TimeSpentRows: Resource {
  let path = "time-spents"
  let table = Table.timeSpent
  let rules = Rules.admins

  func filters(_ call: Call) throws -> [SQL] {
    let query = call.request.query
    var conditions = try ListFilter(table, ignoring: ["start_date", "end_date"]).conditions(query)
    switch (query["start_date"], query["end_date"]) {
    case (nil, nil), ("", ""): break
    case (let first?, let last?):
      guard let first = DateTime(query: first), let last = DateTime(query: last) else {
        throw Failure.parameter("start_date and end_date must be dates as 2026-11-21.")
      }
      conditions.append("time_spent.date BETWEEN \(first.date) AND \(last.date)")
    default: throw Failure.parameter("start_date and end_date go together.")
    }
    return conditions
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try requireTask(body["task_id"] ?? .null) }

  func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object {
    try TaskDuration.recompute([row.id("task_id")].compactMap { $0 }, call)
    return [:]
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if let task = body["task_id"] { try requireTask(task) }
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    try TaskDuration.recompute([new.id("task_id")].compactMap { $0 }, call)
    return [:]
  }

  func mayDelete(_ row: Record, _ call: Call) throws {
    let access = try call.access
    let task = try access.facts(ofTask: row.id("task_id"))
    try call.checkNotesTime(of: row.id("person_id"), on: Subject(task, try access.standing(in: task.project)))
  }

  func didDelete(_ row: Record, _ call: Call) throws { try TaskDuration.recompute([row.id("task_id")].compactMap { $0 }, call) }

  /// Time is spent on something.
  private func requireTask(_ task: JSON) throws {
    if task.isNull { throw Failure.row("A required field is missing: task_id.") }
  }
}
