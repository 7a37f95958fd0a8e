import Engine
import MariaDB
import Web

extension Rule where Row == CommentFacts {
  /// Changing columns of a comment (contract chapter 02, comments, PUT); its status has rules of its own.
  static func change(_ body: JSON.Object) -> Rule {
    Rule("managers, its author; the supervisor of the department and assignees for the checklist, the supervisor for the pin") {
      standing, comment in
      guard standing.isMember else { return false }
      if standing.isManager { return true }
      // Who does not see it changes nothing of it, ticks neither (contract chapter 09, row 78).
      guard try Rule.read.passes(standing, comment) else { return false }
      if comment.record.isChanged("for_client", by: body) { return false }
      let supervises = try standing.isSupervisor && standing.supervises(comment.task.department)
      if comment.record.isChanged("pinned", by: body), !supervises { return false }
      let isAuthor = comment.author == standing.person
      // A checklist is the author's, and of those who do the work it lists (oddity 02-25).
      if comment.record.isChanged("checklist", by: body), !(isAuthor || comment.task.isAssigned || supervises) { return false }
      if !isAuthor, !Set(body.names).isSubset(of: ["pinned", "checklist"]) { return false }
      func names(_ key: String, _ id: ID) -> Bool { body[key].map { $0.text.flatMap { ID($0) } == id } ?? true }
      return names("person_id", standing.person) && names("object_id", comment.task.id)
    }
  }
}

extension Record {
  /// Says a body of a column what is not stored?
  fileprivate func isChanged(_ name: String, by body: JSON.Object) -> Bool {
    guard let sent = body[name], let column = table.column(name) else { return false }
    switch column.kind {
    case .json: return sent != json(name)
    case .boolean: return sent != (self[name].isNull ? .null : .bool(bool(name)))
    default: return sent != self[name].json
    }
  }
}
