import Engine
import MariaDB
import Web

/// The productions that the caller works in, with what the web app needs to show them (contract chapter 03, ProjectOpen): every open one
/// for an administrator, for others those whose team they are in.
struct OpenProjects {
  private let shape: Shape
  private let sql: SQL

  /// - Parameter name: exactly that of the project; nil for all.
  init(named name: String? = nil, _ access: Access) throws {
    let named: SQL = name.map { "project.name = \($0)" } ?? "TRUE"
    let episode: SQL = """
      IF(project.production_type = 'tvshow', (SELECT entity.id FROM entity
      WHERE entity.project_id = project.id AND \(EntityKind.episode.condition())
      ORDER BY entity.status = 'running' DESC, entity.name, entity.id LIMIT 1), NULL)
      """
    shape = Shape(
      keys: Shape(.project, relations: true).keys + [
        Shape.Key("descriptors", .ids(try Self.descriptors(access))),
        Shape.Key("task_types_priority", Self.priorities, .json),
        Shape.Key("task_statuses_link", Self.statuses, .json),
      ])
    sql = """
      SELECT \(shape.select), \(episode) FROM project WHERE project.id IN \(access.visibleProjects) AND \(named) ORDER BY project.id
      """
  }

  /// Writes the projects, separated by commas.
  func write(from database: Connection, to output: JSONOutput, _ flush: () throws -> Void) throws {
    try database.write(sql, to: output, flush) { row in
      // Only a series that has an episode tells one.
      let episode = row.text(shape.width)
      shape.write(row, to: output, extra: episode.map { ["first_episode_id": .text($0)] })
    }
  }

  /// The metadata that the caller may see: clients what is for them, vendors that of no department or of theirs.
  private static func descriptors(_ access: Access) throws -> SQL {
    let visible: SQL =
      switch access.caller.role {
      case .client: "descriptor.for_client"
      case .vendor:
        """
        (NOT EXISTS (SELECT 1 FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = descriptor.id)
        OR EXISTS (SELECT 1 FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = descriptor.id
        AND link.department_id IN \(try access.departments())))
        """
      default: "TRUE"
      }
    return """
      (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', descriptor.id, 'name', descriptor.name, 'field_name', descriptor.field_name,
      'data_type', descriptor.data_type, 'choices', JSON_COMPACT(descriptor.choices COLLATE utf8mb4_nopad_bin),
      'for_client', JSON_COMPACT(IF(descriptor.for_client, 'true', 'false')), 'entity_type', descriptor.entity_type,
      'task_type_id', descriptor.task_type_id, 'position', descriptor.position,
      'departments', JSON_COMPACT(COALESCE((SELECT JSON_ARRAYAGG(link.department_id ORDER BY link.department_id)
      FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = descriptor.id), '[]')))
      ORDER BY descriptor.id) FROM metadata_descriptor descriptor WHERE descriptor.project_id = project.id AND \(visible))
      """
  }

  private static let priorities: SQL = """
    COALESCE((SELECT JSON_OBJECTAGG(link.task_type_id, link.priority) FROM project_task_type_link link
    WHERE link.project_id = project.id), '{}')
    """

  private static let statuses: SQL = """
    COALESCE((SELECT JSON_OBJECTAGG(link.task_status_id,
    JSON_OBJECT('priority', link.priority, 'roles_for_board', JSON_COMPACT(link.roles_for_board)))
    FROM project_task_status_link link WHERE link.project_id = project.id), '{}')
    """
}
