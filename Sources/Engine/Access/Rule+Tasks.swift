import Web

extension Rule where Row: AboutEntity {
  /// Vendors only with a task of the entity.
  package static var read: Rule {
    Rule("the team of the project, vendors with a task of the entity") { standing, row in
      guard standing.isMember else { return false }
      return try !standing.isVendor || row.worksOnEntity()
    }
  }
}

/// Rules about a task (contract chapter 06, Named checks).
extension Rule where Row == TaskFacts {
  /// Commenting, changing the status, uploading a preview.
  package static var act: Rule {
    Rule("managers, clients, assignees, the supervisor of the department, and who made the entity") { standing, task in
      guard standing.isMember else { return false }
      if standing.isManager || standing.isClient || task.isAssigned || task.entityCreator == standing.person { return true }
      return try standing.isSupervisor && standing.supervises(task.department)
    }
  }

  /// Everything that supervising the work on a task takes.
  package static var supervise: Rule {
    Rule("managers, and the supervisor of the department") { standing, task in
      guard standing.isMember else { return false }
      return try standing.isManager || (standing.isSupervisor && standing.supervises(task.department))
    }
  }

  /// Changing columns of the task: supervisors change what planning is about.
  package static func edit(_ fields: [String]) -> Rule {
    let isPlanning = Set(fields).isSubset(of: ["priority", "start_date", "due_date", "estimation", "difficulty", "data"])
    return Rule("managers, and the supervisor of the department for planning") { standing, task in
      if standing.isMember && standing.isManager { return true }
      return try isPlanning && supervise.passes(standing, task)
    }
  }

  /// Taking a person off the task.
  package static func unassign(_ person: ID) -> Rule {
    Rule("managers, the supervisor of the department, and assignees for themselves") { standing, task in
      guard standing.isMember else { return false }
      return try supervise.passes(standing, task) || (task.isAssigned && person == standing.person)
    }
  }

  package static var assigned: Rule { Rule("assignees of the task") { _, task in task.isAssigned } }
}
