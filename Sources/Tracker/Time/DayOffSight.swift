import Engine
import MariaDB
import Web

/// How much the caller learns of when others are away (contract chapter 09, Who reads day-offs and time): the managers of a production why
/// its people are away, its supervisors only when: those of their departments, if they have any. What the caller is in a production is said
/// by its team, in closed ones too.
struct DayOffSight {
  static let words = "administrators, the person, managers of the person's productions and, without the reasons, their supervisors"

  private let access: Access

  init(_ call: Call) throws { access = try call.access }

  private func colleagues(as role: Role) -> SQL {
    """
    (SELECT theirs.person_id FROM project_person_link mine JOIN project_person_link theirs ON theirs.project_id = mine.project_id
    WHERE mine.person_id = \(access.caller.id) AND COALESCE(mine.role, \(access.caller.role.rawValue)) = \(role.rawValue))
    """
  }

  /// A condition: does the caller learn why too? - Parameter person: whose days off they are.
  func isTold(of person: SQL) -> SQL {
    access.isAdmin ? "TRUE" : "(\(person) = \(access.caller.id) OR \(person) IN \(colleagues(as: .manager)))"
  }

  /// A condition: does the caller learn when?
  func sees(_ person: SQL) throws -> SQL {
    if access.isAdmin { return "TRUE" }
    let mine = try access.departments()
    let isOfDepartment: SQL =
      mine.isEmpty ? "" : " AND \(person) IN (SELECT link.person_id FROM department_link link WHERE link.department_id IN \(mine))"
    return "(\(isTold(of: person)) OR (\(person) IN \(colleagues(as: .supervisor))\(isOfDepartment)))"
  }

  /// Does the caller learn why somebody is away? - Throws: 403 for who does not learn when either.
  func checkIsTold(of person: ID?) throws -> Bool {
    let one: SQL = "person.id"
    let found = try access.database.first(
      "SELECT \(isTold(of: one)) FROM person WHERE person.id = \(person) AND \(try sees(one))"
    ) { $0.bool(0) }
    guard let found else { throw Failure.forbidden }
    return found
  }
}
