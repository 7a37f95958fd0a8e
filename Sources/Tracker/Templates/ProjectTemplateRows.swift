import Engine
import MariaDB
import Web

/// What new productions are made like.
struct ProjectTemplateRows: Resource, AdminFirst, CreationShaping {
  let path = "project-templates"
  let table = Table.projectTemplate
  let rules = Rules(read: .studioManager)
  let protected: Set<String> = ["type", "task_types", "task_statuses", "asset_types", "status_automations"]

  private static let plain = Shape(.projectTemplate)
  private static let full = Shape(.projectTemplate, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }
  func creationShape(_ call: Call) throws -> Shape { Self.plain }

  private static let accepted: Set<String> = Set(
    ["name", "description", "file_tree", "data", "metadata_descriptors"] + TemplateApplication.settings)

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    body.removeAll { !Self.accepted.contains($0) }
    guard let name = body["name"]?.text, !name.isEmpty else { throw Failure.row("name is required.") }
    try refuseTaken(name, except: nil, call)
    try Bitrates(call.configuration).checkTemplate(body, stored: nil)
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try Bitrates(call.configuration).checkTemplate(body, stored: row)
    guard let name = body["name"] else { return }
    guard let name = name.text, !name.isEmpty else { throw Failure.row("name must be a text that is not empty.") }
    try refuseTaken(name, except: row.id, call)
  }

  private func refuseTaken(_ name: String, except id: ID?, _ call: Call) throws {
    if try call.database.exists("SELECT 1 FROM project_template WHERE name = \(name) AND NOT (id <=> \(id))") {
      throw Failure.row("There is a project template of that name already.")
    }
  }
}
