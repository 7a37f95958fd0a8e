import Engine
import MariaDB
import Web

/// How many frames of shots people have done, when (contract chapter 05, Quotas).
struct Quotas {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/quotas"
    routes.get(
      "\(path)/:task_type_id", "Count the frames done by people, for a task type", .project(.teamNoClient), .quotaMode, .id("task_type_id"),
      then: ofTaskType)
    routes.get(
      "\(path)/persons/:person_id", "Count the frames done by a person, by task type", .quotasOfPerson, .quotaMode, .row(.person),
      then: ofPerson)
  }

  private static func ofTaskType(_ call: Call, in project: Subject<Project>, _ mode: QuotaMode, type: ID) throws -> Response {
    var quotas = try Quotas(project.id, mode, "task.task_type_id = \(type)", call)
    if mode.isWeighted {
      let spent = try quotas.addTimeSpent("TRUE") { $0.person }
      try quotas.addEvenly(without: spent)
    } else {
      try quotas.addWhole { $0.person }
    }
    return quotas.answer
  }

  private static func ofPerson(_ call: Call, in project: Subject<Project>, _ mode: QuotaMode, _ subject: Record) throws -> Response {
    let person = subject.id
    if mode.isWeighted {
      var quotas = try Quotas(
        project.id, mode, "task.id IN (SELECT spent.task_id FROM time_spent spent WHERE spent.person_id = \(person))", call)
      // What no time was spent on is left out here (oddity 05-18).
      _ = try quotas.addTimeSpent("time_spent.person_id = \(person)") { $0.type }
      return quotas.answer
    }
    // A task of two people counts twice here too.
    var quotas = try Quotas(
      project.id, mode, "task.id IN (SELECT mine.task_id FROM task_person_link mine WHERE mine.person_id = \(person))", call)
    try quotas.addWhole { $0.type }
    return quotas.answer
  }

  // MARK: Tasks

  private struct Work {
    let type: ID?
    /// Minutes spent on it.
    let duration: Double
    let start: DateTime?
    let end: DateTime
    let frames: Int
    let drawings: Int
  }

  /// Somebody's part of a task.
  private typealias Part = (task: ID, person: ID?, type: ID?)

  private let database: Connection
  /// An SQL condition on `task`.
  private let condition: SQL
  private let tasks: [ID: Work]
  private let framesPerSecond: Double
  private let zone: String
  private var tables: [ID: QuotaTable] = [:]
  private var total = QuotaTable()

  /// The tasks of shots that are done, as the mode has it, and meet a condition.
  private init(_ project: ID, _ mode: QuotaMode, _ chosen: SQL, _ call: Call) throws {
    database = call.database
    framesPerSecond = try FrameRate.of(project, database)
    let caller = try call.access.caller.id
    zone = try database.texts("SELECT timezone FROM person WHERE id = \(caller)").first ?? call.configuration.defaultTimezone
    let end = SQL(raw: "task.\(mode.date)")
    condition = """
      task.project_id = \(project) AND \(try call.access.vendorsOnly(project: "task.project_id", "task.id IN \(call.access.assignments)"))
      AND \(end) IS NOT NULL AND \(chosen) AND \(try Self.studio(call))
      AND task.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id = \(project) AND \(EntityKind.shot.condition()))
      """
    var tasks: [ID: Work] = [:]
    try database.stream(
      """
      SELECT task.id, task.task_type_id, task.duration, task.real_start_date, \(end), COALESCE(entity.nb_frames, 0),
      COALESCE(task.nb_drawings, 0) FROM task JOIN entity ON entity.id = task.entity_id WHERE \(condition)
      """
    ) { row in
      guard let id = row.id(0), let end = row.text(4).flatMap({ DateTime(body: $0) }) else { return }
      tasks[id] = Work(
        type: row.id(1), duration: row.double(2) ?? 0, start: row.text(3).flatMap { DateTime(body: $0) }, end: end,
        frames: row.int(5) ?? 0, drawings: row.int(6) ?? 0)
    }
    self.tasks = tasks
  }

  /// Tasks with somebody of a studio; a studio of nobody narrows nothing (oddity 05-18).
  private static func studio(_ call: Call) throws -> SQL {
    guard let text = call.request.query["studio_id"], !text.isEmpty else { return "TRUE" }
    guard let studio = ID(text) else { throw Failure.parameter("Invalid UUID value: \(text)") }
    let people = try call.database.ids("SELECT id FROM person WHERE studio_id = \(studio)")
    return people.isEmpty ? "TRUE" : "task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id IN \(people))"
  }

  // MARK: Adding

  /// To the day when it was done, for each of the people.
  private mutating func addWhole(_ key: (Part) -> ID?) throws {
    for part in try assignments() {
      guard let work = tasks[part.task] else { continue }
      add(key(part), local(work.end), work.frames, work.drawings)
    }
  }

  /// By the time that was spent each day. Answers the tasks that any was spent on.
  private mutating func addTimeSpent(_ chosen: SQL, _ key: (Part) -> ID?) throws -> Set<ID> {
    let spent = try database.all(
      """
      SELECT time_spent.task_id, time_spent.person_id, time_spent.date, time_spent.duration FROM time_spent
      JOIN task ON task.id = time_spent.task_id WHERE \(condition) AND \(chosen) ORDER BY time_spent.date, time_spent.id
      """
    ) { (task: $0.id(0), person: $0.id(1), date: $0.text(2), duration: $0.double(3) ?? 0) }
    for part in spent {
      guard let task = part.task, let work = tasks[task], work.duration != 0, let date = part.date.flatMap({ DateTime(body: $0) }) else {
        continue
      }
      let share = part.duration / work.duration
      add(
        key((task, part.person, work.type)), CalendarDay(date), rounded(Double(work.frames) * share),
        rounded(Double(work.drawings) * share))
    }
    return Set(spent.compactMap(\.task))
  }

  /// Evenly to working days, which are counted from the start and given from the end on (oddity 05-18).
  private mutating func addEvenly(without spent: Set<ID>) throws {
    for part in try assignments() where !spent.contains(part.task) {
      guard let work = tasks[part.task], let start = work.start else { continue }
      let (first, last) = (start.secondsSince1970, work.end.secondsSince1970)
      let days = Int((Double(last - first) / 86_400).rounded(.down))
      // Ten years are a slip in a date, not work.
      guard (0...3_653).contains(days) else { continue }
      func isWorking(_ seconds: Int) -> Bool { Weekday.of(seconds / 86_400) < 5 }
      let working = 1 + (0..<days).count { isWorking(first + ($0 + 1) * 86_400) }
      let frames = rounded(Double(work.frames) / Double(working))
      for day in 0...days where isWorking(last + day * 86_400) {
        add(part.person, local(DateTime(secondsSince1970: last + day * 86_400)), frames, work.drawings)
      }
    }
  }

  private func assignments() throws -> [Part] {
    try database.all(
      """
      SELECT task.id, link.person_id, task.task_type_id FROM task JOIN task_person_link link ON link.task_id = task.id
      WHERE \(condition) ORDER BY task.id, link.person_id
      """
    ) { row in row.id(0).map { (task: $0, person: row.id(1), type: row.id(2)) } }.compactMap { $0 }
  }

  private mutating func add(_ key: ID?, _ day: CalendarDay, _ frames: Int, _ drawings: Int) {
    guard let key else { return }
    tables[key, default: QuotaTable()].add(day, frames: frames, drawings: drawings, framesPerSecond: framesPerSecond)
    total.add(day, frames: frames, drawings: drawings, framesPerSecond: framesPerSecond)
  }

  private func local(_ moment: DateTime) -> CalendarDay { CalendarDay(LocalTime(moment.secondsSince1970, in: zone)) }

  /// The nearest number; nothing for one that no shot can have.
  private func rounded(_ number: Double) -> Int { FrameRate.frames(number) ?? 0 }

  private var answer: Response {
    var object = JSON.Object()
    for (key, table) in tables.sorted(by: { $0.key < $1.key }) { object[key.description] = table.json }
    if !tables.isEmpty { object["total"] = total.json }
    return .json(.object(object))
  }
}

extension Rule where Row == Person {
  /// Who supervises a project sees what others do in it, but not what they did themselves elsewhere.
  static var seeWork: Rule {
    Rule("the person; supervisors and managers of the project") { standing, person in
      standing.isAtLeastSupervisor ? standing.isMember : person.id == standing.person
    }
  }
}

extension Step where Value == Subject<Project> {
  /// The project that the path names, for those who see what its `person_id` did there. - Throws: 404, then 403.
  fileprivate static var quotasOfPerson: Step {
    let rule = Rule<Person>.seeWork
    return Step.project(.anyone).and(.text("person_id")).map(who: rule.words) { call, found in
      try rule.check(found.0.standing, Person(ID(found.1)))
      return found.0
    }
  }
}
