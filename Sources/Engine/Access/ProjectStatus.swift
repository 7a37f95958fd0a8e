import MariaDB
import Web

/// Whether a project is worked on.
package enum ProjectStatus {
  /// Ids of the projects that are worked on, for `project_id IN …`.
  package static let openProjects: SQL = """
    (SELECT project.id FROM project JOIN project_status ON project_status.id = project.project_status_id
    WHERE project_status.name = 'Open')
    """

  /// The id of the status named `Open`, which is made when it is missing.
  package static func open(_ database: Connection) throws -> ID {
    if let id = try database.ids("SELECT id FROM project_status WHERE name = 'Open'").first { return id }
    return try database.insert(into: .projectStatus, ["name": "Open", "color": "#000000"])
  }
}
