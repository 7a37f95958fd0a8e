/// Rules about what the caller is, whatever the row.
extension Rule {
  // MARK: In the studio

  package static var anyone: Rule { Rule("everybody who is signed in", ofProject: false) { _, _ in true } }
  package static var admin: Rule { Rule("administrators", ofProject: false) { _, _ in false } }
  package static var studioManager: Rule {
    Rule("managers of the studio", ofProject: false) { standing, _ in standing.studioRole.isManager }
  }
  package static var studioSupervisor: Rule {
    Rule("managers and supervisors of the studio", ofProject: false) { standing, _ in
      standing.studioRole.isManager || standing.studioRole == .supervisor
    }
  }
  package static var noVendor: Rule { Rule("everybody but vendors", ofProject: false) { standing, _ in standing.studioRole != .vendor } }

  // MARK: In the team of the project

  package static var team: Rule { Rule("the team of the project") { standing, _ in standing.isMember } }
  package static var teamNoVendor: Rule {
    Rule("the team of the project but vendors") { standing, _ in standing.isMember && !standing.isVendor }
  }
  package static var teamNoClient: Rule {
    Rule("the team of the project but clients") { standing, _ in standing.isMember && !standing.isClient }
  }
  package static var teamNoVendorNoClient: Rule {
    Rule("the team of the project but vendors and clients") { standing, _ in
      standing.isMember && !standing.isVendor && !standing.isClient
    }
  }
  package static var manager: Rule { Rule("managers of the project") { standing, _ in standing.isMember && standing.isManager } }
  package static var supervisor: Rule {
    Rule("managers and supervisors of the project") { standing, _ in standing.isMember && standing.isAtLeastSupervisor }
  }
}
