import Engine
import MariaDB
import Web

/// Files that a task delivers.
struct OutputFileRows: Resource {
  let path = "output-files"
  let table = Table.outputFile
  let rules = Rules(list: .noVendor, read: .read, create: .admin, update: .anyone, delete: .admin)
  let isMalformedIDUnknown = true
  let joins = OutputFileList.joins

  func shape(_ call: Call, relations: Bool) throws -> Shape { OutputFileList.shape }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try call.check(.noVendor)
    let seen = try access.vendorsOnly(project: "entity.project_id", VendorView.assigned(access.studio))
    return "output_file.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id IN \(access.openProjects) AND \(seen))"
  }

  func project(of row: Record, _ call: Call) throws -> ID? {
    guard let project = try call.database.ids("SELECT project_id FROM entity WHERE id = \(row.id("entity_id"))").first else {
      throw Failure.notFound("The entity of this file does not exist.")
    }
    return project
  }

  /// A file is one of something (oddity 02-5).
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if (body["entity_id"] ?? .null).isNull { throw Failure.notFound("An output file needs an entity.") }
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    let entity = row.id("temporal_entity_id") ?? row.id("entity_id")
    try call.check(.change, RowFacts(worksOnEntity: try call.access.worksOnEntity(entity)), in: try project(of: row, call))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["entity_id"] == .null { throw Failure.notFound("An output file needs an entity.") }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("output-file:\(action.rawValue)", ["output_file_id": JSON(row.id)], project: try project(of: row, call))
  }
}

extension Rule where Row == RowFacts {
  /// Changing what a task delivers.
  static var change: Rule {
    Rule("managers of the project, and who has a task of the entity") { standing, row in
      try (standing.isMember && standing.isManager) || row.worksOnEntity()
    }
  }
}
