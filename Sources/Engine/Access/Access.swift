import MariaDB
import Web

/// Who the caller is, in the studio and in each project: what rules look at, looked up once a request.
package final class Access {
  package let caller: Caller
  package let database: Connection
  private var memberships: [ID: Membership] = [:]
  private var knownDepartments: [ID]?
  private var knownRoles: [(project: ID, role: Role)]?

  private enum Membership {
    case none
    case member(Role?)
  }

  package init(_ caller: Caller, _ database: Connection) {
    self.caller = caller
    self.database = database
  }

  /// An administrator of the studio, whatever a project says.
  package var isAdmin: Bool { caller.role == .admin }

  /// Ids of the caller's departments. A supervisor without any supervises every department.
  package func departments() throws -> [ID] {
    if let knownDepartments { return knownDepartments }
    let ids = try database.ids("SELECT department_id FROM department_link WHERE person_id = \(caller.id)")
    knownDepartments = ids
    return ids
  }

  // MARK: Standing

  /// The caller where no project is in question.
  package var studio: Standing {
    Standing(person: caller.id, studioRole: caller.role) { [self] in try departments() }
  }

  /// What the caller is in a project. Administrators are not asked whether it exists.
  /// - Throws: 404 for a project that does not exist.
  package func standing(in project: ID?) throws -> Standing {
    guard !isAdmin, let project else { return studio }
    let membership = try memberships[project] ?? self.membership(of: project)
    memberships[project] = membership
    guard case .member(let role) = membership else { return studio }
    return Standing(person: caller.id, studioRole: caller.role, projectRole: role ?? caller.role) { [self] in try departments() }
  }

  /// The caller's role in each project whose team they are in. No project makes an administrator, and no administrator is anything else.
  package func roles() throws -> [(project: ID, role: Role)] {
    if let knownRoles { return knownRoles }
    let roles: [(project: ID, role: Role)] =
      isAdmin
      ? []
      : try database.all("SELECT link.project_id, link.role FROM project_person_link link WHERE link.person_id = \(caller.id)") { row in
        let role = row.text(1).flatMap { Role(rawValue: $0) }
        return row.id(0).map { (project: $0, role: role == .admin ? caller.role : role ?? caller.role) }
      }.compactMap { $0 }
    knownRoles = roles
    return roles
  }

  /// Looks up the caller's roles in several projects at once.
  package func prepareRoles(in projects: Set<ID>) throws {
    let unknown = projects.filter { memberships[$0] == nil }
    if isAdmin || unknown.isEmpty { return }
    try database.stream(
      """
      SELECT project.id, link.person_id, link.role FROM project
      LEFT JOIN project_person_link link ON link.project_id = project.id AND link.person_id = \(caller.id)
      WHERE project.id IN \(Array(unknown))
      """
    ) { row in
      guard let project = row.id(0) else { return }
      memberships[project] = row.isNull(1) ? Membership.none : .member(row.text(2).flatMap { Role(rawValue: $0) })
    }
  }

  private func membership(of project: ID) throws -> Membership {
    let found: Membership? = try database.first(
      """
      SELECT link.person_id, link.role FROM project
      LEFT JOIN project_person_link link ON link.project_id = project.id AND link.person_id = \(caller.id)
      WHERE project.id = \(project)
      """
    ) { row in row.isNull(0) ? .none : .member(row.text(1).flatMap { Role(rawValue: $0) }) }
    guard let found else { throw Failure.notFound("There is no such project.") }
    return found
  }

  /// In the team of the project? Of a project that does not exist, nobody is.
  package func isInTeam(of project: ID?) throws -> Bool {
    try database.exists("SELECT 1 FROM project_person_link WHERE person_id = \(caller.id) AND project_id = \(project)")
  }

  // MARK: Scopes

  /// Ids of the open projects whose team the caller is in, for `project_id IN (…)`.
  package var openProjects: SQL {
    """
    (SELECT link.project_id FROM project_person_link link
    WHERE link.person_id = \(caller.id) AND link.project_id IN \(ProjectStatus.openProjects))
    """
  }

  /// Ids of the open projects that the caller may look into: all of them for an administrator.
  package var visibleProjects: SQL { isAdmin ? ProjectStatus.openProjects : openProjects }

  /// Ids of the projects in any status whose team the caller is in.
  package var projects: SQL { "(SELECT link.project_id FROM project_person_link link WHERE link.person_id = \(caller.id))" }

  /// Ids of the tasks that the caller works on.
  package var assignments: SQL { studio.assignments }
}
