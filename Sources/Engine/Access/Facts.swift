import MariaDB
import Web

/// What the rules about a task look at.
package struct TaskFacts: AboutEntity {
  package let id: ID
  package let project: ID?
  package let entity: ID?
  package let taskType: ID?
  /// Department of the task type.
  package let department: ID?
  /// Who made the entity.
  package let entityCreator: ID?
  /// Does the caller work on it?
  package let isAssigned: Bool
  package let worksOnEntity: () throws -> Bool

  package init(
    id: ID, project: ID?, entity: ID?, taskType: ID?, department: ID?, entityCreator: ID?, isAssigned: Bool,
    worksOnEntity: @escaping () throws -> Bool
  ) {
    self.id = id
    self.project = project
    self.entity = entity
    self.taskType = taskType
    self.department = department
    self.entityCreator = entityCreator
    self.isAssigned = isAssigned
    self.worksOnEntity = worksOnEntity
  }
}

/// What the rules about an entity look at.
package struct EntityFacts: AboutEntity {
  package let record: Record
  package let worksOnEntity: () throws -> Bool
  /// Names of the metadata that entities of the kind have for one of the departments. Looked up when a rule asks.
  package let metadata: (_ departments: [ID]) throws -> [String]

  package var id: ID { record.id }
  package var project: ID? { record.id("project_id") }
  /// Who made it.
  package var creator: ID? { record.id("created_by") }

  package init(record: Record, worksOnEntity: @escaping () throws -> Bool, metadata: @escaping (_ departments: [ID]) throws -> [String]) {
    self.record = record
    self.worksOnEntity = worksOnEntity
    self.metadata = metadata
  }
}

/// What the rules about a row of any table look at.
package struct RowFacts: AboutEntity {
  package let worksOnEntity: () throws -> Bool

  /// - Parameter worksOnEntity: for rules that ask; rows of no entity are nobody's work.
  package init(worksOnEntity: @escaping () throws -> Bool = { false }) { self.worksOnEntity = worksOnEntity }
}

/// A row that vendors may see when they have a task of its entity.
package protocol AboutEntity: SendableMetatype {
  /// Has the caller a task of the entity? Looked up when a rule asks.
  var worksOnEntity: () throws -> Bool { get }
}

extension Access {
  /// - Parameter isLocked: keeps other transactions from changing the task until this one ends; its task type and entity stay free.
  /// - Throws: 404 for a task that does not exist.
  package func facts(ofTask task: ID?, isLocked: Bool = false) throws -> TaskFacts {
    guard let facts = try task.flatMap({ try facts(ofTasks: [$0], isLocked: isLocked).first }) else {
      throw Failure.notFound("There is no such task.")
    }
    return facts
  }

  /// The tasks of these ids that there are, in the order of their ids.
  /// - Parameter isLocked: keeps other transactions from changing them until this one ends; their task types and entities stay free.
  package func facts(ofTasks tasks: [ID], isLocked: Bool = false) throws -> [TaskFacts] {
    try database.all(
      """
      SELECT task.id, task.project_id, task.entity_id, task.task_type_id,
      (SELECT department_id FROM task_type WHERE task_type.id = task.task_type_id),
      (SELECT created_by FROM entity WHERE entity.id = task.entity_id),
      EXISTS (SELECT 1 FROM task_person_link link WHERE link.task_id = task.id AND link.person_id = \(caller.id))
      FROM task WHERE task.id IN \(tasks) ORDER BY task.id\(raw: isLocked ? " FOR UPDATE" : "")
      """
    ) { row -> TaskFacts? in
      row.id(0).map {
        TaskFacts(
          id: $0, project: row.id(1), entity: row.id(2), taskType: row.id(3), department: row.id(4), entityCreator: row.id(5),
          isAssigned: row.bool(6), worksOnEntity: worksOnEntity(row.id(2)))
      }
    }.compactMap { $0 }
  }

  package func facts(of entity: Record) -> EntityFacts {
    EntityFacts(record: entity, worksOnEntity: worksOnEntity(entity.id)) { [database] departments in
      try database.texts(
        """
        SELECT DISTINCT metadata_descriptor.field_name FROM metadata_descriptor
        JOIN department_metadata_descriptor_link link ON link.metadata_descriptor_id = metadata_descriptor.id
        WHERE metadata_descriptor.project_id = \(entity.id("project_id")) AND link.department_id IN \(departments)
        AND metadata_descriptor.entity_type = \(try EntityKind.descriptorKind(of: entity, database))
        """)
    }
  }

  /// Looks up whether the caller has a task of the entity.
  package func worksOnEntity(_ entity: ID?) -> () throws -> Bool {
    let (person, database) = (caller.id, database)
    return {
      try database.exists(
        """
        SELECT 1 FROM task JOIN task_person_link link ON link.task_id = task.id
        WHERE task.entity_id = \(entity) AND link.person_id = \(person) LIMIT 1
        """)
    }
  }
}
