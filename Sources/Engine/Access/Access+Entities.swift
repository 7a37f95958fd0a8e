import MariaDB
import Web

extension Access {
  /// A6: passes for everybody but vendors, who need a task of the entity. It does not look at the project: use it after `project`.
  package func entity(_ entity: ID?) throws {
    guard isVendor else { return }
    try require(try isAssigned(toEntity: entity))
  }

  /// A21 for an entity: works the caller on at least one of its tasks, whatever the role?
  package func isAssigned(toEntity entity: ID?) throws -> Bool {
    try database.exists(
      """
      SELECT 1 FROM task JOIN task_person_link link ON link.task_id = task.id
      WHERE task.entity_id = \(entity) AND link.person_id = \(caller.id) LIMIT 1
      """)
  }

  /// A11: a manager or the entity's creator; a supervisor for the metadata of their departments.
  /// - Parameter fields: what the body changes.
  package func editEntity(_ entity: Record, fields: JSON.Object) throws {
    if isAdmin { return }
    guard try isMember(of: entity.id("project_id")) else { throw Failure.forbidden }
    if isManager || entity.id("created_by") == caller.id { return }
    guard isSupervisor, Set(fields.names).isSubset(of: ["data"]) else { throw Failure.forbidden }
    let mine = try departments()
    if mine.isEmpty { return }
    let keys = fields["data"]?.object?.names ?? []
    let allowed = try database.texts(
      """
      SELECT DISTINCT metadata_descriptor.field_name FROM metadata_descriptor
      JOIN department_metadata_descriptor_link link ON link.metadata_descriptor_id = metadata_descriptor.id
      WHERE metadata_descriptor.project_id = \(entity.id("project_id")) AND link.department_id IN \(mine)
      AND metadata_descriptor.entity_type = \(try EntityKind.descriptorKind(of: entity, database))
      """)
    try require(!keys.isEmpty && Set(keys).isSubset(of: allowed))
  }
}
