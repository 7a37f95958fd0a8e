import MariaDB
import Web

/// What the caller may do. Every check is a named call at the top of a handler that passes or throws 403, or 404 for what does not exist.
///
/// The helpers carry the numbers of contract chapter 01, section 12. A check of one project's team remembers the caller's role there, and
/// role tests after it see that role: the last project tested wins.
package final class Access {
  package let caller: Caller
  package let database: Connection
  /// The caller's role in the project that was tested last; nil before any test and after one that failed (RPR in the contract).
  package private(set) var projectRole: Role?
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

  // MARK: Roles

  /// The global role is admin, whatever a project says.
  package var isAdmin: Bool { caller.role == .admin }

  /// The project's role where one was resolved, else the global one. No project makes an admin.
  package var effectiveRole: Role {
    if let projectRole, projectRole != .admin { projectRole } else { caller.role }
  }

  package var isManager: Bool { effectiveRole.isManager }
  package var isSupervisor: Bool { effectiveRole == .supervisor }
  package var isAtLeastSupervisor: Bool { isManager || isSupervisor }
  package var isClient: Bool { effectiveRole == .client }
  package var isVendor: Bool { effectiveRole == .vendor }
  /// False as long as no project was resolved, even for a global artist.
  package var isArtist: Bool { projectRole == .user }

  package func require(_ isAllowed: Bool) throws(Failure) {
    if !isAllowed { throw .forbidden }
  }

  package func admin() throws(Failure) { try require(isAdmin) }
  package func manager() throws(Failure) { try require(isManager) }
  /// A22
  package func noVendor() throws(Failure) { try require(!isVendor) }

  /// Ids of the caller's departments. A supervisor without any supervises every department.
  package func departments() throws -> [ID] {
    if let knownDepartments { return knownDepartments }
    let ids = try database.ids("SELECT department_id FROM department_link WHERE person_id = \(caller.id)")
    knownDepartments = ids
    return ids
  }

  // MARK: Projects

  /// A1: is the caller in the team? - Throws: 404 for a project that does not exist.
  package func isMember(of project: ID?) throws -> Bool {
    guard let project else {
      projectRole = nil
      return false
    }
    let role = try projectRole(in: project)
    projectRole = isAdmin ? nil : role
    return role != nil
  }

  /// The role in the project: that of the team link, else the one in the studio; nil outside of the team. Looked up once a request.
  /// - Throws: 404 for a project that does not exist.
  package func projectRole(in project: ID) throws -> Role? {
    let membership = try memberships[project] ?? self.membership(of: project)
    memberships[project] = membership
    switch membership {
    case .none: return nil
    case .member(let role): return role ?? caller.role
    }
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

  /// In the team of the project; whatever the role there is, those in the studio go on to count.
  package func team(of project: ID?) throws {
    try require(
      try database.exists("SELECT 1 FROM project_person_link WHERE person_id = \(caller.id) AND project_id = \(project)"))
  }

  /// A2: any role in the team, of a project in any status.
  package func project(_ project: ID?) throws {
    if isAdmin { return }
    try require(try isMember(of: project))
  }

  /// A3
  package func projectManager(_ project: ID?) throws {
    if isAdmin { return }
    try require(try isMember(of: project) && isManager)
  }

  /// A4
  package func projectSupervisor(_ project: ID?) throws {
    if isAdmin { return }
    try require(try isMember(of: project) && isAtLeastSupervisor)
  }

  /// A5: a supervisor only for task types of their departments.
  package func supervisor(of project: ID?, taskType: ID?) throws {
    if isAdmin { return }
    let department = try taskType.flatMap { try self.department(ofTaskType: $0) }
    try require(try isMember(of: project) && (isManager || (isSupervisor && supervises(department))))
  }

  /// Is a department one of the supervisor's, or has the supervisor none?
  package func supervises(_ department: ID?) throws -> Bool {
    let mine = try departments()
    return mine.isEmpty || department.map(mine.contains) ?? false
  }

  package func department(ofTaskType taskType: ID) throws -> ID? {
    try database.first("SELECT department_id FROM task_type WHERE id = \(taskType)") { $0.id(0) } ?? nil
  }

  /// A17: a manager, or a supervisor all of whose departments are in the list.
  package func allDepartments(_ listed: [ID], project: ID?) throws {
    if isAdmin { return }
    guard try isMember(of: project) else { throw Failure.forbidden }
    if isManager { return }
    let mine = try departments()
    try require(isSupervisor && !listed.isEmpty && mine.allSatisfy(listed.contains))
  }

  /// A25: a person's role in a project: that of the team link if it has one, else the global one.
  package func role(of person: ID, in project: ID?) throws -> Role? {
    try database.first(
      """
      SELECT COALESCE(link.role, person.role) FROM person
      LEFT JOIN project_person_link link ON link.person_id = person.id AND link.project_id = \(project)
      WHERE person.id = \(person)
      """
    ) { $0.text(0).flatMap { Role(rawValue: $0) } } ?? nil
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
