import Engine
import MariaDB
import Web

/// The software licenses and the hardware of departments (contract chapter 03, Departments: software and hardware). For administrators.
struct DepartmentItems: Sendable {
  static func declare(in routes: inout Routes) {
    for items in [
      DepartmentItems(path: "software-licenses", name: "software licenses", table: .software, link: .softwareDepartmentLink),
      DepartmentItems(path: "hardware-items", name: "hardware items", table: .hardwareItem, link: .hardwareItemDepartmentLink),
    ] {
      let path = "/data/departments/:department_id/\(items.path)"
      routes.get("/data/departments/\(items.path)", "List the \(items.name) of each department", .may(.admin), then: items.all)
      routes.post(
        path, "Give a department one of the \(items.name)", .may(.admin), items.body, department, then: items.add)
      routes.get("\(path)/:item_id", "List the \(items.name) of a department", .may(.admin), department, then: items.list)
      routes.delete(
        "\(path)/:item_id", "Take one of the \(items.name) from a department", .may(.admin), .id("item_id", or: malformed), department,
        then: items.remove)
    }
  }

  private static let malformed = Failure.parameter("Wrong UUID format.")
  private static let department = Step<Record>.row(.department, malformed: malformed)

  /// Segment of the path.
  let path: String
  let name: String
  let table: Table
  let link: Table

  /// Column of the link, and field of the body.
  private var column: String { "\(table.name)_id" }
  private var body: Step<ID> { .fields { [column] fields in fields.id(column) } }

  private func all(_ call: Call, _: Void) throws -> Response {
    let shape = Shape(table)
    var departments = JSON.Object()
    try call.database.stream(
      """
      SELECT \(shape.select), link.department_id FROM \(raw: table.name) JOIN \(raw: link.name) link
      ON link.\(raw: column) = \(raw: table.name).id ORDER BY link.department_id, \(raw: table.name).id
      """
    ) { row in
      let department = row.text(shape.width) ?? ""
      departments[department] = .array((departments[department]?.array ?? []) + [try shape.document(row)])
    }
    return .json(.object(departments))
  }

  /// The department's row is locked: of two that attach the same the second finds it.
  private func add(_ call: Call, _: Void, item: ID, to department: Record) throws -> Response {
    try known(item, call)
    let sql: SQL = "SELECT id FROM \(raw: link.name) WHERE department_id = \(department.id) AND \(raw: column) = \(item)"
    let id =
      try call.database.ids(sql).first
      ?? call.database.insert(into: link, ["department_id": department.id.sqlValue, column: item.sqlValue])
    let shape = Shape(link)
    return try call.row("SELECT \(shape.select) FROM \(raw: link.name) WHERE id = \(id)", shape, status: 201)
  }

  private func list(_ call: Call, _: Void, of department: Record) throws -> Response {
    let shape = Shape(table)
    return call.stream(
      """
      SELECT \(shape.select) FROM \(raw: table.name) WHERE id IN
      (SELECT link.\(raw: column) FROM \(raw: link.name) link WHERE link.department_id = \(department.id)) ORDER BY \(raw: table.name).id
      """, shape)
  }

  private func remove(_ call: Call, _: Void, item: ID, from department: Record) throws -> Response {
    try known(item, call)
    try call.database.execute("DELETE FROM \(raw: link.name) WHERE department_id = \(department.id) AND \(raw: column) = \(item)")
    return .deleted
  }

  /// - Throws: 404 for an unknown item.
  private func known(_ item: ID, _ call: Call) throws {
    guard try call.database.exists("SELECT 1 FROM \(raw: table.name) WHERE id = \(item)") else {
      throw Failure.notFound("There is no such item.")
    }
  }
}
