import Engine
import MariaDB
import Web

/// Asking for the review of a task without a comment, as pipeline scripts do (contract chapter 06, Status; gone in Zou 1.0.97).
enum ReviewRequest {
  static func declare(in routes: inout Routes) {
    routes.put("/actions/tasks/:task_id/to-review", "Ask for the review of a task without a comment", body, .task(.read), then: ask)
  }

  private typealias Body = (person: String?, comment: JSON, name: String, revision: Int, changesStatus: JSON)

  private static let body = Step<Body>.fields { fields in
    let (person, comment) = (fields.optionalText("person_id"), fields["comment"])
    _ = fields.optionalText("comment", atMost: 500_000)
    let name = fields.optionalText("name", atMost: 250) ?? "main"
    let revision = fields["revision"] == nil ? 1 : fields.integer("revision", atLeast: 0)
    let changes = fields["change_status"]
    let flag = fields.boolean("change_status", default: true, nullable: true)
    return (person, comment ?? "", name, revision, changes?.isNull == true ? .null : .bool(flag))
  }

  private static func ask(_ call: Call, _ body: Body, _ task: Subject<TaskFacts>) throws -> Response {
    let person = try reviewer(body, call)
    guard let entity = try task.entity.flatMap({ try call.database.record(.entity, $0) }),
      let former = try call.database.record(.task, task.id),
      let project = try task.project.flatMap({ try call.database.record(.project, $0) }),
      let type = try entity.id("entity_type_id").flatMap({ try call.database.record(.entityType, $0) })
    else { throw Failure.notFound("The task is of no entity.") }
    let path = try self.path(former, entity, body, call)
    let status = try self.status(call)
    if body.changesStatus == .bool(true) {
      try call.database.execute("UPDATE task SET task_status_id = \(status), updated_at = UTC_TIMESTAMP(6) WHERE id = \(task.id)")
    }
    call.events.emit(
      "task:to-review",
      [
        "task_id": JSON(task.id), "task_shotgun_id": number(former), "entity_type_name": JSON(type.text("name")),
        "previous_task_status_id": JSON(former.id("task_status_id")), "entity_shotgun_id": number(entity),
        "project_shotgun_id": number(project), "person_shotgun_id": person["shotgun_id"], "comment": body.comment, "preview_path": path,
        "change_status": body.changesStatus,
      ])
    func document(_ table: Table, _ id: ID) throws -> JSON {
      let shape = Shape(table)
      return try call.documents("SELECT \(shape.select) FROM \(raw: table.name) WHERE \(raw: table.name).id = \(id)", shape).first ?? .null
    }
    guard case .object(var answer) = try document(.task, task.id) else { throw Failure.notFound("There is no such task.") }
    answer["project"] = try document(.project, project.id)
    answer["entity"] = try document(.entity, entity.id)
    answer["entity_type"] = try document(.entityType, type.id)
    (answer["person"], answer["comment"], answer["preview_path"]) = (person, body.comment, path)
    return .json(.object(answer))
  }

  private static func number(_ record: Record) -> JSON { record.integer("shotgun_id").map { JSON($0) } ?? .null }

  /// Who asks: the person that is named, with their departments, else the caller. - Throws: 400 for one who does not exist.
  private static func reviewer(_ body: Body, _ call: Call) throws -> JSON {
    let shape = body.person == nil ? PersonShape.safe : PersonShape.safeWithDepartments
    let id = body.person == nil ? try call.callerID : ID(body.person ?? "")
    let found = try id.flatMap { try call.documents("SELECT \(shape.select) FROM person WHERE person.id = \($0)", shape).first }
    guard let found else { throw Failure.plain(400, "Cannot find given person.") }
    return found
  }

  /// Where the preview would be; empty where the project's tree has no place for it.
  private static func path(_ task: Record, _ entity: Record, _ body: Body, _ call: Call) throws -> JSON {
    let subject = try PathSubject(entity, task: task, call)
    (subject.name, subject.revision) = (body.name, body.revision)
    do {
      return try [
        "folder_path": .text(subject.folder("preview", separator: "/")), "file_name": .text(subject.name("preview")),
      ]
    } catch is FileTree.Problem {
      return ["folder_path": "", "file_name": ""]
    }
  }

  /// The status with which somebody is asked to look, made when there is none.
  private static func status(_ call: Call) throws -> ID {
    let known = try call.database.ids(
      """
      SELECT id FROM task_status WHERE (name = 'To review' OR short_name = 'pndng') AND NOT COALESCE(for_concept, FALSE)
      ORDER BY name = 'To review' DESC, id LIMIT 1
      """)
    if let known = known.first { return known }
    let made = try Failure.mappingIntegrity {
      try call.database.insert(
        into: .taskStatus, ["name": "To review".sqlValue, "short_name": "pndng".sqlValue, "color": "#f5f5f5".sqlValue])
    }
    call.events.emit("task-status:new", ["task_status_id": JSON(made)])
    return made
  }
}
