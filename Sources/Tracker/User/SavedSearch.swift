import Engine
import MariaDB
import Web

/// A stored filter, or a group of them, that the caller may change: their own, or anybody's for administrators.
struct SavedSearch {
  private let table: Table
  let row: Record

  /// - Throws: 404 for what is no id, unknown, or somebody else's.
  init(_ table: Table, _ id: String, _ call: Call) throws {
    let access = try call.access
    guard let id = ID(id), let row = try call.database.record(table, id, isLocked: true),
      access.isAdmin || row.id("person_id") == access.caller.id
    else { throw Failure.notFound("There is no such filter of yours.") }
    self.table = table
    self.row = row
  }

  /// Whom one is for, as a body says it. What is null is not said.
  struct Audience {
    let project: String?
    let isShared: Bool?
    let department: String?

    init(project: String?, isShared: Bool?, department: String?) {
      self.project = project
      self.isShared = isShared
      self.department = department
    }

    /// What a body changes.
    init(_ fields: inout FieldReader) {
      project = fields.optionalText("project_id")
      isShared = fields.optionalBoolean("is_shared")
      department = fields.optionalText("department_id")
    }

    /// The columns that it is stored in. Sharing takes a project whose manager the caller is, named in the same body; without one, nothing
    /// is shared.
    /// - Parameter stored: what was shared before.
    /// - Throws: 404 for a project or a department that does not exist.
    func values(_ call: Call, stored: Bool = false) throws -> [String: Value] {
      var values: [String: Value] = [:]
      var mayShare = false
      if let project {
        let id = try Self.row(project, .project, call).id
        mayShare = try Rule.manager.passes(try call.access.standing(in: id), Project(id: id))
        values["project_id"] = id.sqlValue
      }
      if let department { values["department_id"] = try Self.row(department, .department, call).id.sqlValue }
      values["is_shared"] = (isShared == nil || isShared == stored ? stored : mayShare && isShared == true).sqlValue
      return values
    }

    private static func row(_ text: String, _ table: Table, _ call: Call) throws -> Record {
      guard let id = ID(anyNotation: text), let row = try call.database.record(table, id) else {
        throw Failure.notFound("There is no such \(table.name).")
      }
      return row
    }
  }

  /// Stores a new one of the caller's and answers it.
  static func create(_ table: Table, _ values: [String: Value], _ call: Call) throws -> Response {
    let owner = try call.access.caller.id.sqlValue
    return try answer(table, try call.database.insert(into: table, values.merging(["person_id": owner]) { $1 }), status: 201, call)
  }

  /// Stores what is changed and answers the row.
  func update(_ values: [String: Value], _ call: Call) throws -> Response {
    var changes = Changes()
    changes.columns = table.columns.compactMap { column in values[column.name].map { (column, $0) } }
    try call.database.update(changes, of: table, id: row.id)
    return try answer(call)
  }

  func answer(_ call: Call) throws -> Response { try Self.answer(table, row.id, call) }

  private static func answer(_ table: Table, _ id: ID, status: Int = 200, _ call: Call) throws -> Response {
    let shape = Shape(table)
    return try call.row("SELECT \(shape.select) FROM \(raw: table.name) WHERE id = \(id)", shape, status: status)
  }
}
