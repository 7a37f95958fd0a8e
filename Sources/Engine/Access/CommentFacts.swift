import MariaDB
import Web

/// What the rules about a comment look at.
package struct CommentFacts {
  package let record: Record
  package let task: TaskFacts
  /// The author's role in the project. Looked up when a rule asks.
  package let authorRole: () throws -> Role?
  /// Do clients of the project see only what is theirs or for them? Looked up when a rule asks.
  package let isolatesClients: () throws -> Bool

  package init(record: Record, task: TaskFacts, authorRole: @escaping () throws -> Role?, isolatesClients: @escaping () throws -> Bool) {
    self.record = record
    self.task = task
    self.authorRole = authorRole
    self.isolatesClients = isolatesClients
  }

  package var id: ID { record.id }
  package var project: ID? { task.project }
  package var author: ID? { record.id("person_id") }
  package var isForClient: Bool { record.bool("for_client") }
}

extension Access {
  /// - Parameter task: is looked up when not given.
  /// - Throws: 404 for a task that does not exist.
  package func facts(ofComment comment: Record, task: TaskFacts? = nil) throws -> CommentFacts {
    let task = try task ?? facts(ofTask: comment.id("object_id"))
    let database = database
    return CommentFacts(record: comment, task: task) {
      try database.first(
        """
        SELECT COALESCE(link.role, person.role) FROM person
        LEFT JOIN project_person_link link ON link.person_id = person.id AND link.project_id = \(task.project)
        WHERE person.id = \(comment.id("person_id"))
        """
      ) { $0.text(0).flatMap { Role(rawValue: $0) } } ?? nil
    } isolatesClients: {
      try database.exists("SELECT 1 FROM project WHERE id = \(task.project) AND is_clients_isolated")
    }
  }
}

extension Rule where Row == CommentFacts {
  /// What is said between clients and those who lead is not for the others (contract chapter 01, A15).
  package static var read: Rule {
    Rule("managers and supervisors, clients for what concerns them, the rest of the team for what is not a client's") { standing, comment in
      guard try Rule<TaskFacts>.read.passes(standing, comment.task) else { return false }
      if standing.isAtLeastSupervisor { return true }
      let isFromClient = try comment.authorRole() == .client
      guard standing.isClient else { return !isFromClient }
      if comment.isForClient { return true }
      return try isFromClient && (comment.author == standing.person || !comment.isolatesClients())
    }
  }

  package static var authorOrManager: Rule {
    Rule("its author, and managers of the project") { standing, comment in
      comment.author == standing.person || (standing.isMember && standing.isManager)
    }
  }
}
