import Engine
import MariaDB
import Web

/// A project template made like a project (contract chapter 04, Algorithm 7a).
struct TemplateSnapshot {
  private let project: Record
  private let call: Call

  init(_ project: Record, _ call: Call) {
    self.project = project
    self.call = call
  }

  /// - Returns: the new template's id.
  func make(name: String, description: String?) throws -> ID {
    var values: [String: Value] = ["name": .text(name), "description": description.sqlValue]
    for setting in TemplateApplication.settings + ["file_tree", "default_preview_background_file_id"] { values[setting] = project[setting] }
    if project.json("data").isTruthy { values["data"] = project["data"] }
    let shape = TemplateDescriptor.shape
    let descriptors = try call.documents(
      "SELECT \(shape.select) FROM metadata_descriptor WHERE project_id = \(project.id) ORDER BY metadata_descriptor.id", shape)
    values["metadata_descriptors"] = .text(JSON.array(descriptors).description)
    let template = try call.database.insert(into: .projectTemplate, values)
    for link in TemplateApplication.links {
      try call.database.execute(
        """
        INSERT INTO project_template_\(raw: link.table) (project_template_id, \(raw: link.columns)\(raw: link.hasID ? ", id" : ""))
        SELECT \(template), \(raw: link.columns)\(raw: link.hasID ? ", UUID()" : "") FROM project_\(raw: link.table)
        WHERE project_id = \(project.id)
        """)
    }
    return template
  }
}
