import Engine
import MariaDB
import Web

/// Who works on a task, and telling them.
enum TaskAssignment {
  /// The account with which clients' eyes are tried works nowhere.
  static let refusedPreview = Failure.parameter("A preview account can't be assigned.")

  /// - Throws: 400 when a preview account is among the assignees that a body names.
  static func check(_ body: JSON.Object, _ database: Connection) throws {
    let people = body["assignees"]?.array?.compactMap { $0.text.flatMap { ID($0) } } ?? []
    if !people.isEmpty, try database.holdsPreviewAccount(people) { throw refusedPreview }
  }

  static func assignees(of task: ID, _ database: Connection) throws -> [ID] {
    try database.ids("SELECT person_id FROM task_person_link WHERE task_id = \(task) ORDER BY person_id")
  }

  /// Announces the difference between two sets of assignees: first who was added, then who was removed.
  static func announce(from old: [ID], to new: [ID], task: Record, _ call: Call) throws {
    let project = task.id("project_id")
    let added = new.filter { !old.contains($0) }
    for person in added {
      call.events.emit("task:assign", ["task_id": JSON(task.id), "person_id": JSON(person)], project: project)
    }
    // Nobody is told of what they did themselves.
    let author = try call.access.caller.id
    let told = added.filter { $0 != author }.map { Told(person: $0, author: author, task: task.id, project: project) }
    try Notifications.create(.assignation, told, call)
    for person in old where !new.contains(person) {
      call.events.emit("task:unassign", ["task_id": JSON(task.id), "person_id": JSON(person)], project: project)
    }
  }
}
