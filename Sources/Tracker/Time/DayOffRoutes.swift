import Engine
import MariaDB
import Web

/// When somebody does not work (contract chapter 03, Persons: day-offs).
enum DayOffRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/:person_id/day-offs"
    routes.get(path, "List somebody's days off", absent) { call, absent in rows(of: absent, "", call) }
    for unit in [Period.Unit.year, .month, .week] {
      routes.get("\(path)/\(unit.path)", "List somebody's days off in a \(unit.rawValue)", absent, .period(unit)) {
        call, absent, period in rows(of: absent, "AND \(overlap(period))", call)
      }
    }
    routes.get("\(path)/:date", "Somebody's day off that covers a day", absent, .date) { try covering($2, of: $1, $0) }
    for unit in [Period.Unit.year, .month] {
      routes.get(
        "/data/persons/day-offs\(unit == .year ? "/:year" : "/:year/:month")",
        "List the days off in a \(unit.rawValue): an administrator everybody's, managers and supervisors their teams'", .period(unit)
      ) { call, period in .json(.array(try documents(overlap(period), call))) }
    }
    routes.get("/data/user/day-offs/:date", for: .person, "The caller's day off that covers a day", .date) { call, date in
      try covering(date, of: (try call.callerID, isTold: true), call)
    }
  }

  private static func overlap(_ period: Period) -> SQL { "date < \(period.end.date) AND end_date >= \(period.start.date)" }

  /// Somebody, and whether the caller learns why they are away.
  private typealias Absent = (person: ID, isTold: Bool)

  /// The person that the path names. - Throws: 404, 403.
  private static let absent = Step<ID>.person().map(who: DayOffSight.words) { call, person -> Absent in
    (person, try DayOffSight(call).checkIsTold(of: person))
  }

  private static let told = Shape(.dayOff)
  private static let seen = Shape(keys: told.keys.filter { $0.name != "description" })

  private static func rows(of absent: Absent, _ condition: SQL, _ call: Call) -> Response {
    let shape = absent.isTold ? told : seen
    return call.stream("SELECT \(shape.select) FROM day_off WHERE person_id = \(absent.person) \(condition) ORDER BY day_off.id", shape)
  }

  /// Those of several people that the caller sees, each with as much as they learn of it.
  static func documents(_ condition: SQL, _ call: Call) throws -> [JSON] {
    let (sight, person) = (try DayOffSight(call), "day_off.person_id" as SQL)
    return try call.database.all(
      """
      SELECT \(told.select), \(sight.isTold(of: person)) FROM day_off WHERE \(condition) AND \(try sight.sees(person)) ORDER BY day_off.id
      """
    ) { found in
      guard !found.bool(told.width), var document = try told.document(found).object else { return try told.document(found) }
      document["description"] = nil
      return .object(document)
    }
  }

  /// The empty object when there is none.
  private static func covering(_ date: DateTime, of absent: Absent, _ call: Call) throws -> Response {
    let shape = absent.isTold ? told : seen
    return try call.row(
      """
      SELECT \(shape.select) FROM day_off
      WHERE person_id = \(absent.person) AND date <= \(date.date) AND end_date >= \(date.date) ORDER BY id LIMIT 1
      """, shape, or: [:])
  }
}
