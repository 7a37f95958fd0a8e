import Engine
import MariaDB
import Web

/// The time that was spent on a task, in minutes (contract chapter 06, Time spent). The task's duration and the persons' last presence
/// follow in the same transaction.
enum TaskTimeRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/actions/tasks/:task_id/time-spents"
    routes.get(path, "The time that was spent on a task", .task(.readNoClient)) { call, task in try list(of: task, nil, call) }
    routes.get("\(path)/:date", "The time that was spent on a task on a day", .task(.readNoClient)) { call, task in
      try list(of: task, try TimeSpentRoutes.date(call), call)
    }
    let mine = "\(path)/:date/persons/:person_id"
    routes.post(mine, "Note the time that somebody spent on a task on a day", work, duration) {
      try note($0, $1, minutes: $2, adding: false)
    }
    routes.post("\(mine)/add", "Add to the time that somebody spent on a task on a day", work, duration) {
      try note($0, $1, minutes: $2, adding: true)
    }
    routes.delete(mine, "Delete the time that somebody spent on a task on a day", .text("person_id"), .task(.anyone), then: delete)
  }

  /// A day has no more minutes.
  private static let minutesOfDay = 1440.0

  private static let duration = Step.fields { fields in fields.number("duration", above: 0, atMost: minutesOfDay) }

  /// A task, and who works on it.
  private struct Work {
    let task: Subject<TaskFacts>
    let person: ID
  }

  /// - Throws: 404 for a task or a person that does not exist, 403 for a bot that the project does not let in.
  private static let work: Step<Work> = {
    let task = Step<Subject<TaskFacts>>.task(.anyone)
    return Step(
      StepNote(parameters: task.note.parameters + ["person_id"], who: "managers of the project, and assignees for themselves")
    ) { call in
      let task = try task.run(call)
      return Work(task: task, person: try person(call, project: task.project))
    }
  }()

  private static func person(_ call: Call, project: ID?) throws -> ID {
    guard let person = ID(call["person_id"]) else { throw Failure.notFound("There is no such person.") }
    try call.access.noBot(person, project: project)
    return person
  }

  /// The day of the path, after asking whether the caller may note the time of the person. - Throws: 403, 400.
  private static func date(_ task: Subject<TaskFacts>, of person: ID, _ call: Call) throws -> DateTime {
    // Even administrators note time only for who has the task.
    let isAssigned = try call.database.exists(
      "SELECT 1 FROM task_person_link WHERE task_id = \(task.row.id) AND person_id = \(person)")
    guard isAssigned else { throw Failure.forbidden }
    try Rule.noteTime(of: person).check(task.standing, task.row)
    return try TimeSpentRoutes.date(call)
  }

  private static let row = Shape(.timeSpent)

  /// The person's row of the day. - The task is locked: nobody else makes one meanwhile.
  private static func known(_ task: ID, _ person: ID, _ date: DateTime, _ call: Call) throws -> Record? {
    try call.database.first(
      """
      SELECT \(Record.selection(.timeSpent)) FROM time_spent
      WHERE person_id = \(person) AND task_id = \(task) AND date = \(date.date) FOR UPDATE
      """
    ) { Record(.timeSpent, $0) }
  }

  private static func note(_ call: Call, _ work: Work, minutes: Double, adding isAdding: Bool) throws -> Response {
    let (task, person) = (work.task.row, work.person)
    let date = try date(work.task, of: person, call)
    let id: ID
    if let known = try known(task.id, person, date, call) {
      let total = minutes + (isAdding ? known.double("duration") ?? 0 : 0)
      guard total <= minutesOfDay else { throw Failure.parameter("This would be \(total) minutes on one day; it has \(minutesOfDay).") }
      try call.database.execute("UPDATE time_spent SET duration = \(total), updated_at = UTC_TIMESTAMP(6) WHERE id = \(known.id)")
      id = known.id
      call.events.emit("time-spent:update", ["time_spent_id": JSON(id)], project: task.project)
    } else {
      id = try call.database.insert(
        into: .timeSpent,
        ["duration": .double(minutes), "date": .text(date.date), "task_id": task.id.sqlValue, "person_id": person.sqlValue])
      try Presence.update([person], call.database)
      call.events.emit("person:update", ["person_id": JSON(person)])
      call.events.emit("time-spent:new", ["time_spent_id": JSON(id)], project: task.project)
    }
    try TaskDuration.recompute([task.id], call)
    return try call.row("SELECT \(row.select) FROM time_spent WHERE id = \(id)", row, status: 201)
  }

  /// Answers the row that is gone, with no time.
  private static func delete(_ call: Call, _: String, _ task: Subject<TaskFacts>) throws -> Response {
    let person = try person(call, project: nil)
    let date = try date(task, of: person, call)
    guard let known = try known(task.row.id, person, date, call) else { throw Failure.notFound("No time was noted there.") }
    var answer = try call.documents("SELECT \(row.select) FROM time_spent WHERE id = \(known.id)", row)[0].object ?? [:]
    answer["duration"] = 0
    try call.database.delete(known)
    call.events.emit("time-spent:delete", ["time_spent_id": JSON(known.id)], project: task.project)
    try TaskDuration.recompute([task.row.id], call)
    return .json(.object(answer), status: 201)
  }

  /// The sum, and the rows by person.
  private static func list(of task: Subject<TaskFacts>, _ date: DateTime?, _ call: Call) throws -> Response {
    let day: SQL = date.map { "AND time_spent.date = \($0.date)" } ?? ""
    let condition: SQL = "time_spent.task_id = \(task.row.id) \(day)"
    let rows = try call.documents("SELECT \(row.select) FROM time_spent WHERE \(condition) ORDER BY time_spent.id", row)
    // Null when there is nothing to sum up.
    let total = try call.database.first("SELECT SUM(duration) FROM time_spent WHERE \(condition)") { $0.double(0) } ?? nil
    var answer: JSON.Object = ["total": total.map { .number($0) } ?? 0]
    for row in rows {
      let person = row["person_id"].text ?? ""
      answer[person] = .array((answer[person]?.array ?? []) + [row])
    }
    return .json(.object(answer))
  }
}
