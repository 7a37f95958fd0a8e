import Engine
import MariaDB
import Web

/// Estimations and dates of the tasks of one type, from a spreadsheet (contract chapter 08, CSV imports).
struct EstimationImport {
  static func declare(in routes: inout Routes) {
    let end = "task-types/:task_type_id/estimations"
    routes.post(
      "/import/csv/projects/:project_id/\(end)", "Import the estimations of a task type from CSV", .estimations,
      .sheet(["Parent", "Entity"])
    ) { call, subject, sheet in try EstimationImport(subject, .all, sheet, call).run() }
    routes.post(
      "/import/csv/projects/:project_id/episodes/:episode_id/\(end)", "Import the estimations of a task type in an episode from CSV",
      .estimations, .episode, .sheet(["Parent", "Entity"])
    ) { call, subject, episode, sheet in try EstimationImport(subject, episode, sheet, call).run() }
  }

  private let project: ID
  private let taskType: Record
  private let episode: EpisodeChoice
  private let sheet: Sheet
  private let call: Call

  private init(_ subject: EstimationSubject, _ episode: EpisodeChoice, _ sheet: Sheet, _ call: Call) {
    (project, taskType, self.episode, self.sheet, self.call) = (subject.project, subject.taskType, episode, sheet, call)
  }

  /// Entities by their own slug behind that of their type or sequence.
  private func entities() throws -> [String: ID] {
    guard let kind = EntityKind(rawValue: taskType.text("for_entity") ?? ""), kind == .asset || kind == .shot else { return [:] }
    let (parent, episodeColumn): (SQL, SQL) =
      kind == .asset ? ("entity_type.name", "entity.source_id") : ("sequence.name", "sequence.parent_id")
    var condition: SQL = "entity.project_id = \(project) AND \(kind.condition())"
    if case .of(let id) = episode {
      condition = "\(condition) AND \(episodeColumn) = \(id)"
    }
    var ids: [String: ID] = [:]
    try call.database.stream(
      """
      SELECT entity.id, \(parent), entity.name FROM entity JOIN entity_type ON entity_type.id = entity.entity_type_id
      LEFT JOIN entity sequence ON sequence.id = entity.parent_id WHERE \(condition) ORDER BY entity.id DESC
      """
    ) { row in ids[Self.key(row.text(1) ?? "", row.text(2) ?? "")] = row.id(0) }
    return ids
  }

  private static func key(_ parent: String, _ name: String) -> String { Slug.make(parent) + Slug.make(name) }

  private func run() throws -> Response {
    let database = call.database
    var (outcomes, problems) = (SheetOutcomes(), SheetProblems())
    let entities = try self.entities()
    let metadata = try MetadataColumn.all("Task", of: project, taskType: taskType.id, database)
    let people = try Directory.people(database)
    let units = try Units(database)
    var tasks: [ID: Record] = [:]
    try database.stream(
      """
      SELECT \(Record.selection(.task)) FROM task WHERE task.project_id = \(project) AND task.task_type_id = \(taskType.id)
      ORDER BY task.id DESC FOR UPDATE
      """
    ) { row in
      let task = Record(.task, row)
      if let entity = task.id("entity_id") { tasks[entity] = task }
    }
    var changed: [ID: Record] = [:]
    for row in sheet.rows {
      var cells = Cells(row, problems)
      defer { problems = cells.problems }
      let (parent, name) = (row["Parent"] ?? "", row["Entity"] ?? "")
      guard let entity = entities[Self.key(parent, name)] else {
        cells.fail("Entity", "Entity '\(name.prefix(100))' with parent '\(parent.prefix(100))' not found")
        continue
      }
      guard var task = changed[entity] ?? tasks[entity] else {
        cells.fail("Entity", "Entity '\(name.prefix(100))' with parent '\(parent.prefix(100))' has no task of this type")
        continue
      }
      let former = task
      write(&cells, to: &task, units, metadata, people)
      let isChanged = task.values != former.values
      if isChanged {
        task["updated_at"] = .text(Call.now.sql)
        changed[entity] = task
      }
      outcomes.add(row, isChanged ? .updated : .unchanged)
    }
    try problems.throwIfAny()
    let records = changed.values.sorted { $0.id < $1.id }
    try Failure.mappingIntegrity { try database.update(records, of: .task) }
    for task in records { call.events.emit("task:update", ["task_id": JSON(task.id)], project: project) }
    return try outcomes.answer(.task, Shape(.task), call)
  }

  private func write(_ cells: inout Cells, to task: inout Record, _ units: Units, _ metadata: [MetadataColumn], _ people: Directory) {
    let amount = cells.number("Estimation", in: 0...100_000)
    if let amount { task["estimation"] = .double((amount * units.estimation).rounded(.toNearestOrEven)) }
    if let drawings = cells.integer("Drawings", named: "Drawings", in: 0...Int(Int32.max)) { task["nb_drawings"] = drawings.sqlValue }
    let (start, due) = (cells.day("Start date"), cells.day("Due date"))
    if let start { Self.set("start_date", start, &task) }
    if let due {
      Self.set("due_date", due, &task)
    } else if let start, let amount {
      let days = amount * units.estimation / units.day
      Self.set("due_date", Self.add(days: max(0, Int(days.rounded(.up)) - 1), to: start), &task)
    }
    if let difficulty = cells.integer("Difficulty", named: "Difficulty", in: 1...5) { task["difficulty"] = difficulty.sqlValue }
    var data = task.json("data").object ?? [:]
    let former = data
    cells.write(metadata, to: &data, people: people, isNew: false)
    if data != former { task["data"] = .text(JSON.object(data).description) }
  }

  private static func set(_ column: String, _ day: DateTime, _ task: inout Record) {
    if task.text(column)?.prefix(10) != day.sql.prefix(10) { task[column] = .text(day.sql) }
  }

  /// So many working days later; the week has five.
  private static func add(days: Int, to start: DateTime) -> DateTime {
    var day = start.secondsSince1970 / 86_400
    for _ in 0..<min(days, 100_000) {
      repeat { day += 1 } while Weekday.of(day) > 4
    }
    return DateTime(secondsSince1970: day * 86_400)
  }
}

/// Minutes of a working day, and of an estimation of 1: a day or an hour, as the studio writes durations (chapter 09, row 115).
private struct Units {
  let day: Double
  let estimation: Double

  init(_ database: Connection) throws {
    let found = try database.first("SELECT hours_by_day, format_duration_in_hours FROM organisation ORDER BY id LIMIT 1") {
      (hours: $0.double(0) ?? 8, isInHours: $0.bool(1))
    }
    day = max(1, found?.hours ?? 8) * 60
    estimation = found?.isInHours == true ? 60 : day
  }
}

/// The tasks of one type in a production.
struct EstimationSubject {
  let project: ID
  let taskType: Record
}

extension Step where Value == EstimationSubject {
  /// The task type, then the production that the path names. - Throws: 404, then 403 for whoever does not supervise such tasks.
  fileprivate static var estimations: Step {
    let type = Step<Record>.row(.taskType)
    return Step(StepNote(parameters: ["project_id", "task_type_id"], who: "managers of the project, and supervisors of the department")) {
      call in
      let taskType = try type.run(call)
      let project = try Step<Subject<Project>>.project(.supervisor).run(call)
      if !project.standing.isManager, try !project.standing.supervises(taskType.id("department_id")) { throw Failure.forbidden }
      return EstimationSubject(project: project.id, taskType: taskType)
    }
  }
}
