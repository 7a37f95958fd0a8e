import Engine
import MariaDB
import Web

/// The duration of a task is the sum of the time spent on it, in minutes.
enum TaskDuration {
  /// Recomputes the tasks and says so.
  static func recompute(_ tasks: [ID], _ call: Call) throws {
    if tasks.isEmpty { return }
    try call.database.execute(
      """
      UPDATE task SET updated_at = UTC_TIMESTAMP(6),
      duration = (SELECT COALESCE(SUM(time_spent.duration), 0) FROM time_spent WHERE time_spent.task_id = task.id)
      WHERE task.id IN \(tasks)
      """)
    for (task, project) in try call.database.all("SELECT id, project_id FROM task WHERE id IN \(tasks)", { ($0.id(0), $0.id(1)) }) {
      call.events.emit("task:update", ["task_id": JSON(task)], project: project)
    }
  }
}
