import Engine
import MariaDB
import Web

/// Files that artists work in.
struct WorkingFileRows: Resource, RowReading {
  let path = "working-files"
  let table = Table.workingFile
  let rules = Rules(list: .noVendor, read: .anyone, create: .admin, update: .anyone, delete: .admin)
  let isMalformedIDUnknown = true
  /// A file of no task cannot be read.
  let isReadingAlwaysChecked = true

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? WorkingFileRoutes.full : WorkingFileRoutes.plain }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try call.check(.noVendor)
    let seen = try access.vendorsOnly(project: "entity.project_id", VendorView.assigned(access.studio))
    return "working_file.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id IN \(access.projects) AND \(seen))"
  }

  func mayRead(_ row: Record, _ call: Call) throws { try check(.read, row, call) }

  /// The files made from it are always there.
  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response {
    try WorkingFileRoutes.answer(id, WorkingFileRoutes.full, call)
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws { try check(.act, row, call) }

  private func check(_ rule: Rule<TaskFacts>, _ row: Record, _ call: Call) throws {
    let task = try call.access.facts(ofTask: row.id("task_id"))
    try call.check(rule, task, in: task.project)
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["validation_status"] == .null { throw Failure.parameter("Invalid validation_status") }
  }
}
