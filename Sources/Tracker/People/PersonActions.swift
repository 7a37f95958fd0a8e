import Engine
import MariaDB
import Web

/// What is done to people beside writing their rows: departments, pictures (contract chapter 03, Persons: account administration).
enum PersonActions {
  static func declare(in routes: inout Routes) {
    routes.post("/actions/persons/:person_id/departments/add", "Put somebody into a department", then: addDepartment)
    routes.delete("/actions/persons/:person_id/departments/:department_id", "Take somebody out of a department", then: removeDepartment)
    routes.delete("/actions/persons/:person_id/clear-avatar", "Remove somebody's picture") { call in
      try call.access.admin()
      return try clearAvatar(of: try person(call), call)
    }
    routes.delete("/actions/user/clear-avatar", for: .person, "Remove the caller's picture") { call in
      try clearAvatar(of: try call.access.caller.id, call)
    }
  }

  /// The person of the path, locked. - Throws: 404.
  private static func person(_ call: Call) throws -> ID {
    guard let id = ID(call["person_id"]), try call.database.exists("SELECT 1 FROM person WHERE id = \(id) FOR UPDATE") else {
      throw Failure.notFound("There is no such person.")
    }
    return id
  }

  /// - Throws: 400 for a department that does not exist.
  private static func known(_ department: ID?, _ call: Call) throws -> ID {
    guard let department, try call.database.exists("SELECT 1 FROM department WHERE id = \(department)") else {
      throw Failure.parameter("Department ID matches no department.")
    }
    return department
  }

  private static func addDepartment(_ call: Call) throws -> Response {
    try call.access.admin()
    let department = try known(try call.request.validated { $0.id("department_id") }, call)
    let person = try person(call)
    try call.database.execute(
      """
      INSERT INTO department_link (person_id, department_id) VALUES (\(person), \(department))
      ON DUPLICATE KEY UPDATE department_id = department_id
      """)
    try touch(person, call)
    let shape = PersonShape.safeWithDepartments
    return try call.row("SELECT \(shape.select) FROM person WHERE id = \(person)", shape, status: 201)
  }

  private static func removeDepartment(_ call: Call) throws -> Response {
    try call.access.admin()
    let department = try known(ID(call["department_id"]), call)
    let person = try person(call)
    try call.database.execute("DELETE FROM department_link WHERE person_id = \(person) AND department_id = \(department)")
    try touch(person, call)
    return .deleted
  }

  private static func clearAvatar(of person: ID, _ call: Call) throws -> Response {
    try call.database.execute("UPDATE person SET has_avatar = FALSE WHERE id = \(person)")
    Cascade(call).removePictures(ofPeople: [person])
    try touch(person, call)
    return .deleted
  }

  private static func touch(_ person: ID, _ call: Call) throws {
    try call.database.execute("UPDATE person SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(person)")
    call.events.emit("person:update", ["person_id": JSON(person)])
  }
}
