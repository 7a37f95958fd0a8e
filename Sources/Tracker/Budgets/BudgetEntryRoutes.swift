import Engine
import MariaDB
import Web

/// The entries of a budget: who, from when, for how many months, for how much a day.
enum BudgetEntryRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/budgets/:budget_id/entries"
    let (budget, both) = (BudgetRoutes.wellFormed("budget_id"), BudgetRoutes.wellFormed("budget_id", "entry_id"))
    routes.get(path, "List the entries of a budget", budget, BudgetRoutes.team, .id("budget_id"), then: list)
    routes.post(path, "Make an entry of a budget", budget, BudgetRoutes.team, body, BudgetRoutes.budget, then: create)
    let one = "\(path)/:entry_id"
    routes.get(one, "Read an entry of a budget", both, BudgetRoutes.team, BudgetRoutes.budget, entry) { call, _, _, _, entry in
      try row(entry.id, call)
    }
    routes.put(one, "Replace an entry of a budget", both, BudgetRoutes.team, body, BudgetRoutes.budget, entry, then: update)
    routes.delete(one, "Delete an entry of a budget", both, BudgetRoutes.team, BudgetRoutes.budget, entry, then: remove)
  }

  /// The entry that the path names, of the budget that it names. - Throws: 404.
  private static let entry = Step.row(
    .budgetEntry, in: "entry_id", below: "budget_id", missing: .notFound("There is no such entry in this budget."))

  private static let body = Step.fields { fields in
    let department = fields.text("department_id", atLeast: 1)
    if !department.isEmpty, ID(department) == nil { fields.fail("department_id", "Input should be a valid UUID") }
    let person = fields.optionalID("person_id")
    let start = fields.optionalText("start_date").map { DateTime(body: $0) }
    if case .some(.none) = start { fields.fail("start_date", "Input should be a valid date") }
    let months = fields.optionalInteger("months_duration")
    let salary = fields.optionalNumber("daily_salary")
    for (field, number) in [("months_duration", months.map(Double.init)), ("daily_salary", salary)] where (number ?? 0) < 0 {
      fields.fail(field, "Input should not be negative")
    }
    var values: [String: Value] = [
      "department_id": ID(department).sqlValue, "person_id": person.sqlValue, "start_date": (start ?? nil).map { .text($0.date) } ?? .null,
      "months_duration": months.sqlValue, "daily_salary": salary.map { .double($0) } ?? .null,
    ]
    for (field, codes) in [("position", Column.positions), ("seniority", Column.seniorities)] {
      let code = fields.optionalText(field)
      if let code, !codes.contains(code) { fields.fail(field, "One of \(codes.joined(separator: ", ")) is expected") }
      values[field] = code.sqlValue
    }
    var exceptions = JSON.Object()
    for (month, amount) in fields.optionalObject("exceptions") ?? [:] {
      guard let number = BudgetAmount.whole(amount) else {
        fields.fail("exceptions.\(month)", "Input should be a valid number")
        continue
      }
      if number > 0 { exceptions[month] = .integer(number) }
    }
    values["exceptions"] = .text(JSON.object(exceptions).description)
    return values
  }

  private static let plain = Shape(.budgetEntry)
  private static let brief = plain.keeping([
    "id", "budget_id", "department_id", "person_id", "start_date", "months_duration", "daily_salary", "position", "seniority", "exceptions",
  ])

  private static func row(_ id: ID, _ call: Call) throws -> Response {
    try call.row("SELECT \(plain.select) FROM budget_entry WHERE budget_entry.id = \(id)", plain)
  }

  private static func list(_ call: Call, _: Void, of project: Subject<Project>, budget: ID) -> Response {
    call.stream(
      """
      SELECT \(brief.select) FROM budget_entry JOIN budget ON budget.id = budget_entry.budget_id
      WHERE budget.id = \(budget) AND budget.project_id = \(project.id) ORDER BY budget_entry.id
      """, brief)
  }

  /// - Throws: 400 for what an entry cannot be without, and for a department or a person that does not exist.
  private static func check(_ values: [String: Value], _ call: Call) throws {
    for field in ["department_id", "start_date", "months_duration", "daily_salary"] where values[field]?.isNull != false {
      throw Failure.parameter("\(field) is required.")
    }
    for (field, table) in [("department_id", Table.department), ("person_id", .person)] {
      guard let id = values[field]?.text.flatMap({ ID($0) }) else { continue }
      if try call.database.record(table, id) == nil { throw Failure.parameter("\(field) is no id of a \(table.spokenName).") }
    }
  }

  private static func create(
    _ call: Call, _: Void, of project: Subject<Project>, sent: [String: Value], budget: Record
  ) throws -> Response {
    try check(sent, call)
    // A position and a seniority have a usual value; exceptions are told later.
    var values = sent.filter { !($0.value.isNull && ["position", "seniority"].contains($0.key)) }
    values["budget_id"] = budget.id.sqlValue
    values["exceptions"] = "{}"
    let id = try call.database.insert(into: .budgetEntry, values)
    announce("create", id, of: budget, call)
    return try row(id, call)
  }

  private static func update(
    _ call: Call, _: Void, of project: Subject<Project>, sent: [String: Value], budget: Record, entry: Record
  ) throws -> Response {
    try check(sent, call)
    let assignments = sent.sorted { $0.key < $1.key }.map { "\(raw: quoted($0.key)) = \($0.value)" as SQL }
    try call.database.execute(
      """
      UPDATE budget_entry SET \(assignments.joined(separator: ", ")), updated_at = UTC_TIMESTAMP(6) WHERE id = \(entry.id)
      """)
    announce("update", entry.id, of: budget, call)
    return try row(entry.id, call)
  }

  private static func remove(
    _ call: Call, _: Void, of project: Subject<Project>, budget: Record, entry: Record
  ) throws -> Response {
    try call.database.execute("DELETE FROM budget_entry WHERE id = \(entry.id)")
    announce("delete", entry.id, of: budget, call)
    return .deleted
  }

  private static func announce(_ action: String, _ entry: ID, of budget: Record, _ call: Call) {
    call.events.emit(
      "budget-entry:\(action)", ["budget_id": JSON(budget.id), "budget_entry_id": JSON(entry)], project: budget.id("project_id"))
  }
}

/// The amounts of a month that budgets make an exception for (contract chapter 04, Algorithm 1).
enum BudgetAmount {
  /// The whole part of a number, also of a whole number as text; 0 for null. Nil for everything else.
  static func whole(_ amount: JSON) -> Int64? {
    switch amount {
    case .null: 0
    case .integer(let number): number
    case .bool(let bool): bool ? 1 : 0
    case .number(let number) where abs(number) < 1e15: Int64(number)
    case .text(let text): Int64(text.trimmingBlanks())
    default: nil
    }
  }
}
