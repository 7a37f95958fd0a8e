import Engine
import MariaDB
import Web

/// Pictures and movies to look at.
struct PreviewFileRows: Resource {
  let path = "preview-files"
  let table = Table.previewFile
  let rules = Rules(list: .anyone, read: .team, create: .admin, update: .manager, delete: .manager)
  let isReadingAlwaysChecked = true

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    let condition: SQL =
      access.studio.isVendor
      ? "task.id IN \(access.assignments) AND task.project_id IN \(ProjectStatus.openProjects)"
      : try access.seenTasks
    return "preview_file.task_id IN (SELECT task.id FROM task WHERE \(condition))"
  }

  private func task(of row: Record, _ call: Call) throws -> TaskFacts { try call.access.facts(ofTask: row.id("task_id")) }

  func project(of row: Record, _ call: Call) throws -> ID? { try task(of: row, call).project }

  func mayRead(_ row: Record, _ call: Call) throws {
    let task = try task(of: row, call)
    try call.check(.seePreviewRow, task, in: task.project)
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    try call.check(.manager, RowFacts(), in: try task(of: row, call).project)
  }

  func mayDelete(_ row: Record, _ call: Call) throws {
    try call.check(.manager, RowFacts(), in: try task(of: row, call).project)
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

extension Rule where Row == TaskFacts {
  /// The rows of a task's previews.
  static var seePreviewRow: Rule {
    Rule("the team of the project, vendors of the studio or the project for their tasks") { standing, task in
      if standing.studioRole == .vendor { return task.isAssigned }
      return standing.isMember && (!standing.isVendor || task.isAssigned)
    }
  }
}
