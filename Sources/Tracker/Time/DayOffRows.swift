import Engine
import MariaDB
import Web

/// Days that somebody does not work, from `date` to `end_date`, both included.
struct DayOffRows: Resource, RowReading {
  let path = "day-offs"
  let table = Table.dayOff
  let rules = Rules.admins

  func mayRead(_ row: Record, _ call: Call) throws {
    // Nobody's is read by administrators.
    guard let person = row.id("person_id") else { return try call.check(.admin) }
    _ = try DayOffSight(call).checkIsTold(of: person)
  }

  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    guard let document = try DayOffRoutes.documents("day_off.id = \(id)", call).first else { throw Failure.notFound() }
    return .json(document)
  }

  func mayCreate(_ body: JSON.Object, _ call: Call) throws {
    guard let person = body["person_id"] else { throw Failure.row("'person_id'") }
    try call.check(.oneself, Person(person.text.flatMap { ID($0) }))
  }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    for key in ["date", "end_date"] where body[key] == nil { throw Failure.row("'\(key)'") }
    try refuseOverlap(person: body["person_id"], from: body["date"], to: body["end_date"], except: nil, call)
  }

  func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object {
    try clearTimeSpent(row, call)
    return [:]
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    try call.check(.oneself, Person(row.id("person_id")))
    if let person = body["person_id"] { try call.check(.oneself, Person(person.text.flatMap { ID($0) })) }
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try refuseOverlap(
      person: body["person_id"] ?? JSON(row.text("person_id")), from: body["date"] ?? JSON(row.text("date")),
      to: body["end_date"] ?? JSON(row.text("end_date")), except: row.id, call)
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    try clearTimeSpent(new, call)
    return [:]
  }

  func mayDelete(_ row: Record, _ call: Call) throws { try call.check(.oneself, Person(row.id("person_id"))) }

  private func refuseOverlap(person: JSON?, from first: JSON?, to last: JSON?, except id: ID?, _ call: Call) throws {
    // An unreadable date is a value of the wrong form here, before it is one of a column.
    func date(_ json: JSON?) throws(Failure) -> String {
      guard let date = json?.text.flatMap({ DateTime(body: $0) }) else { throw .badFormat }
      return date.date
    }
    let (first, last) = (try date(first), try date(last))
    // A day off of nobody is one of everybody.
    let owner: SQL = person.map { $0.isNull ? "TRUE" : "person_id = \($0.text.flatMap { ID($0) })" } ?? "TRUE"
    // Whose day it is, is the lock, or the studio for a day off of everybody: of two at the same moment the second finds the first.
    let holder: SQL = person?.text.flatMap { ID($0) }.map { "person WHERE id = \($0)" } ?? "organisation"
    _ = try call.database.exists("SELECT 1 FROM \(holder) FOR UPDATE")
    let overlaps = try call.database.exists(
      "SELECT 1 FROM day_off WHERE \(owner) AND date <= \(last) AND end_date >= \(first) AND NOT (id <=> \(id)) LIMIT 1")
    if overlaps { throw Failure.parameter("There is a day off between \(first) and \(last) already.") }
  }

  /// Who is off spends no time: what was noted for these days goes, and the tasks' durations with it (oddity 02-17).
  private func clearTimeSpent(_ row: Record, _ call: Call) throws {
    guard let person = row.id("person_id"), let first = row.text("date"), let last = row.text("end_date") else { return }
    let condition: SQL = "person_id = \(person) AND date BETWEEN \(first) AND \(last)"
    let tasks = try call.database.ids("SELECT DISTINCT task_id FROM time_spent WHERE \(condition) AND task_id IS NOT NULL")
    try call.database.execute("DELETE FROM time_spent WHERE \(condition)")
    try TaskDuration.recompute(tasks, call)
  }
}
