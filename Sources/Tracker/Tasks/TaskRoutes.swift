import Engine
import MariaDB
import Web

/// Tasks as they are read, one by one and by what they are of (contract chapter 06, Reading tasks).
enum TaskRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/tasks/:task_id/full", "Read a task with everything around it", .task(.read), then: TaskFull.answer)
    routes.get("/data/tasks/:task_id/previews", "List the previews of a task", .task(.read), then: previews)
    routes.get(
      "/data/entities/:entity_id/task-types/:task_type_id/tasks", "List the tasks of a type of an entity", .entity(.read),
      .id("task_type_id")
    ) { call, entity, type in
      let shape = entity.standing.seen(row)
      return call.stream(
        """
        SELECT \(shape.select) FROM task WHERE task.entity_id = \(entity.row.id) AND task.task_type_id = \(type)
        ORDER BY task.name, task.id
        """, shape)
    }
  }

  private static let row = Shape(.task)
  private static let preview = Shape(.previewFile)

  /// The newest revision first; clients do not see what was rejected.
  private static func previews(_ call: Call, of task: Subject<TaskFacts>) -> Response {
    let seen: SQL = task.standing.isClient ? "NOT preview_file.validation_status <=> 'rejected'" : "TRUE"
    return call.stream(
      """
      SELECT \(preview.select) FROM preview_file WHERE preview_file.task_id = \(task.row.id) AND \(seen)
      ORDER BY preview_file.revision DESC, preview_file.created_at, preview_file.id
      """, preview)
  }
}
