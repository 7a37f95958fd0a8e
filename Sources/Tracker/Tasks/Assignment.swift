import Engine
import MariaDB
import Web

/// Giving tasks to one person: who may, what is stored, and who is told.
struct Assignment {
  private let call: Call
  private let person: ID
  private let isBot: Bool
  /// Who may assign the person.
  let rule: Rule<TaskFacts>

  /// - Throws: 400 for a person who does not exist, and for the preview account of a production.
  init(of text: String, _ call: Call) throws {
    self.call = call
    let id = ID(text)
    let access = try call.access
    let found = try id.flatMap { id in
      try call.database.first(
        """
        SELECT is_bot, EXISTS (SELECT 1 FROM department_link WHERE person_id = person.id AND department_id IN \(try access.departments()))
        , preview_project_id IS NOT NULL FROM person WHERE id = \(id)
        """
      ) { (isBot: $0.bool(0), isColleague: $0.bool(1), isPreview: $0.bool(2)) }
    }
    guard let id, let found else { throw Failure(status: 400, body: ["error": "Assignee doesn't exist in database."]) }
    if found.isPreview { throw TaskAssignment.refusedPreview }
    (person, isBot) = (id, found.isBot)
    rule = .assign(id, isColleague: found.isColleague)
  }

  /// Those of the projects that the person may work in: bots only where they are let in.
  func isWelcome(in projects: [ID?]) throws -> Set<ID?> {
    guard isBot else { return Set(projects) }
    let known = Array(Set(projects.compactMap { $0 }))
    return Set(try call.database.ids("SELECT id FROM project WHERE id IN \(known) AND is_bot_collaboration_enabled"))
  }

  /// Writes and announces the assignment, of a task that the person has already too. Who works in a project is in its team; of several
  /// projects the person joins that of the first task.
  func store(_ tasks: [TaskFacts]) throws {
    let author = try call.callerID
    let ids = tasks.map(\.id)
    try call.database.execute(
      """
      INSERT INTO task_person_link (task_id, person_id) VALUES \(ids.map { "(\($0), \(person))" as SQL }.joined(separator: ", "))
      ON DUPLICATE KEY UPDATE task_id = VALUE(task_id)
      """)
    try call.database.execute("UPDATE task SET assigner_id = \(author), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(ids)")
    for task in tasks {
      call.events.emit("task:assign", ["task_id": JSON(task.id), "person_id": JSON(person)], project: task.project)
      call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.project)
    }
    // Nobody is told of what they did themselves.
    let told = person == author ? [] : tasks.map { Told(person: person, author: author, task: $0.id, project: $0.project) }
    try Notifications.create(.assignation, told, call)
    guard let project = tasks.first?.project else { return }
    let isNew =
      try call.database.execute("INSERT IGNORE INTO project_person_link (project_id, person_id) VALUES (\(project), \(person))") > 0
    if isNew { call.events.emit("project:update", ["project_id": JSON(project)], project: project) }
  }
}
