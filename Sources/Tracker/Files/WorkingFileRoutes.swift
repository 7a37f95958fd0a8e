import Engine
import MariaDB
import Web

/// Files that artists work in: their paths, revisions and lists (contract chapter 07, Working files).
enum WorkingFileRoutes {
  static func declare(in routes: inout Routes) {
    let task = "/data/tasks/:task_id/working-file"
    routes.post("\(task)-path", "Tell the path that a working file would have", asked, .task(.read), then: path)
    routes.get("\(task)s", "List the working files of a task", .task(.read)) { call, task in
      list("working_file.task_id = \(task.id)", plain, call)
    }
    routes.get("\(task)s/last-revisions", "Show the last revision of each working file of a task", .task(.read), then: lastRevisions)
    routes.post("\(task)s/new", "Make the next revision of a working file", new, .task(.read), then: add)
    routes.get("/data/entities/:entity_id/working-files", "List the working files of an entity", .entity(.read), then: ofEntity)
    routes.get("/data/files/:file_id", "Show a working or an output file", .id("file_id"), then: anyFile)

    let file = "/actions/working-files/:working_file_id"
    routes.put("\(file)/comment", "Comment a working file", comment, .workingFile(.act)) { call, text, file in
      try change(file.file, "comment = \(text)", call)
    }
    routes.put("\(file)/modified", "Say that a working file was changed now", .workingFile(.act)) { call, file in
      try change(file.file, "comment = comment", call)
    }
  }

  static let plain = Shape(.workingFile)
  /// With the files made from it.
  static let full = Shape(.workingFile, relations: true)

  // MARK: Reading

  private static func list(_ condition: SQL, _ shape: Shape, _ call: Call) -> Response {
    call.stream(
      """
      SELECT \(shape.select) FROM working_file WHERE \(condition) AND working_file.revision >= 0
      ORDER BY working_file.revision DESC, working_file.id
      """, shape)
  }

