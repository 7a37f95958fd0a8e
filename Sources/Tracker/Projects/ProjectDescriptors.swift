import Engine
import MariaDB
import Web

/// Metadata of projects themselves is the same in all open productions.
enum ProjectDescriptors {
  /// Copies the project-level descriptors of the other open projects, of each field the first that is seen.
  static func copy(to project: ID, _ call: Call) throws {
    let descriptors = try call.database.all(
      """
      SELECT \(Record.selection(.metadataDescriptor)) FROM metadata_descriptor
      JOIN project ON project.id = metadata_descriptor.project_id JOIN project_status ON project_status.id = project.project_status_id
      WHERE metadata_descriptor.entity_type = 'Project' AND project_status.name = 'Open' AND project.id <> \(project)
      ORDER BY metadata_descriptor.id
      """
    ) { Record(.metadataDescriptor, $0) }
    var seen: Set<String> = []
    for descriptor in descriptors where seen.insert(descriptor.text("field_name") ?? "").inserted {
      try add(descriptor.values.merging(["project_id": project.sqlValue]) { $1 }, to: project, call)
    }
  }

  @discardableResult
  static func add(_ values: [String: Value], to project: ID, _ call: Call) throws -> ID {
    let id = try call.database.insert(into: .metadataDescriptor, values)
    call.events.emit("metadata-descriptor:new", ["metadata_descriptor_id": JSON(id)], project: project)
    return id
  }
}
