import Web

extension Rule where Row: AboutEntity {
  /// Vendors only with a task of the entity.
  package static var read: Rule {
    Rule("the team of the project, vendors with a task of the entity") { standing, row in
      guard standing.isMember else { return false }
      return try !standing.isVendor || row.worksOnEntity()
    }
  }

  /// Reading what is nothing for clients: feeds, and who works how long.
  package static var readNoClient: Rule {
    Rule("the team of the project but clients, vendors with a task of the entity") { standing, row in
      try !standing.isClient && read.passes(standing, row)
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

  /// Giving the task to a person.
  /// - Parameter isColleague: shares the person a department with the caller?
  package static func assign(_ person: ID, isColleague: Bool) -> Rule {
    Rule("managers, supervisors for people of their departments, and people of the department for themselves") { standing, task in
      guard standing.isMember else { return false }
      let mine = try standing.departments
      if standing.isManager || (standing.isSupervisor && mine.isEmpty) { return true }
      guard let department = task.department, mine.contains(department) else { return false }
      return person == standing.person || (standing.isSupervisor && isColleague)
    }
  }

  /// Taking a person off the task; everybody when none is given.
  package static func unassign(_ person: ID?) -> Rule {
    Rule("managers, the supervisor of the department, and assignees for themselves") { standing, task in
      guard standing.isMember else { return false }
      return try supervise.passes(standing, task) || (task.isAssigned && person == standing.person)
    }
  }

  /// Noting the time that an assignee spent.
  package static func noteTime(of person: ID?) -> Rule {
    Rule("managers of the project, and assignees for themselves") { standing, _ in
      person == standing.person || (standing.isMember && standing.isManager)
    }
  }

  /// Saying which preview stands for the entity.
  package static var choosePreview: Rule {
    Rule("the team of the project but clients, vendors with a task of the entity") { standing, task in
      try read.passes(standing, task) && !standing.isClient
    }
  }

  package static var assigned: Rule { Rule("assignees of the task") { _, task in task.isAssigned } }
}
