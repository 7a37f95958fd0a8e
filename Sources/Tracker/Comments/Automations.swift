import Engine
import MariaDB
import Web

/// The automations of a project in the database.
enum Automations {
  /// Those that look at the type and the present status of a task, each with the words that its comment has.
  static func due(after task: CommentedTask, _ database: Connection) throws -> [(automation: Automation, reason: String)] {
    let kind = task.kind.rawValue
    func priority(_ column: String) -> SQL {
      """
      COALESCE((SELECT type_link.priority FROM project_task_type_link type_link
      JOIN task_type of_kind ON of_kind.id = type_link.task_type_id AND of_kind.for_entity = \(kind)
      WHERE type_link.project_id = link.project_id AND type_link.task_type_id = automation.\(raw: column)), 0)
      """
    }
    return try database.all(
      """
      SELECT automation.id, automation.entity_type, automation.out_field_type, automation.out_task_type_id, automation.out_task_status_id,
      COALESCE(automation.import_last_revision, FALSE), \(priority("in_task_type_id")), \(priority("out_task_type_id")), task_status.name
      FROM project_status_automation_link link JOIN status_automation automation ON automation.id = link.status_automation_id
      JOIN task ON task.id = \(task.id) AND task.task_status_id = automation.in_task_status_id
      JOIN task_status ON task_status.id = task.task_status_id
      WHERE link.project_id = \(task.project) AND NOT COALESCE(automation.archived, FALSE)
      AND automation.in_task_type_id = \(task.taskType) ORDER BY automation.id
      """
    ) { row -> (Automation, String)? in
      guard let id = row.id(0), let taskType = row.id(3) else { return nil }
      let output: Automation.Output
      if row.text(2) == "ready_for" {
        output = .readyFor(taskType: taskType)
      } else {
        guard let status = row.id(4) else { return nil }
        output = .status(taskType: taskType, status: status, importsRevision: row.bool(5))
      }
      let automation = Automation(
        id: id, entityType: row.text(1) ?? "asset", output: output, priorities: (row.int(6) ?? 0, row.int(7) ?? 0))
      return (automation, "Change triggered by \(task.typeName) set to \(row.text(8) ?? "")")
    }.compactMap { $0 }
  }

  /// The first task of the type on the entity, by name; it is locked.
  static func target(of taskType: ID, on entity: ID, _ database: Connection) throws -> ID? {
    try database.ids(
      "SELECT id FROM task WHERE entity_id = \(entity) AND task_type_id = \(taskType) ORDER BY name, id LIMIT 1 FOR UPDATE"
    ).first
  }

  /// The asset is ready for a task type, and counts in the shots that cast it.
  static func setReady(_ asset: ID, for taskType: ID, of project: ID, _ call: Call) throws {
    try call.database.execute("UPDATE entity SET ready_for = \(taskType), updated_at = UTC_TIMESTAMP(6) WHERE id = \(asset)")
    // Clients have seen it twice ever since.
    for _ in 1...2 {
      call.events.emit(
        "asset:update", ["asset_id": JSON(asset), "data": ["ready_for": JSON(taskType)]], project: project)
    }
    try CastingReadiness.recompute(forAsset: asset, call)
  }
}
