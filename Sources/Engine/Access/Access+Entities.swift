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
}
