import Engine
import MariaDB
import Web

/// Who may change what of a comment (contract chapter 02, comments, PUT).
struct CommentUpdateRule {
  private let comment: Record
  private let call: Call

  init(_ comment: Record, _ call: Call) {
    self.comment = comment
    self.call = call
  }

  func check(_ body: JSON.Object) throws {
    let access = try call.access
    let task = try access.facts(ofTask: comment.id("object_id"))
    if access.isAdmin { return }
    guard try access.isMember(of: task.project) else { throw Failure.forbidden }
    if access.isManager { return }
    // Who does not see it changes nothing of it, ticks neither (contract chapter 09, row 78).
    try access.readComment(comment)
    try access.require(!changes("for_client", body))
    let supervises = try access.isSupervisor && access.supervises(task.department)
    if changes("pinned", body) { try access.require(supervises) }
    let isAuthor = comment.id("person_id") == access.caller.id
    // A checklist is the author's, and of those who do the work it lists (oddity 02-25).
    if changes("checklist", body) { try access.require(isAuthor || task.isAssigned || supervises) }
    if !Set(body.names).isSubset(of: ["pinned", "checklist"]) { try access.require(isAuthor) }
    if let person = body["person_id"] { try access.require(person.text.flatMap { ID($0) } == access.caller.id) }
    if let object = body["object_id"] { try access.require(object.text.flatMap { ID($0) } == task.id) }
    if let status = body["task_status_id"]?.text.flatMap({ ID($0) }) {
      if status != comment.id("task_status_id") { try access.actOnTask(task.id) }
      try access.useStatus(status)
    }
  }

  private func changes(_ name: String, _ body: JSON.Object) -> Bool {
    guard let sent = body[name], let column = comment.table.column(name) else { return false }
    switch column.kind {
    case .json: return sent != comment.json(name)
    case .boolean: return sent != (comment[name].isNull ? .null : .bool(comment.bool(name)))
    default: return sent != comment[name].json
    }
  }
}
