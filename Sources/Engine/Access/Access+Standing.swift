import MariaDB
import Web

extension Access {
  /// The caller where no project is in question.
  package var studio: Standing {
    Standing(person: caller.id, studioRole: caller.role) { [self] in try departments() }
  }

  /// What the caller is in a project. Administrators are not asked whether it exists.
  /// - Throws: 404 for a project that does not exist.
  package func standing(in project: ID?) throws -> Standing {
    if isAdmin { return studio }
    guard let project else { return studio }
    let role = try projectRole(in: project)
    return Standing(person: caller.id, studioRole: caller.role, projectRole: role) { [self] in try departments() }
  }
}
