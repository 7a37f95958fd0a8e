import Engine
import Glibc
import MariaDB
import Web

/// The shots that count for somebody in a period, each with its weight (contract chapter 03, Quota shots).
struct QuotaShots {
  static func declare(in routes: inout Routes) {
    for unit in [Period.Unit.month, .week, .day] {
      routes.get("/data/persons/:person_id/quota-shots/\(unit.path)", "List the shots that count for somebody in a \(unit.rawValue)", shots)
      {
        try answer($0, $1, unit)
      }
    }
  }

  private typealias Asked = (person: ID, mode: QuotaMode, project: ID?)

  private static let shots = Step<ID>.person().and(.quotaMode).and(project).map(who: Rule<Person>.seeWork.words) { call, found -> Asked in
    let ((person, mode), project) = found
    try call.check(.seeWork, Person(person), in: project)
    return (person, mode, project)
  }

  private static func answer(_ call: Call, _ asked: Asked, _ unit: Period.Unit) throws -> Response {
    let (person, mode, project) = asked
    let type = try call.request.query["task_type_id"]?.nonEmpty.map { text in
      guard let id = ID(text) else { throw Failure.parameter("task_type_id must be a UUID.") }
      return id
    }
    let period = try Step.period(unit).run(call)
    var quota = try QuotaShots(person, project, type, period, mode, call)
    if quota.isWeighted { try quota.weigh() } else { try quota.count() }
    return try quota.answer()
  }

  /// The project that the query names. - Throws: 404 for what is none.
  private static let project = Step<ID?>(StepNote()) { call in
    guard let text = call.request.query["project_id"]?.nonEmpty else { return nil }
    guard let id = ID(text), try call.database.exists("SELECT 1 FROM project WHERE id = \(id)") else {
      throw Failure.notFound("There is no such project.")
    }
    return id
  }

  private let database: Connection
  private let person: ID
  private let period: Period
  /// The period's bounds on the caller's clock, in seconds since 1970.
  private let (first, last): (Int, Int)
  private let isWeighted: Bool
  /// Column of the task that says when it was done.
  private let done: SQL
  /// Tasks of shots with that date, of the type in the project where these are named.
  private let condition: SQL
  private var weights: [ID: Double] = [:]

  private init(_ person: ID, _ project: ID?, _ type: ID?, _ period: Period, _ mode: QuotaMode, _ call: Call) throws {
    database = call.database
    self.person = person
    self.period = period
    isWeighted = mode.isWeighted
    done = SQL(raw: "task.\(mode.date)")
    let named: [SQL?] = [project.map { "task.project_id = \($0)" }, type.map { "task.task_type_id = \($0)" }]
    condition = (named.compactMap { $0 } + ["\(done) IS NOT NULL", EntityKind.shot.condition()]).joined(separator: " AND ")
    let caller = try call.access.caller.id
    let zone = try database.texts("SELECT timezone FROM person WHERE id = \(caller)").first ?? call.configuration.defaultTimezone
    first = LocalTime.midnight(period.start, in: zone)
    last = LocalTime.midnight(period.end, in: zone)
  }

  private var bounds: (SQL, SQL) { ("\(DateTime(secondsSince1970: first))", "\(DateTime(secondsSince1970: last))") }

  private var assigned: SQL {
    "EXISTS (SELECT 1 FROM task_person_link link WHERE link.task_id = task.id AND link.person_id = \(person))"
  }

  /// Each shot once that was done in the period.
  private mutating func count() throws {
    let shots = try database.ids(
      """
      SELECT DISTINCT entity.id FROM task JOIN entity ON entity.id = task.entity_id
      WHERE \(condition) AND \(assigned) AND \(done) BETWEEN \(bounds.0) AND \(bounds.1)
      """)
    for shot in shots { weights[shot] = 1 }
  }

  /// By the share of the time that was spent in the period; where none was spent by anybody, by that of the working days.
  private mutating func weigh() throws {
    let spent = try database.all(
      """
      SELECT entity.id, time_spent.duration, task.duration FROM time_spent JOIN task ON task.id = time_spent.task_id
      JOIN entity ON entity.id = task.entity_id WHERE \(condition) AND time_spent.person_id = \(person)
      AND time_spent.date >= \(period.start.date) AND time_spent.date < \(period.end.date) ORDER BY time_spent.id
      """
    ) { (shot: $0.id(0), part: $0.double(1) ?? 0, whole: $0.double(2) ?? 0) }
    for row in spent {
      guard let shot = row.shot else { continue }
      weights[shot, default: 0] += row.whole > 0 ? Self.rounded(row.part / row.whole) : 0
    }
    let weighed = Set(weights.keys)
    let idle = try database.all(
      """
      SELECT entity.id, task.real_start_date, \(done) FROM task JOIN entity ON entity.id = task.entity_id
      WHERE \(condition) AND \(assigned) AND task.real_start_date <= \(bounds.1) AND \(done) >= \(bounds.0)
      AND NOT EXISTS (SELECT 1 FROM time_spent WHERE time_spent.task_id = task.id) ORDER BY task.id
      """
    ) { (shot: $0.id(0), start: $0.text(1).flatMap { DateTime(body: $0) }, end: $0.text(2).flatMap { DateTime(body: $0) }) }
    for row in idle {
      guard let shot = row.shot, !weighed.contains(shot), let start = row.start, let end = row.end else { continue }
      weights[shot] = Self.rounded(Double(workingDays(from: start, to: end)) / Double(Self.workingDays(from: start, to: end)))
    }
  }

  /// How many of a task's working days are in the period; one when it is longer than the period.
  private func workingDays(from start: DateTime, to end: DateTime) -> Int {
    switch (period.start <= start, end <= period.end) {
    case (true, true): Self.workingDays(from: start, to: end)
    case (true, false): Self.workingDays(from: start, to: period.end)
    case (false, true): Self.workingDays(from: period.start, to: end)
    case (false, false): 1
    }
  }

  /// The first day, and those from Monday to Friday among as many days after it as whole days lie between the two moments.
  private static func workingDays(from start: DateTime, to end: DateTime) -> Int {
    let days = max(0, (end.secondsSince1970 - start.secondsSince1970) / 86_400)
    return 1 + (0..<days).count { start.adding(days: $0 + 1).weekday < 5 }
  }

  /// To two decimals of what the binary number is, as `%.2f` has it.
  private static func rounded(_ number: Double) -> Double {
    var text = [CChar](repeating: 0, count: 64)
    _ = withVaList([number]) { vsnprintf(&text, text.count, "%.2f", $0) }
    return strtod(text, nil)
  }

  private static let shape = Shape(.entity).adding(Shape.Key("full_name", FullEntityName.name, .text))

  private func answer() throws -> Response {
    var rows: [JSON] = []
    try database.stream(
      """
      SELECT \(Self.shape.select), entity.id FROM entity\(FullEntityName.joins) WHERE entity.id IN \(Array(weights.keys))
      ORDER BY \(FullEntityName.name), entity.id
      """
    ) { row in
      guard case .object(var shot) = try Self.shape.document(row), let id = row.id(Self.shape.width) else { return }
      // Whole shots are counted in whole numbers.
      shot["weight"] = isWeighted ? .number(weights[id] ?? 0) : 1
      rows.append(.object(shot))
    }
    return .json(.array(rows))
  }
}
