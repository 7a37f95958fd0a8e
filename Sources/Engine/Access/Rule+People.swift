import Web

/// Somebody, for the rules about what is theirs.
package struct Person: Sendable {
  /// Nil for nobody: what a path or a row names may be no id.
  package let id: ID?

  package init(_ id: ID?) { self.id = id }
}

extension Rule where Row == Person {
  package static var oneself: Rule {
    Rule("administrators, and the person", ofProject: false) { standing, person in person.id == standing.person }
  }
  package static var managerOrOneself: Rule {
    Rule("managers of the studio, and the person", ofProject: false) { standing, person in
      standing.studioRole.isManager || person.id == standing.person
    }
  }
  package static var supervisorOrOneself: Rule {
    Rule("managers and supervisors of the studio, and the person", ofProject: false) { standing, person in
      standing.studioRole.isManager || standing.studioRole == .supervisor || person.id == standing.person
    }
  }
  package static var noVendorOrOneself: Rule {
    Rule("everybody but vendors, and vendors who are the person", ofProject: false) { standing, person in
      standing.studioRole != .vendor || person.id == standing.person
    }
  }
}
