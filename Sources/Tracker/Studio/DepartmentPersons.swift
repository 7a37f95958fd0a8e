import Engine
import MariaDB
import Web

/// Who is in a department (contract chapter 09, Lists and figures).
enum DepartmentPersons {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/data/departments/:department_id/persons", for: .person, "List the people of a department",
      .row(.department, malformed: .parameter("Wrong UUID format.")), then: list)
  }

  /// Administrators see everything that is not a secret, the others what colleagues see, clients whom they work with (oddity 09-4).
  private static func list(_ call: Call, of department: Record) throws -> Response {
    let access = try call.access
    let shape =
      access.isAdmin ? PersonShape.safeWithDepartments : access.studio.isClient ? PersonShape.client : PersonShape.short(departments: true)
    return call.stream(
      """
      SELECT \(shape.select) FROM person WHERE person.id IN
      (SELECT link.person_id FROM department_link link WHERE link.department_id = \(department.id))
      AND \(try PersonRules.known(to: access) ?? "TRUE")
      ORDER BY person.first_name, person.last_name, person.id
      """, shape)
  }
}
