import Engine
import MariaDB
import Web

/// The software licenses and the hardware of departments (contract chapter 03, Departments: software and hardware). For administrators.
struct DepartmentItems {
  static func declare(in routes: inout Routes) {
    for items in [
      DepartmentItems(path: "software-licenses", name: "software licenses", table: .software, link: .softwareDepartmentLink),
      DepartmentItems(path: "hardware-items", name: "hardware items", table: .hardwareItem, link: .hardwareItemDepartmentLink),
    ] {
      let path = "/data/departments/:department_id/\(items.path)"
      routes.get("/data/departments/\(items.path)", "List the \(items.name) of each department", items.all)
      routes.post(path, "Give a department one of the \(items.name)", items.add)
      routes.get("\(path)/:item_id", "List the \(items.name) of a department", items.list)
      routes.delete("\(path)/:item_id", "Take one of the \(items.name) from a department", items.remove)
    }
  }

  /// Segment of the path.
  let path: String
  let name: String
  let table: Table
  let link: Table

  /// Column of the link, and field of the body.
  private var column: String { "\(table.name)_id" }

  private func all(_ call: Call) throws -> Response {
    try call.access.admin()
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

  private func add(_ call: Call) throws -> Response {
    try call.access.admin()
    let item = try call.request.validated { $0.id(column) }
    let department = try department(call)
    try known(item, call)
    let sql: SQL = "SELECT id FROM \(raw: link.name) WHERE department_id = \(department) AND \(raw: column) = \(item)"
    // The department's row is the lock: of two that attach the same the second finds it.
    _ = try call.database.exists("SELECT 1 FROM department WHERE id = \(department) FOR UPDATE")
    let id =
      try call.database.ids(sql).first
      ?? call.database.insert(into: link, ["department_id": department.sqlValue, column: item.sqlValue])
    let shape = Shape(link)
    return try call.row("SELECT \(shape.select) FROM \(raw: link.name) WHERE id = \(id)", shape, status: 201)
  }

  private func list(_ call: Call) throws -> Response {
    try call.access.admin()
    let department = try department(call)
    let shape = Shape(table)
    return call.stream(
      """
      SELECT \(shape.select) FROM \(raw: table.name) WHERE id IN
      (SELECT link.\(raw: column) FROM \(raw: link.name) link WHERE link.department_id = \(department)) ORDER BY \(raw: table.name).id
      """, shape)
  }

  private func remove(_ call: Call) throws -> Response {
    try call.access.admin()
    guard let item = ID(call["item_id"]) else { throw Self.malformed }
    let department = try department(call)
    try known(item, call)
    try call.database.execute("DELETE FROM \(raw: link.name) WHERE department_id = \(department) AND \(raw: column) = \(item)")
    return .deleted
  }

  private static let malformed = Failure.parameter("Wrong UUID format.")

  /// The department of the path. - Throws: 400 for what is no id, 404 for an unknown one.
  private func department(_ call: Call) throws -> ID {
    guard let id = ID(call["department_id"]) else { throw Self.malformed }
    guard try call.database.exists("SELECT 1 FROM department WHERE id = \(id)") else {
      throw Failure.notFound("There is no such department.")
    }
    return id
  }

  /// - Throws: 404 for an unknown item.
  private func known(_ item: ID, _ call: Call) throws {
    guard try call.database.exists("SELECT 1 FROM \(raw: table.name) WHERE id = \(item)") else {
      throw Failure.notFound("There is no such item.")
    }
  }
}
