import Engine
import MariaDB
import Web

/// When somebody does not work (contract chapter 03, Persons: day-offs).
enum DayOffRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/:person_id/day-offs"
    routes.get(path, "List somebody's days off", .person(.oneself)) { call, person in rows("person_id = \(person)", call) }
    for unit in [Period.Unit.year, .month, .week] {
      routes.get("\(path)/\(unit.path)", "List somebody's days off in a \(unit.rawValue)", .person(.oneself), .period(unit)) {
        call, person, period in rows("person_id = \(person) AND \(overlap(period))", call)
      }
    }
    routes.get("\(path)/:date", "Somebody's day off that covers a day", .person(.oneself), .date) { try covering($2, of: $1, $0) }
    routes.get("/data/persons/day-offs/:year/:month", "List the days off in a month: an administrator everybody's", .period(.month)) {
      call, month in
      let access = try call.access
      let people: SQL = access.isAdmin ? "TRUE" : "person_id = \(access.caller.id)"
      return rows("\(people) AND \(overlap(month))", call)
    }
    routes.get(
      "/data/persons/day-offs/:year", "List the days off in a year: an administrator everybody's, managers and supervisors their teams'",
      .period(.year), then: ofYear)
    routes.get("/data/user/day-offs/:date", for: .person, "The caller's day off that covers a day", .date) { call, date in
      try covering(date, of: try call.callerID, call)
    }
  }

  private static func overlap(_ period: Period) -> SQL { "date < \(period.end.date) AND end_date >= \(period.start.date)" }

  private static let row = Shape(.dayOff)

  private static func rows(_ condition: SQL, _ call: Call) -> Response {
    call.stream("SELECT \(row.select) FROM day_off WHERE \(condition) ORDER BY day_off.id", row)
  }

  /// Managers see why the people of their projects are away, supervisors only when: those who share a department with them, if they have
  /// any. What the caller is in a project is said by the team, closed ones too (chapter 09, Day-off reader).
  private static func ofYear(_ call: Call, year: Period) throws -> Response {
    let access = try call.access
    if access.isAdmin { return rows(overlap(year), call) }
    let caller = access.caller.id
    func colleagues(as role: String) -> SQL {
      """
      (SELECT theirs.person_id FROM project_person_link mine JOIN project_person_link theirs ON theirs.project_id = mine.project_id
      WHERE mine.person_id = \(caller) AND COALESCE(mine.role, \(access.caller.role.rawValue)) = \(role))
      """
    }
    let mine = try access.departments()
    let isOfDepartment: SQL =
      mine.isEmpty
      ? "" : " AND day_off.person_id IN (SELECT link.person_id FROM department_link link WHERE link.department_id IN \(mine))"
    let isTold: SQL = "(day_off.person_id = \(caller) OR day_off.person_id IN \(colleagues(as: "manager")))"
    var documents: [JSON] = []
    try call.database.stream(
      """
      SELECT \(row.select), \(isTold) FROM day_off WHERE \(overlap(year))
      AND (\(isTold) OR (day_off.person_id IN \(colleagues(as: "supervisor"))\(isOfDepartment))) ORDER BY day_off.id
      """
    ) { found in
      guard var document = try row.document(found).object else { return }
      if !found.bool(row.width) { document["description"] = nil }
      documents.append(.object(document))
    }
    return .json(.array(documents))
  }

  /// The empty object when there is none.
  private static func covering(_ date: DateTime, of person: ID, _ call: Call) throws -> Response {
    try call.row(
      """
      SELECT \(row.select) FROM day_off
      WHERE person_id = \(person) AND date <= \(date.date) AND end_date >= \(date.date) ORDER BY id LIMIT 1
      """, row, or: [:])
  }
}