  private static func ofEntity(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Response {
    var condition: SQL = "working_file.entity_id = \(entity.id)"
    if let task = try call.askedID("task_id") { condition = "\(condition) AND working_file.task_id = \(task)" }
    if let name = call.request.query["name"], !name.isEmpty { condition = "\(condition) AND working_file.name = \(name)" }
    return list(condition, call.request.query.flag("relations") ? full : plain, call)
  }

  private static func lastRevisions(_ call: Call, _ task: Subject<TaskFacts>) throws -> Response {
    let rows = try call.documents(
      """
      SELECT \(plain.select) FROM working_file JOIN (
        SELECT name, MAX(revision) AS revision FROM working_file WHERE task_id = \(task.id) GROUP BY name
      ) last ON last.name = working_file.name AND last.revision = working_file.revision
      WHERE working_file.task_id = \(task.id) ORDER BY working_file.name
      """, plain)
    var byName: JSON.Object = [:]
    for row in rows { byName[row["name"].text ?? ""] = row }
    return .json(.object(byName))
  }

  /// Vendors of the team see the files of all tasks.
  private static func anyFile(_ call: Call, _ id: ID) throws -> Response {
    for table in [Table.workingFile, .outputFile] {
      guard let file = try call.database.record(table, id) else { continue }
      let entity = try file.id("entity_id").flatMap { try call.database.record(.entity, $0) }
      _ = try call.subject(try entity.found(or: "The file is of no entity."), .read)
      if table.name == Table.workingFile.name { return try answer(id, full, call) }
      let shape = OutputFileList.shape
      return try call.row("SELECT \(shape.select) FROM output_file\(OutputFileList.joins) WHERE output_file.id = \(id)", shape)
    }
    throw Failure.notFound("There is no such file.")
  }

  static func answer(_ id: ID, _ shape: Shape, status: Int = 200, _ call: Call) throws -> Response {
    try call.row("SELECT \(shape.select) FROM working_file WHERE working_file.id = \(id)", shape, status: status)
  }

  // MARK: Paths

  private typealias Asked = (name: String, mode: String, software: String?, revision: Int, separator: String)

  private static let asked = Step<Asked>.fields { fields in
    let (name, mode) = (fields.fileName(), fields.text("mode", default: "working"))
    let software = fields.optionalText("software_id")
    _ = fields.text("comment", default: "")
    return (name, mode, software, fields.integer("revision", default: 0), fields.separator())
  }

  private static func path(_ call: Call, _ asked: Asked, _ task: Subject<TaskFacts>) throws -> Response {
    let standard = try FileCatalogue.software(.max, call)
    let software = try asked.software?.nonEmpty.map { try call.row(.software, named: $0) } ?? standard
    let subject = try self.subject(task, asked.name, asked.revision, software, call)
    return try call.path {
      .json([
        "path": .text(try subject.folder(asked.mode, separator: asked.separator)), "name": .text(try subject.name(asked.mode)),
      ])
    }
  }

  /// - Parameter revision: 0 for the next one.
  private static func subject(_ task: Subject<TaskFacts>, _ name: String, _ revision: Int, _ software: Record, _ call: Call) throws
    -> PathSubject
  {
    let row = try call.database.record(.task, task.id)
    let entity = try task.entity.flatMap { try call.database.record(.entity, $0) }
    let subject = try PathSubject(try entity.found(or: "The task is of no entity."), task: row, call)
    subject.name = name
    subject.software = software
    subject.revision = revision == 0 ? try Revisions.next(ofWorkingFile: name, in: task.id, call.database) : revision
    return subject
  }

  // MARK: Writing

  private typealias New = (
    name: String, mode: String, comment: String, person: String?, software: String?, revision: Int, separator: String
  )

  private static let new = Step<New>.fields { fields in
    let (name, mode) = (fields.fileName(default: nil), fields.text("mode", default: "working"))
    _ = fields.text("description", default: "")
    return (
      name, mode, fields.text("comment", atMost: 500_000, default: ""), fields.optionalText("person_id"),
      fields.optionalText("software_id"), fields.integer("revision", default: 0), fields.separator()
    )
  }

  private static func add(_ call: Call, _ new: New, _ task: Subject<TaskFacts>) throws -> Response {
    let software = try new.software.map { try call.row(.software, named: $0) } ?? FileCatalogue.software(.blender, call)
    let author = try call.callerID
    let person = new.person.map { ID($0) } ?? author
    guard let person, try call.database.exists("SELECT 1 FROM person WHERE id = \(person)") else {
      throw Failure.file("error", "Cannot find given person.")
    }
    let subject = try self.subject(task, new.name, new.revision, software, call)
    let path: String
    do {
      path = try subject.folder(new.mode, separator: "/") + new.separator + subject.name(new.mode)
    } catch let problem as FileTree.Problem {
      throw Failure.file("error", problem.message)
    }
    guard path.unicodeScalars.count <= 400 else { throw Failure.file("error", "The path of the file would be longer than 400 characters.") }
    try call.database.execute("INSERT IGNORE INTO task_person_link (task_id, person_id) VALUES (\(task.id), \(author))")
    try call.database.execute("UPDATE task SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(task.id)")
    call.events.emit("task:assign", ["task_id": JSON(task.id), "person_id": JSON(author)], project: task.project)
    call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.project)
    do {
      let id = try call.database.insert(
        into: .workingFile,
        [
          "name": new.name.sqlValue, "comment": new.comment.sqlValue, "revision": subject.revision.sqlValue, "path": path.sqlValue,
          "task_id": task.id.sqlValue, "entity_id": task.entity.sqlValue, "person_id": person.sqlValue, "software_id": software.id.sqlValue,
        ])
      call.events.emit("working-file:new", ["working_file_id": JSON(id)], project: task.project)
      return try answer(id, plain, status: 201, call)
    } catch let error as DatabaseError where error.isDuplicate {
      throw Failure.file("error", "The given working file already exists.")
    }
  }

  private static let comment = Step.fields { fields in fields.text("comment", atLeast: 1, atMost: 500_000) }

  private static func change(_ file: Record, _ assignment: SQL, _ call: Call) throws -> Response {
    try call.database.execute("UPDATE working_file SET \(assignment), updated_at = UTC_TIMESTAMP(6) WHERE id = \(file.id)")
    return try answer(file.id, plain, call)
  }
}

/// A working file with what the caller is in the project of its task.
struct WorkingFileSubject {
  let file: Record
  let task: Subject<TaskFacts>
}

extension Step where Value == WorkingFileSubject {
  /// The working file that the path names. It is locked when the route writes. - Throws: 404, also for one of no task; then 403.
  static func workingFile(_ rule: Rule<TaskFacts>) -> Step {
    let file = Step<Record>.row(.workingFile)
    return Step(StepNote(parameters: file.note.parameters, who: rule.words)) { call in
      let file = try file.run(call)
      let task = try call.access.facts(ofTask: file.id("task_id"))
      return WorkingFileSubject(file: file, task: Subject(task, try call.check(rule, task, in: task.project)))
    }
  }
}
