import Engine
import MariaDB
import Web

/// What was done on entities: their tasks, task types, previews and versions.
enum EntityWork {
  // MARK: Tasks

  private static func detailed(relations: Bool) -> Shape {
    func name(_ key: String, _ sql: SQL) -> Shape.Key { Shape.Key(key, sql, .text) }
    var keys =
      Shape(.task).keys + [
        name("project_name", "project.name"), name("task_type_name", "task_type.name"), name("task_status_name", "task_status.name"),
        name("entity_type_name", "entity_type.name"), name("entity_name", "entity.name"),
      ]
    if relations, let assignees = Table.task.relation("assignees") {
      keys.append(Shape.Key("assignees", .ids(assignees.selection(of: "task"))))
    }
    return Shape(keys: keys)
  }

  private static let plainTasks = detailed(relations: false)
  private static let fullTasks = detailed(relations: true)

  /// The tasks of the entities that meet a condition, with the names of what they are of.
  /// - Parameters:
  ///   - relations: tells the assignees too.
  ///   - standing: what the caller is in the project; clients see less of tasks.
  static func tasks(_ condition: SQL, relations: Bool = false, for standing: Standing) -> Listing {
    Listing(
      standing.seen(relations ? fullTasks : plainTasks),
      """
      FROM task JOIN entity ON entity.id = task.entity_id JOIN project ON project.id = task.project_id
      LEFT JOIN task_type ON task_type.id = task.task_type_id LEFT JOIN task_status ON task_status.id = task.task_status_id
      LEFT JOIN entity_type ON entity_type.id = entity.entity_type_id
      WHERE \(condition) ORDER BY task.name, project.name, task_type.name, entity_type.name, entity.name, task.id
      """)
  }

  private static let ownTasks = Shape(.task)

  /// A vendor's own tasks of an entity, as far as its project is open.
  static func ownTasks(of entity: ID, _ access: Access) -> Listing {
    Listing(
      ownTasks,
      """
      FROM task WHERE task.entity_id = \(entity) AND task.id IN \(access.assignments) AND task.project_id IN \(access.openProjects)
      ORDER BY task.id
      """)
  }

  private static let taskType = Shape(.taskType)

  /// The task types of the tasks of the entities that meet a condition, each once.
  static func taskTypes(_ condition: SQL) -> Listing {
    Listing(
      taskType,
      """
      FROM task_type WHERE task_type.id IN
      (SELECT task.task_type_id FROM task JOIN entity ON entity.id = task.entity_id WHERE \(condition)) ORDER BY task_type.id
      """)
  }

  // MARK: Versions

  /// Snapshots of a shot or an edit, newest first.
  static func versions(of entity: ID, _ kind: EntityKind) -> Listing {
    Listing(
      Shape(.entityVersion).typed("\(kind.rawValue)Version"),
      "FROM entity_version WHERE entity_version.entity_id = \(entity) ORDER BY created_at DESC, id DESC")
  }
}
