import Engine
import MariaDB
import Web

/// Where a task is: its project, entity, sequence and episode (contract chapter 06, TaskLocated). For queries over `task`.
enum TaskPlace {
  static let joins: SQL = """
     JOIN project ON project.id = task.project_id
    JOIN entity ON entity.id = task.entity_id JOIN entity_type ON entity_type.id = entity.entity_type_id
    JOIN task_type ON task_type.id = task.task_type_id JOIN task_status ON task_status.id = task.task_status_id
    LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
    LEFT JOIN entity source ON source.id = entity.source_id LEFT JOIN entity_type source_type ON source_type.id = source.entity_type_id
    """

  static let keys: [Shape.Key] = {
    func text(_ column: SQL) -> SQL { "COALESCE(CAST(\(column) AS CHAR(36)), '')" }
    return [
      .init("project_name", "project.name", .text), .init("project_has_avatar", "project.has_avatar", .boolean),
      .init("entity_name", "entity.name", .text), .init("entity_description", "entity.description", .text),
      .init("entity_data", "entity.`data`", .json), .init("entity_preview_file_id", text("entity.preview_file_id"), .text),
      .init("entity_source_id", text("entity.source_id"), .text), .init("entity_type_name", "entity_type.name", .text),
      .init("entity_canceled", "entity.canceled", .boolean), .init("sequence_name", "parent.name", .text),
      .init("episode_id", text(episodeID), .text), .init("episode_name", episodeName, .text),
      .init("task_type_for_entity", "task_type.for_entity", .text),
    ]
  }()

  static let episodeID: SQL = "IF(entity_type.name = 'Scene', parent.parent_id, \(FullEntityName.episode))"

  /// What comes from somewhere that is no episode belongs to the main pack.
  private static let episodeName: SQL = """
    CASE WHEN entity_type.name IN ('Shot', 'Scene') THEN grandparent.name WHEN entity_type.name = 'Sequence' THEN parent.name
    ELSE IF(source.id IS NULL, NULL, IF(source_type.name = 'Episode', source.name, 'MP')) END
    """

  /// By project, episode, sequence, type and name, as the breakdown has them; shots before what is in no sequence.
  static let order: SQL = """
    project.name, grandparent.name IS NULL, grandparent.name, parent.name IS NULL, parent.name, entity_type.name, entity.name,
    task_type.name, task.id
    """
}
