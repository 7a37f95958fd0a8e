import Engine
import MariaDB
import Web

/// How many of the assets cast in a shot are ready for each of its tasks.
enum CastingReadiness {
  /// Recomputes `nb_assets_ready` of the tasks of every shot that the asset is cast in, and tells who listens (contract chapter 05, Ready
  /// counters).
  ///
  /// An asset is ready for a task when the task type that it is `ready_for` comes at or after the task's among the shot task types of the
  /// project. A canceled one never is; one that another project shares always is.
  static func recompute(forAsset asset: ID, _ call: Call) throws {
    try recompute(forShots: try shots(casting: [asset], call.database), call)
  }

  /// Ids of the shots that cast one of the assets, and of whatever else is in a sequence or an episode: scenes, edits.
  static func shots(casting assets: [ID], _ database: Connection) throws -> [ID] {
    try database.ids(
      """
      SELECT DISTINCT shot.id FROM entity_link link JOIN entity shot ON shot.id = link.entity_in_id
      WHERE link.entity_out_id IN \(assets) AND (shot.parent_id IS NOT NULL OR \(EntityKind.shot.condition(on: "shot")))
      """)
  }

  /// Recomputes `nb_assets_ready` of the tasks of these shots.
  static func recompute(forShots shots: [ID], _ call: Call) throws {
    if shots.isEmpty { return }
    let counts = try call.database.all(
      """
      SELECT task.id, task.project_id,
      (SELECT COUNT(*) FROM entity_link link JOIN entity asset ON asset.id = link.entity_out_id
        WHERE link.entity_in_id = task.entity_id AND NOT COALESCE(asset.canceled, FALSE)
        AND (asset.is_shared AND asset.project_id <> task.project_id
          OR asset.ready_for IS NOT NULL AND \(priority(of: "task.task_type_id", otherwise: 0))
            <= \(priority(of: "asset.ready_for", otherwise: -1))))
      FROM task WHERE task.entity_id IN \(shots) ORDER BY task.id
      """
    ) { row in row.id(0).map { (id: $0, project: row.id(1), ready: row.int(2) ?? 0) } }.compactMap { $0 }
    try call.database.update("nb_assets_ready", of: .task, to: counts.map { ($0.id, $0.ready) })
    for task in counts {
      call.events.emit(
        "task:update-casting-stats", ["task_id": JSON(task.id), "nb_assets_ready": JSON(task.ready)], project: task.project,
        isKept: false)
    }
  }

  /// The place of a task type among the shot task types of the task's project; none, null and 0 count as `otherwise`.
  private static func priority(of taskType: SQL, otherwise: Int) -> SQL {
    """
    COALESCE((SELECT NULLIF(type_link.priority, 0) FROM project_task_type_link type_link
    JOIN task_type ON task_type.id = type_link.task_type_id AND task_type.for_entity = 'Shot'
    WHERE type_link.project_id = task.project_id AND type_link.task_type_id = \(taskType)), \(otherwise))
    """
  }
}
