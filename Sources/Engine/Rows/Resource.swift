import MariaDB
import Web

/// The rows of a table as clients list, read, create, update and delete them: `/data/<path>` and `/data/<path>/<id>` (contract chapter
/// 02). The engine (`Rows`) does what is the same for all; a resource declares its access and overrides what is its own.
///
/// The methods stand in the order in which the engine calls them.
package protocol Resource: Sendable {
  /// Segment of the path: `task-types`.
  var path: String { get }
  var table: Table { get }
  var rules: Rules { get }
  /// Columns and relations that PUT leaves alone, beside `id`, `created_at`, `updated_at` and `project_id`.
  var protected: Set<String> { get }
  /// What an id that is no UUID answers on GET: 400, or 404 for a few.
  var isMalformedIDUnknown: Bool { get }
  /// Tables joined to the rows that are shown.
  var joins: SQL { get }
  /// Order of a list without pages: that of creation.
  var order: SQL { get }
  /// Must even an admin's reading be looked at?
  var isReadingAlwaysChecked: Bool { get }

  /// How a row is shown to the caller.
  func shape(_ call: Call, relations: Bool) throws -> Shape

  /// The rows that a list holds for the caller; nil for all. - Throws: 403.
  func scope(_ call: Call) throws -> SQL?
  /// Conditions from the query string.
  func filters(_ call: Call) throws -> [SQL]

  func mayRead(_ row: Record, _ call: Call) throws

  func mayCreate(_ body: JSON.Object, _ call: Call) throws
  /// Checks and completes what is sent.
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws
  /// What follows from a new row. Answers members at the end of the answer.
  func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws
  /// How a refused update is told.
  func refusal(ofUpdate failure: Failure) -> Failure
  /// - Parameter body: what was sent and not dropped.
  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object

  func mayDelete(_ row: Record, _ call: Call) throws
  /// Removes what goes with the row, before it.
  func prepareDelete(_ row: Record, _ call: Call) throws
  func didDelete(_ row: Record, _ call: Call) throws

  /// Emits the events of a write.
  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws

  /// The project that a row belongs to, for the rules about teams.
  func project(of row: Record, _ call: Call) throws -> ID?
  /// The entity that a row is about, for the rules about vendors.
  func entity(of row: Record) -> ID?
}

/// What happened to a row, as events name it.
package enum RowAction: String {
  case new
  case update
  case delete
}

/// Who may do what with the rows of a resource.
package struct Rules: Sendable {
  package let list: Rule<RowFacts>
  package let read: Rule<RowFacts>
  package let create: Rule<RowFacts>
  package let update: Rule<RowFacts>
  package let delete: Rule<RowFacts>

  package init(list: Rule<RowFacts>, read: Rule<RowFacts>, create: Rule<RowFacts>, update: Rule<RowFacts>, delete: Rule<RowFacts>) {
    self.list = list
    self.read = read
    self.create = create
    self.update = update
    self.delete = delete
  }

  /// Reading by one rule, writing by admins.
  package init(read: Rule<RowFacts>) { self.init(list: read, read: read, create: .admin, update: .admin, delete: .admin) }

  package static let admins = Rules(read: .admin)
  package static let everybodyReads = Rules(read: .anyone)
}

// MARK: Defaults

extension Resource {
  package var protected: Set<String> { [] }
  package var isMalformedIDUnknown: Bool { false }
  package var joins: SQL { "" }
  package var order: SQL { SQL(raw: "\(table.name).id") }
  package var isReadingAlwaysChecked: Bool { false }

  package func shape(_ call: Call, relations: Bool) throws -> Shape { Shape(table, relations: relations) }

  package func scope(_ call: Call) throws -> SQL? {
    try check(rules.list, project: nil, entity: nil, call)
    return nil
  }

  package func filters(_ call: Call) throws -> [SQL] { try ListFilter(table).conditions(call.request.query) }

  package func mayRead(_ row: Record, _ call: Call) throws { try check(rules.read, row, call) }

  package func mayCreate(_ body: JSON.Object, _ call: Call) throws {
    try check(rules.create, project: rules.create.isOfProject ? try project(in: body, call) : nil, entity: nil, call)
  }
  package func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {}
  package func didCreate(_ row: Record, _ call: Call) throws -> JSON.Object { [:] }

  package func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws { try check(rules.update, row, call) }
  package func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {}
  package func refusal(ofUpdate failure: Failure) -> Failure { failure }
  package func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object { [:] }

  package func mayDelete(_ row: Record, _ call: Call) throws { try check(rules.delete, row, call) }
  package func prepareDelete(_ row: Record, _ call: Call) throws {}
  package func didDelete(_ row: Record, _ call: Call) throws {}

  package func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit(
      "\(table.eventName):\(action.rawValue)", ["\(table.name)_id": JSON(row.id)],
      project: row.has("project_id") ? row.id("project_id") : nil)
  }

  package func project(of row: Record, _ call: Call) throws -> ID? { row.has("project_id") ? row.id("project_id") : nil }
  package func entity(of row: Record) -> ID? { row.has("entity_id") ? row.id("entity_id") : nil }

  package func check(_ rule: Rule<RowFacts>, _ row: Record, _ call: Call) throws {
    // An admin passes every rule, and needs no look at the project.
    if try call.access.isAdmin { return }
    try check(rule, project: rule.isOfProject ? try project(of: row, call) : nil, entity: entity(of: row), call)
  }

  private func check(_ rule: Rule<RowFacts>, project: ID?, entity: ID?, _ call: Call) throws {
    let access = try call.access
    let standing = rule.isOfProject ? try access.standing(in: project) : access.studio
    try rule.check(standing, RowFacts(worksOnEntity: access.worksOnEntity(entity)))
  }

  /// The `project_id` of a body. - Throws: 400 when it is missing; 404 for anyone but an admin when it is no id.
  package func project(in body: JSON.Object, _ call: Call) throws -> ID? {
    guard let value = body["project_id"] else { throw Failure.row("'project_id'") }
    let id = value.text.flatMap { ID($0) }
    if id == nil, !value.isNull, !(try call.access.isAdmin) { throw Failure.notFound("There is no such project.") }
    return id
  }
}

/// A resource that is nothing but its table and who may do what.
package struct PlainResource: Resource {
  package let path: String
  package let table: Table
  package let rules: Rules
  package let protected: Set<String>
  package let isMalformedIDUnknown: Bool
  private let plain: Shape
  private let full: Shape

  package init(_ path: String, _ table: Table, _ rules: Rules, protected: Set<String> = [], isMalformedIDUnknown: Bool = false) {
    self.path = path
    self.table = table
    self.rules = rules
    self.protected = protected
    self.isMalformedIDUnknown = isMalformedIDUnknown
    plain = Shape(table)
    full = Shape(table, relations: true)
  }

  package func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? full : plain }
}
