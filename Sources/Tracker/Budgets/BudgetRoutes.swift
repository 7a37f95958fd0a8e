import Engine
import MariaDB
import Web

/// The budgets of a project, for its managers (contract chapter 04, 9).
enum BudgetRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/budgets"
    routes.get(path, "List the budgets of a project", wellFormed(), team, then: list)
    routes.post(path, "Make a budget of a project", wellFormed(), .project(.manager), creation, then: create)
    let one = "\(path)/:budget_id"
    routes.get(one, "Read a budget", wellFormed("budget_id"), team, budget) { call, _, _, budget in try row(budget.id, call) }
    routes.put(one, "Change a budget", wellFormed("budget_id"), team, changes, budget, then: update)
    routes.delete(one, "Delete a budget with its entries", wellFormed("budget_id"), team, budget, then: remove)
    BudgetEntryRoutes.declare(in: &routes)
  }

  /// Administrators are told that an id is none before anything else; to everybody else a project that is none does not exist.
  static func wellFormed(_ others: String...) -> Step<Void> {
    Step(StepNote(parameters: ["project_id"] + others)) { call in
      let names = try call.access.isAdmin ? ["project_id"] + others : others
      for name in names where ID(call[name]) == nil { throw Failure.parameter("\(name) must be a UUID.") }
    }
  }

  /// Managers of the project, which administrators are not asked to know.
  static let team = Step.project(.manager, unseenByAdmins: true)

  /// The budget that the path names, of the project that the path names, locked when the route writes. - Throws: 404.
  static let budget = Step.row(.budget, below: "project_id", missing: .notFound("There is no such budget in this project."))

  private static let creation = Step.fields { fields in
    let name = fields.text("name", atLeast: 1, atMost: 255)
    return (name: name, currency: fields["currency"] == nil ? "USD" : fields.optionalText("currency", atMost: 3))
  }
  private static let changes = Step.fields { fields in
    (name: fields.optionalText("name", atMost: 255), currency: fields.optionalText("currency", atMost: 3))
  }

  private static let plain = Shape(.budget)
  private static let brief = plain.keeping(["id", "project_id", "revision", "name", "currency"])

  private static func list(_ call: Call, _: Void, of project: Subject<Project>) -> Response {
    call.stream("SELECT \(brief.select) FROM budget WHERE project_id = \(project.id) ORDER BY budget.id", brief)
  }

  private static func row(_ id: ID, _ call: Call) throws -> Response {
    try call.row("SELECT \(plain.select) FROM budget WHERE budget.id = \(id)", plain)
  }

  /// The project is locked: of two budgets made at the same moment each has a revision of its own.
  private static func create(
    _ call: Call, _: Void, in project: Subject<Project>, body: (name: String, currency: String?)
  ) throws -> Response {
    _ = try call.database.exists("SELECT 1 FROM project WHERE id = \(project.id) FOR UPDATE")
    let revision = try call.database.count("SELECT COALESCE(MAX(revision), 0) + 1 FROM budget WHERE project_id = \(project.id)")
    let id = try call.database.insert(
      into: .budget,
      [
        "project_id": project.id.sqlValue, "revision": revision.sqlValue, "name": .text(body.name), "currency": body.currency.sqlValue,
      ])
    call.events.emit("budget:create", ["budget_id": JSON(id)], project: project.id)
    return try row(id, call)
  }

  private static func update(
    _ call: Call, _: Void, of project: Subject<Project>, body: (name: String?, currency: String?), budget: Record
  ) throws -> Response {
    try call.database.execute(
      """
      UPDATE budget SET name = COALESCE(\(body.name), name), currency = COALESCE(\(body.currency), currency),
      updated_at = UTC_TIMESTAMP(6) WHERE id = \(budget.id)
      """)
    call.events.emit("budget:update", ["budget_id": JSON(budget.id)], project: project.id)
    return try row(budget.id, call)
  }

  private static func remove(_ call: Call, _: Void, of project: Subject<Project>, budget: Record) throws -> Response {
    try call.database.execute("DELETE FROM budget_entry WHERE budget_id = \(budget.id)")
    try call.database.execute("DELETE FROM budget WHERE id = \(budget.id)")
    call.events.emit("budget:delete", ["budget_id": JSON(budget.id)], project: project.id)
    return .deleted
  }
}
