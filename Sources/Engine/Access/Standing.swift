import MariaDB
import Web

/// What the caller is in one project, or, where no project is in question, in the studio (contract chapter 06, Roles).
///
/// A value: what is looked up for one project says nothing about another one.
package struct Standing {
  /// The caller.
  package let person: ID
  /// The role in the studio.
  package let studioRole: Role
  /// The role in the project: that of the team link, else the one in the studio. Nil outside of the team, and in the studio.
  package let projectRole: Role?
  private let loadDepartments: () throws -> [ID]

  /// - Parameter departments: ids of the caller's departments, asked for when a rule needs them.
  package init(person: ID, studioRole: Role, projectRole: Role? = nil, departments: @escaping () throws -> [ID]) {
    self.person = person
    self.studioRole = studioRole
    self.projectRole = projectRole
    loadDepartments = departments
  }

  /// Administrators are those of the studio: no project makes one.
  package var isAdmin: Bool { studioRole == .admin }
  /// In the team of the project?
  package var isMember: Bool { projectRole != nil }

  /// The role that counts: the one in the project, else the one in the studio.
  package var role: Role {
    guard !isAdmin, let projectRole, projectRole != .admin else { return studioRole }
    return projectRole
  }

  package var isManager: Bool { role.isManager }
  package var isSupervisor: Bool { role == .supervisor }
  package var isAtLeastSupervisor: Bool { isManager || isSupervisor }
  package var isClient: Bool { role == .client }
  package var isVendor: Bool { role == .vendor }
  /// Of the project: nobody is an artist where no project is in question.
  package var isArtist: Bool { !isAdmin && projectRole == .user }

  /// An SQL list of the tasks that the caller works on.
  package var assignments: SQL { "(SELECT link.task_id FROM task_person_link link WHERE link.person_id = \(person))" }

  /// Ids of the caller's departments.
  package var departments: [ID] { get throws { try loadDepartments() } }

  /// Is a department one of the caller's, or has the caller none? A supervisor without departments supervises all of them.
  package func supervises(_ department: ID?) throws -> Bool {
    let mine = try departments
    return mine.isEmpty || department.map(mine.contains) ?? false
  }
}
