import Engine
import MariaDB
import Web

/// When somebody was at their desk (contract chapter 03, Persons: presence and desktop logins).
enum PresenceRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/persons/:person_id/desktop-login-logs"
    routes.get(path, "List somebody's desktop logins", .anybody(.managerOrOneself)) { call, person in logins(of: person, call) }
    routes.post(path, "Note that somebody logged in at their desk", moment, .anybody(.oneself)) { call, date, person in
      try add(date, of: person, call)
    }
    routes.get("/data/user/desktop-login-logs", for: .person, "List the caller's desktop logins") { call in
      logins(of: try call.access.caller.id, call)
    }
    routes.post("/data/user/desktop-login-logs", for: .person, "Note that the caller logged in at their desk") { call in
      let parameters = try DeclaredParameters(call.request)
      let text = try parameters.value("date").map { _ in try parameters.text("date") }
      guard let date = text.map({ $0.flatMap { DateTime(anyDate: $0) } }) ?? Call.now else {
        throw Failure.parameter("date must be as 2026-11-21T09:00:00.")
      }
      return try add(date, of: try call.access.caller.id, call)
    }
    routes.get(
      "/data/persons/presence-logs/:month_date", "Who was there on which day of a month, as CSV", .may(.admin), month, then: sheet)
  }

  private static let row = Shape(.desktopLoginLog)

  private static func logins(of person: ID, _ call: Call) -> Response {
    call.stream(
      "SELECT \(row.select) FROM desktop_login_log WHERE person_id = \(person) ORDER BY desktop_login_log.date DESC, id DESC", row)
  }

  private static let moment = Step.fields { fields -> DateTime in
    guard let sent = fields["date"], !sent.isNull else { return Call.now }
    if let date = sent.text.flatMap({ DateTime(query: $0) }) { return date }
    fields.fail("date", "Input should be a date as 2026-11-21T09:00:00 or 2026-11-21")
    return Call.now
  }

  private static func add(_ date: DateTime, of person: ID, _ call: Call) throws -> Response {
    let id = try call.database.insert(into: .desktopLoginLog, ["person_id": person.sqlValue, "date": date.sqlValue])
    try Presence.update([person], call.database)
    call.events.emit("person:update", ["person_id": JSON(person)])
    return try call.row("SELECT \(row.select) FROM desktop_login_log WHERE id = \(id)", row, status: 201)
  }

  // MARK: Sheet

  private static let month = Step<String>.text("month_date").map { _, text in
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count),
      let period = Period(year: parts[0], month: parts[1])
    else { throw Failure.parameter("The month must be as 2026-11.") }
    return period
  }

  /// A line for each active person who is no guest, a column for each day.
  private static func sheet(_ call: Call, _: Void, of period: Period) throws -> Response {
    let days = period.end.adding(days: -1).day
    var present: [ID: Set<Int>] = [:]
    try call.database.stream(
      """
      SELECT DISTINCT person_id, DAY(date) FROM desktop_login_log WHERE date >= \(period.start) AND date < \(period.end)
      """
    ) { row in if let person = row.id(0) { present[person, default: []].insert(row.int(1) ?? 0) } }
    var lines = [[String(period.start.year)] + (1...days).map(String.init)]
    try call.database.stream(
      """
      SELECT person.id, \(PersonShape.fullName) FROM person WHERE person.active AND NOT person.is_guest AND person.preview_project_id IS NULL
      ORDER BY person.first_name, person.last_name, person.id
      """
    ) { row in
      let there = row.id(0).flatMap { present[$0] } ?? []
      lines.append([row.text(1) ?? ""] + (1...days).map { there.contains($0) ? "X" : "" })
    }
    return .csv(lines, named: "kitsu_export.csv")
  }
}

/// The last day on which there is a sign of somebody: a desktop login, or time spent.
enum Presence {
  static func update(_ people: [ID], _ database: Connection) throws {
    try database.execute(
      """
      UPDATE person SET last_presence = NULLIF(GREATEST(
      COALESCE((SELECT DATE(MAX(log.date)) FROM desktop_login_log log WHERE log.person_id = person.id), '0001-01-01'),
      COALESCE((SELECT MAX(spent.date) FROM time_spent spent WHERE spent.person_id = person.id), '0001-01-01')), '0001-01-01'),
      updated_at = UTC_TIMESTAMP(6) WHERE id IN \(people)
      """)
  }
}
