import Engine
import MariaDB
import Web

/// The time that was spent on a task, in minutes (contract chapter 06, Time spent). The task's duration and the persons' last presence
/// follow in the same transaction.
enum TaskTimeRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/actions/tasks/:task_id/time-spents"
    routes.get(path, "The time that was spent on a task", .task(.readNoClient)) { call, task in try list(of: task, nil, call) }
    routes.get("\(path)/:date", "The time that was spent on a task on a day", .task(.readNoClient), .date) { call, task, date in
      try list(of: task, date, call)
    }
    let mine = "\(path)/:date/persons/:person_id"
    routes.post(mine, "Note the time that somebody spent on a task on a day", work(of: guests), duration) {
      try note($0, $1, minutes: $2, adding: false)
    }
    routes.post("\(mine)/add", "Add to the time that somebody spent on a task on a day", work(of: guests), duration) {
      try note($0, $1, minutes: $2, adding: true)
    }
    routes.delete(mine, "Delete the time that somebody spent on a task on a day", work(of: people), then: delete)
  }

  /// A day has no more minutes.
  private static let minutesOfDay = 1440.0

  private static let duration = Step.fields { fields in fields.number("duration", above: 0, atMost: minutesOfDay) }

  /// A task, who works on it, and the day as the path names it.
  private typealias Work = (task: Subject<TaskFacts>, person: ID, day: String)

  /// The projects that let bots in, for a task of one.
  private static let guests: @Sendable (Subject<TaskFacts>) -> ID? = { $0.project }
  private static let people: @Sendable (Subject<TaskFacts>) -> ID? = { _ in nil }

  /// - Throws: 404 for a task or a person that does not exist, 403 for a bot that the project does not let in.
  private static func work(of welcome: @escaping @Sendable (Subject<TaskFacts>) -> ID?) -> Step<Work> {
    Step<Subject<TaskFacts>>.task(.anyone).and(.text("person_id")).and(.text("date"))
      .map(who: "managers of the project, and assignees for themselves") { call, found in
        let ((task, person), day) = found
        return (task, try call.person(person, in: welcome(task)), day)
      }
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
    try call.checkNotesTime(of: person, on: work.task)
    let date = try DateTime(day: work.day)
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
  private static func delete(_ call: Call, _ work: Work) throws -> Response {
    let task = work.task
    try call.checkNotesTime(of: work.person, on: task)
    guard let known = try known(task.row.id, work.person, try DateTime(day: work.day), call) else {
      throw Failure.notFound("No time was noted there.")
    }
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

extension Call {
  /// May the caller note the person's time? Even administrators note it only for who has the task. - Throws: 403.
  func checkNotesTime(of person: ID?, on task: Subject<TaskFacts>) throws {
    let isAssigned = try database.exists("SELECT 1 FROM task_person_link WHERE task_id = \(task.row.id) AND person_id = \(person)")
    guard isAssigned else { throw Failure.forbidden }
    try Rule.noteTime(of: person).check(task.standing, task.row)
  }
}
