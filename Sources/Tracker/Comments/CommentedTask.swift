import Engine
import MariaDB
import Web

/// A task that is commented, with everything that decides what follows: found in one query, after the task is locked.
struct CommentedTask {
  let id: ID
  let project: ID
  let entity: ID
  let taskType: ID
  let typeName: String
  /// Before the comment.
  let status: ID?
  let retakes: Int
  let lastComment: Time?
  let sequence: ID?
  let entityType: String
  /// Nil for no limit.
  let retakeCap: Int?
  /// Of the status that the comment gives; nil when there is none of that id.
  let flags: StatusFlags?
  let isArtistAllowed: Bool
  let isClientAllowed: Bool
  /// Has the project the status, or has it named none?
  let isStatusOfProject: Bool
  /// The database's clock: all workers on all hosts share it.
  let now: Time

  var kind: EntityKind { EntityKind(type: entityType) }
}

extension CommentedTask {
  /// - Parameter status: that the comment gives.
  /// - Throws: 404 for a task that does not exist.
  init(_ task: ID, status: ID?, _ database: Connection) throws {
    let found = try database.first(
      """
      SELECT task.project_id, task.entity_id, task.task_type_id, task_type.name, task.task_status_id, COALESCE(task.retake_count, 0),
      task.last_comment_date, entity.parent_id, entity_type.name, JSON_EXTRACT(entity.data, '$.max_retakes'),
      COALESCE(project.max_retakes, 0), status.id IS NOT NULL, status.is_retake, status.is_wip, status.is_feedback_request, status.is_done,
      status.is_artist_allowed, COALESCE(link.is_client_allowed, status.is_client_allowed),
      link.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM project_task_status_link other WHERE other.project_id = task.project_id),
      UTC_TIMESTAMP(6)
      FROM task JOIN project ON project.id = task.project_id JOIN task_type ON task_type.id = task.task_type_id
      JOIN entity ON entity.id = task.entity_id JOIN entity_type ON entity_type.id = entity.entity_type_id
      LEFT JOIN task_status status ON status.id = \(status)
      LEFT JOIN project_task_status_link link ON link.project_id = task.project_id AND link.task_status_id = status.id
      WHERE task.id = \(task)
      """
    ) { row -> CommentedTask? in
      guard let project = row.id(0), let entity = row.id(1), let taskType = row.id(2), let now = row.time(19) else { return nil }
      let cap = row.text(9).flatMap { try? JSON.parse($0) } ?? .null
      return CommentedTask(
        id: task, project: project, entity: entity, taskType: taskType, typeName: row.text(3) ?? "", status: row.id(4),
        retakes: row.int(5) ?? 0, lastComment: row.time(6), sequence: row.id(7), entityType: row.text(8) ?? "",
        retakeCap: RetakeCap.cap(entity: cap, project: row.int(10) ?? 0),
        flags: row.bool(11)
          ? StatusFlags(
            isRetake: row.bool(12), isWorkInProgress: row.bool(13), isFeedbackRequest: row.bool(14), isDone: row.bool(15)) : nil,
        isArtistAllowed: row.bool(16), isClientAllowed: row.bool(17), isStatusOfProject: row.bool(18), now: now)
    }
    guard let task = found ?? nil else { throw Failure.notFound("There is no such task.") }
    self = task
  }

  /// May somebody give the task the status? Vendors, supervisors and managers may give each (contract chapter 06, `STATUS`).
  /// - Returns: the status.
  /// - Throws: 404 for one that does not exist, 403, 400 for one that the project does not use.
  func checked(_ status: ID?, _ standing: Standing) throws -> ID {
    guard let status, flags != nil else { throw Failure.notFound("There is no such task status.") }
    if (standing.isArtist && !isArtistAllowed) || (standing.isClient && !isClientAllowed) { throw Failure.forbidden }
    guard isStatusOfProject || status == self.status else {
      throw Failure.parameter("The project does not use this task status: add it to the project's task statuses first.")
    }
    return status
  }

  /// Has the task been sent back as often as it may be?
  var isRetakeRefused: Bool { flags?.isRetake == true && retakeCap.map { retakes >= $0 } == true }
}
