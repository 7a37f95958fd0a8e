import Engine
import MariaDB
import Web

/// What is done to people beside writing their rows: departments, pictures (contract chapter 03, Persons: account administration).
enum PersonActions {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/actions/persons/:person_id/departments/add", "Put somebody into a department", .may(.admin), added, .row(.person),
      then: addDepartment)
    routes.delete(
      "/actions/persons/:person_id/departments/:department_id", "Take somebody out of a department", .may(.admin),
      .row(.department, missing: unknown), .row(.person), then: removeDepartment)
    routes.delete("/actions/persons/:person_id/clear-avatar", "Remove somebody's picture", .may(.admin), .row(.person)) {
      call, _, person in try clearAvatar(of: person.id, call)
    }
    routes.delete("/actions/user/clear-avatar", for: .person, "Remove the caller's picture") { call in
      try clearAvatar(of: try call.access.caller.id, call)
    }
  }

  private static let unknown = Failure.parameter("Department ID matches no department.")

  /// - Throws: 400 for a department that does not exist.
  private static let added = Step.fields { $0.id("department_id") }.map { call, id in
    guard let department = try call.database.record(.department, id) else { throw unknown }
    return department
  }

  private static func addDepartment(_ call: Call, _: Void, _ department: Record, _ person: Record) throws -> Response {
    try call.database.execute(
      """
      INSERT INTO department_link (person_id, department_id) VALUES (\(person.id), \(department.id))
      ON DUPLICATE KEY UPDATE department_id = department_id
      """)
    try touch(person.id, call)
    let shape = PersonShape.safeWithDepartments
    return try call.row("SELECT \(shape.select) FROM person WHERE id = \(person.id)", shape, status: 201)
  }

  private static func removeDepartment(_ call: Call, _: Void, _ department: Record, _ person: Record) throws -> Response {
    try call.database.execute("DELETE FROM department_link WHERE person_id = \(person.id) AND department_id = \(department.id)")
    try touch(person.id, call)
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
