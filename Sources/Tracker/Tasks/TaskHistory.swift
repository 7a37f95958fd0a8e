import Engine
import MariaDB
import Web

/// What a task is follows from its comments: status, dates and number of retakes (contract chapter 02, Algorithms).
struct TaskHistory {
  /// A comment with a status, in order of creation.
  struct Step: Equatable {
    let status: ID
    let date: String
    var isRetake = false
    var isWorkInProgress = false
    var isFeedbackRequest = false
    var isDone = false
  }

  private(set) var retakes = 0
  private(set) var realStart: String?
  private(set) var end: String?
  private(set) var done: String?
  private(set) var status: ID?
  private(set) var lastComment: String?

  /// Retakes in a row count once. Work starts and feedback is asked for the first time; done is the last time.
  init(_ steps: [Step]) {
    var wasRetake = false
    for step in steps {
      if step.isRetake && !wasRetake { retakes += 1 }
      wasRetake = step.isRetake
      if step.isWorkInProgress && realStart == nil { realStart = step.date }
      if step.isFeedbackRequest && end == nil { end = step.date }
      if step.isDone { done = step.date }
      status = step.status
      lastComment = step.date
    }
  }

  /// Recomputes a task from its comments and time spent, and says so.
  static func recompute(_ task: Record, _ call: Call) throws {
    let steps = try call.database.all(
      """
      SELECT task_status.id, CAST(comment.created_at AS CHAR), task_status.is_retake, task_status.is_wip, task_status.is_feedback_request,
      task_status.is_done
      FROM comment JOIN task_status ON task_status.id = comment.task_status_id
      WHERE comment.object_id = \(task.id) ORDER BY comment.created_at, comment.id
      """
    ) { row in
      Step(
        status: row.id(0) ?? .random(), date: row.text(1) ?? "", isRetake: row.bool(2), isWorkInProgress: row.bool(3),
        isFeedbackRequest: row.bool(4), isDone: row.bool(5))
    }
    let history = TaskHistory(steps)
    let status = try history.status ?? defaultStatus(for: task, call.database)
    try call.database.execute(
      """
      UPDATE task SET retake_count = \(history.retakes), real_start_date = \(history.realStart), end_date = \(history.end),
      done_date = \(history.done), task_status_id = \(status), last_comment_date = \(history.lastComment),
      duration = (SELECT COALESCE(SUM(time_spent.duration), 0) FROM time_spent WHERE time_spent.task_id = task.id),
      updated_at = UTC_TIMESTAMP(6) WHERE id = \(task.id)
      """)
    call.events.emit("task:update", ["task_id": JSON(task.id)], project: task.id("project_id"))
  }

  /// The status of a task that nobody commented on: the default one, of concepts the default for concepts.
  static func defaultStatus(for task: Record, _ database: Connection) throws -> ID? {
    let isConcept = try database.exists(
      """
      SELECT 1 FROM entity JOIN entity_type ON entity_type.id = entity.entity_type_id
      WHERE entity.id = \(task.id("entity_id")) AND entity_type.name = 'Concept'
      """)
    return try database.ids(
      "SELECT id FROM task_status WHERE is_default AND COALESCE(for_concept, FALSE) = \(isConcept) ORDER BY id LIMIT 1"
    ).first
  }
}
