import Engine
import MariaDB
import Web

/// Productions with everything that the web app needs to show them (contract chapters 03 and 04, ProjectOpen): relations, metadata fields,
/// and how task types and task statuses are set. The fields are those that the caller may see in that production.
struct ProjectDocuments: Sendable {
  private let shape: Shape
  private let sql: SQL

  /// - Parameters:
  ///   - condition: which projects, by the table `project`.
  ///   - order: in which order.
  ///   - tellsStatus: names the status of the project at the end.
  init(where condition: SQL, orderedBy order: SQL = "project.id", tellsStatus: Bool = false, _ access: Access) throws {
    let episode: SQL = """
      IF(project.production_type = 'tvshow', (SELECT entity.id FROM entity
      WHERE entity.project_id = project.id AND \(EntityKind.episode.condition())
      ORDER BY entity.status = 'running' DESC, entity.name, entity.id LIMIT 1), NULL)
      """
    shape = Shape(
      keys: Shape(.project, relations: true).keys + [
        Shape.Key("descriptors", .ids(try Self.descriptors(access))),
        Shape.Key("task_type_links", Self.taskTypes, .json),
        Shape.Key("task_types_priority", Self.priorities, .json),
        Shape.Key("task_statuses_link", Self.statuses, .json),
      ])
    let status: SQL =
      tellsStatus ? "(SELECT project_status.name FROM project_status WHERE project_status.id = project.project_status_id)" : "NULL"
    sql = "SELECT \(shape.select), \(episode), \(status) FROM project WHERE \(condition) ORDER BY \(order)"
    self.tellsStatus = tellsStatus
  }

  private let tellsStatus: Bool

  /// The open projects that the caller works in; every open one for an administrator.
  /// - Parameter name: exactly that of the project; nil for all.
  static func open(named name: String? = nil, orderedBy order: SQL = "project.id", _ access: Access) throws -> ProjectDocuments {
    let named: SQL = name.map { "project.name = \($0)" } ?? "TRUE"
    return try ProjectDocuments(where: "project.id IN \(access.visibleProjects) AND \(named)", orderedBy: order, access)
  }

  /// Writes the projects, separated by commas.
  func write(from database: Connection, to output: JSONOutput, _ flush: () throws -> Void) throws {
    try database.write(sql, to: output, flush) { row in shape.write(row, to: output, extra: extras(row)) }
  }

  /// All of them, as an array.
  func list(_ call: Call) -> Response {
    .stream { [database = call.database] output, flush in
      output.append(byte: UInt8(ascii: "["))
      try write(from: database, to: output, flush)
      output.append(byte: UInt8(ascii: "]"))
    }
  }

  /// The only one. - Throws: 404 when there is none.
  func one(_ call: Call) throws -> Response {
    let output = JSONOutput(capacity: 4096)
    let found: Void? = try call.database.first(sql) { shape.write($0, to: output, extra: extras($0)) }
    guard found != nil else { throw Failure.notFound("There is no such project.") }
    return Response(body: .bytes(Array(output.bytes)))
  }

  private func extras(_ row: Row) -> JSON.Object {
    var extras: JSON.Object = [:]
    // Only a series that has an episode tells one.
    if let episode = row.text(shape.width) { extras["first_episode_id"] = .text(episode) }
    if tellsStatus { extras["project_status_name"] = JSON(row.text(shape.width + 1)) }
    return extras
  }

  /// The metadata of each project as a JSON array. - Parameter condition: which, by the table `descriptor`.
  static func descriptors(where condition: SQL) -> SQL {
    """
    (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', descriptor.id, 'name', descriptor.name, 'field_name', descriptor.field_name,
    'data_type', descriptor.data_type, 'choices', JSON_COMPACT(descriptor.choices COLLATE utf8mb4_nopad_bin),
    'for_client', JSON_COMPACT(IF(descriptor.for_client, 'true', 'false')), 'entity_type', descriptor.entity_type,
    'task_type_id', descriptor.task_type_id, 'position', descriptor.position,
    'departments', JSON_COMPACT(COALESCE((SELECT JSON_ARRAYAGG(link.department_id ORDER BY link.department_id)
    FROM department_metadata_descriptor_link link WHERE link.metadata_descriptor_id = descriptor.id), '[]')))
    ORDER BY descriptor.id) FROM metadata_descriptor descriptor WHERE descriptor.project_id = project.id AND \(condition))
    """
  }

  private static func descriptors(_ access: Access) throws -> SQL {
    descriptors(where: try DescriptorVisibility(access).condition(on: "descriptor"))
  }

  private static let taskTypes: SQL = """
    COALESCE((SELECT JSON_OBJECTAGG(link.task_type_id, JSON_OBJECT('priority', link.priority,
    'hd_bitrate_compression', link.hd_bitrate_compression, 'ld_bitrate_compression', link.ld_bitrate_compression,
    'is_client_visible', JSON_COMPACT(ELT(2 + COALESCE(link.is_client_visible, -1), 'null', 'false', 'true'))))
    FROM project_task_type_link link WHERE link.project_id = project.id), '{}')
    """

  private static let priorities: SQL = """
    COALESCE((SELECT JSON_OBJECTAGG(link.task_type_id, link.priority) FROM project_task_type_link link
    WHERE link.project_id = project.id), '{}')
    """

  private static let statuses: SQL = """
    COALESCE((SELECT JSON_OBJECTAGG(link.task_status_id,
    JSON_OBJECT('priority', link.priority, 'roles_for_board', JSON_COMPACT(link.roles_for_board),
    'is_client_allowed', JSON_COMPACT(ELT(2 + COALESCE(link.is_client_allowed, -1), 'null', 'false', 'true'))))
    FROM project_task_status_link link WHERE link.project_id = project.id), '{}')
    """
}
