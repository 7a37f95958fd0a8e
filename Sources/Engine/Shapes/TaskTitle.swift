import MariaDB
import Web

/// A task as people speak of it, and where the web app shows it (contract chapter 06, Notifications).
package struct TaskTitle {
  /// `project / sequence / shot / task type`
  package let name: String
  package let link: String

  /// - Returns: nil for a task that no longer exists.
  package init?(_ task: ID, _ configuration: Configuration, _ database: Connection) throws {
    let found = try database.first(
      """
      SELECT project.id, project.name, COALESCE(project.production_type, ''), task_type.name, COALESCE(task_type.for_entity, ''),
      entity.name, entity_type.name, parent.name, grandparent.name,
      IF(entity_type.name = 'Episode', entity.id, \(FullEntityName.workedIn))
      FROM task JOIN project ON project.id = task.project_id JOIN task_type ON task_type.id = task.task_type_id
      JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins) WHERE task.id = \(task)
      """
    ) { row -> TaskTitle? in
      guard let project = row.id(0) else { return nil }
      let kind = row.text(6) ?? ""
      let isAsset = !EntityKind.reservedTypes.contains(kind)
      let path = isAsset ? [kind, row.text(5)] : [row.text(8), row.text(7), row.text(5)]
      let name = ([row.text(1)] + path + [row.text(3)]).compactMap { $0?.nonEmpty }.joined(separator: " / ")
      let episode = row.text(2) == "tvshow" ? "/episodes/\(row.id(9)?.description ?? "main")" : ""
      let section = ["Shot": "shots", "Edit": "edits"][row.text(4) ?? ""] ?? "assets"
      let site = "\(configuration.domainProtocol)://\(configuration.domainName)"
      return TaskTitle(name: name, link: "\(site)/productions/\(project)\(episode)/\(section)/tasks/\(task)")
    }
    guard let title = found ?? nil else { return nil }
    self = title
  }

  private init(name: String, link: String) {
    self.name = name
    self.link = link
  }
}
