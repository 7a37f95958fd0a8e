import Engine
import MariaDB
import Web

/// Who is told what happens on a task: who works on it, and who follows it or the tasks of its type in its sequence.
enum Followers {
  static func ids(of task: ID, taskType: ID, sequence: ID?, _ database: Connection) throws -> [ID] {
    try database.ids(
      """
      SELECT person_id FROM task_person_link WHERE task_id = \(task)
      UNION SELECT person_id FROM subscription WHERE task_id = \(task)
      UNION SELECT person_id FROM subscription WHERE task_type_id = \(taskType) AND entity_id = \(sequence) ORDER BY person_id
      """)
  }
}
