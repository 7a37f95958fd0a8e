import MariaDB
import Web

/// Rows about files.
enum FileRows {
  static func declare(in routes: inout Routes) {
    Rows(WorkingFileRows()).declare(in: &routes)
    Rows(OutputFileRows()).declare(in: &routes)
    Rows(PreviewFileRows()).declare(in: &routes)
    Rows(AttachmentFileRows()).declare(in: &routes)
  }
}

/// Files that artists work in.
struct WorkingFileRows: Resource, RowReading {
  let path = "working-files"
  let table = Table.workingFile
  let rules = Rules(list: .noVendor, read: .anyone, create: .admin, update: .anyone, delete: .admin)
  let isMalformedIDUnknown = true
  /// A file of no task cannot be read.
  let isReadingAlwaysChecked = true

  private static let plain = Shape(.workingFile)
  private static let full = Shape(.workingFile, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try access.noVendor()
    return "working_file.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id IN \(access.projects))"
  }

  func mayRead(_ row: Record, _ call: Call) throws { try call.access.readTask(row.id("task_id")) }

  /// The files made from it are always there.
  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    try call.row("SELECT \(Self.full.select) FROM working_file WHERE working_file.id = \(id)", Self.full)
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws { try call.access.actOnTask(row.id("task_id")) }
}

/// Files that a task delivers.
struct OutputFileRows: Resource {
  let path = "output-files"
  let table = Table.outputFile
  let rules = Rules(list: .noVendor, read: .teamAndEntity, create: .admin, update: .anyone, delete: .admin)
  let isMalformedIDUnknown = true
  let joins: SQL = " LEFT JOIN working_file source_file ON source_file.id = output_file.source_file_id"

  private static let shape = Shape(.outputFile).adding(
    Shape.Key(name: "source_file", source: .nested(presence: "source_file.id", Shape(.workingFile, as: "source_file").keys)),
    after: "source_file_id")

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.shape }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try access.noVendor()
    return "output_file.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id IN \(access.openProjects))"
  }

  func project(of row: Record, _ call: Call) throws -> ID? {
    guard let project = try call.database.ids("SELECT project_id FROM entity WHERE id = \(row.id("entity_id"))").first else {
      throw Failure.notFound("The entity of this file does not exist.")
    }
    return project
  }

  /// A file is one of something (oddity 5).
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if (body["entity_id"] ?? .null).isNull { throw Failure.notFound("An output file needs an entity.") }
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    let project = try project(of: row, call)
    let access = try call.access
    if access.isAdmin { return }
    if try access.isMember(of: project), access.isManager { return }
    try access.require(try access.isAssigned(toEntity: row.id("temporal_entity_id") ?? row.id("entity_id")))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["entity_id"] == .null { throw Failure.notFound("An output file needs an entity.") }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("output-file:\(action.rawValue)", ["output_file_id": JSON(row.id)], project: try project(of: row, call))
  }
}

/// Pictures and movies to look at.
struct PreviewFileRows: Resource {
  let path = "preview-files"
  let table = Table.previewFile
  let rules = Rules(list: .anyone, read: .team, create: .admin, update: .projectManager, delete: .projectManager)
  let isReadingAlwaysChecked = true

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    let condition: SQL =
      access.isVendor
      ? "task.id IN \(access.assignments) AND task.project_id IN \(ProjectStatus.openProjects)"
      : "task.project_id IN \(access.openProjects)"
    return "preview_file.task_id IN (SELECT task.id FROM task WHERE \(condition))"
  }

  private func task(of row: Record, _ call: Call) throws -> TaskFacts { try call.access.facts(ofTask: row.id("task_id")) }

  func project(of row: Record, _ call: Call) throws -> ID? { try task(of: row, call).project }

  func mayRead(_ row: Record, _ call: Call) throws {
    let task = try task(of: row, call)
    let access = try call.access
    if access.isVendor { try access.require(task.isAssigned) } else { try access.project(task.project) }
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    try call.access.projectManager(try task(of: row, call).project)
  }

  func mayDelete(_ row: Record, _ call: Call) throws {
    try call.access.projectManager(try task(of: row, call).project)
  }

  /// The previews of a revision stay together.
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    guard let sent = body["revision"], let revision = sent.integer, row.integer("position") == 1,
      row.integer("revision") != Int(revision)
    else { return }
    let siblings: SQL = "preview_file.task_id = \(row.id("task_id")) AND preview_file.id <> \(row.id)"
    if try call.database.exists("SELECT 1 FROM preview_file WHERE \(siblings) AND position = 1 AND revision = \(revision) LIMIT 1") {
      throw Failure.plain(400, "Revision \(revision) of this task is taken.")
    }
    try call.database.execute(
      """
      UPDATE preview_file SET revision = \(revision), updated_at = UTC_TIMESTAMP(6)
      WHERE \(siblings) AND revision = \(row.integer("revision"))
      """)
  }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    try Cascade(call, forcesFiles: call.isForced).deletePreviews([row.id])
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("preview-file:\(action.rawValue)", ["preview_file_id": JSON(row.id)])
  }
}

/// Files that were added to a comment or to a chat's message.
struct AttachmentFileRows: Resource {
  let path = "attachment-files"
  let table = Table.attachmentFile
  let rules = Rules.admins
  let isReadingAlwaysChecked = true
  let joins: SQL = """
     LEFT JOIN comment ON comment.id = attachment_file.comment_id
     LEFT JOIN chat_message ON chat_message.id = attachment_file.chat_message_id
    """

  private static let shape = Shape(.attachmentFile)
    .adding(Shape.Key(name: "comment", source: .nested(presence: "comment.id", Shape(.comment).keys)), after: "updated_at")
    .adding(Shape.Key(name: "chat_message", source: .nested(presence: "chat_message.id", Shape(.chatMessage).keys)), after: "comment")

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.shape }

  func mayRead(_ row: Record, _ call: Call) throws {
    let access = try call.access
    if let comment = row.id("comment_id") {
      try access.readTask(try call.database.ids("SELECT object_id FROM comment WHERE id = \(comment)").first)
    } else if let message = row.id("chat_message_id") {
      // The team of the entity that is talked about (oddity 23).
      let chat = try call.database.first(
        """
        SELECT entity.project_id, entity.id FROM chat_message JOIN chat ON chat.id = chat_message.chat_id
        JOIN entity ON entity.id = chat.object_id WHERE chat_message.id = \(message)
        """
      ) { ($0.id(0), $0.id(1)) }
      guard let (project, entity) = chat else { return try access.admin() }
      try access.project(project)
      try access.entity(entity)
    } else {
      throw Failure.forbidden
    }
  }
}
