/// Rules about an entity (contract chapter 05, Access).
extension Rule where Row == EntityFacts {
  /// Who made an entity may remove it, even from outside of the team.
  package static var remove: Rule {
    Rule("managers of the project, and who made the entity") { standing, entity in
      entity.creator == standing.person || (standing.isMember && standing.isManager)
    }
  }
}
