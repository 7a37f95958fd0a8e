import MariaDB
import Web

/// Work of a department, for the rules about who supervises it.
package struct DepartmentWork {
  /// Nil for work of no department. Looked up when a rule asks.
  package let department: () throws -> ID?

  package init(department: @escaping () throws -> ID?) { self.department = department }
}

extension Rule where Row == DepartmentWork {
  package static var supervise: Rule {
    Rule("managers, and the supervisor of the department") { standing, work in
      guard standing.isMember else { return false }
      return try standing.isManager || (standing.isSupervisor && standing.supervises(work.department()))
    }
  }
}

extension Access {
  package func work(ofTaskType taskType: ID?) -> DepartmentWork {
    DepartmentWork { [database] in
      try database.first("SELECT department_id FROM task_type WHERE id = \(taskType)") { $0.id(0) } ?? nil
    }
  }
}
