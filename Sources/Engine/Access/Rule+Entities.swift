import Web

/// Rules about an entity (contract chapter 05, Access).
extension Rule where Row == EntityFacts {
  /// Who made an entity may remove it, even from outside of the team.
  package static var remove: Rule {
    Rule("managers of the project, and who made the entity") { standing, entity in
      entity.creator == standing.person || (standing.isMember && standing.isManager)
    }
  }

  /// Changing columns of an entity: supervisors change the metadata of their departments.
  /// - Parameter fields: what the body changes.
  package static func edit(_ fields: JSON.Object) -> Rule {
    Rule("managers of the project, who made the entity, and supervisors for the metadata of their departments") { standing, entity in
      guard standing.isMember else { return false }
      if standing.isManager || entity.creator == standing.person { return true }
      guard standing.isSupervisor, Set(fields.names).isSubset(of: ["data"]) else { return false }
      let mine = try standing.departments
      if mine.isEmpty { return true }
      let keys = fields["data"]?.object?.names ?? []
      return try !keys.isEmpty && Set(keys).isSubset(of: entity.metadata(mine))
    }
  }
}
