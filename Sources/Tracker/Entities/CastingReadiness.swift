import MariaDB
import Web

/// How many of the assets cast in a shot are ready for each of its tasks.
enum CastingReadiness {
  /// Recomputes `nb_assets_ready` of the tasks of every shot that the asset is cast in, and tells who listens.
  ///
  /// An asset is ready for a task type when its own `ready_for` comes at or after it among the shot task types; a canceled one never is.
  static func recompute(forAsset asset: ID, _ call: Call) throws {
    let shots = try call.database.ids("SELECT DISTINCT entity_in_id FROM entity_link WHERE entity_out_id = \(asset)")
    if shots.isEmpty { return }
    let counts = try call.database.all(
      """
      SELECT task.id, task.project_id, COALESCE(task.nb_assets_ready, 0),
      (SELECT COUNT(*) FROM entity_link link JOIN entity asset ON asset.id = link.entity_out_id
        JOIN task_type ready ON ready.id = asset.ready_for
        LEFT JOIN project_task_type_link ready_order ON ready_order.project_id = task.project_id AND ready_order.task_type_id = ready.id
        WHERE link.entity_in_id = task.entity_id AND NOT COALESCE(asset.canceled, FALSE)
        AND COALESCE(ready_order.priority, ready.priority) >= COALESCE(task_order.priority, task_type.priority))
      FROM task JOIN task_type ON task_type.id = task.task_type_id
      LEFT JOIN project_task_type_link task_order ON task_order.project_id = task.project_id AND task_order.task_type_id = task_type.id
      WHERE task.entity_id IN \(shots) ORDER BY task.id
      """
    ) { (id: $0.id(0), project: $0.id(1), before: $0.int(2) ?? 0, now: $0.int(3) ?? 0) }
    let changed = counts.filter { $0.before != $0.now }
    if !changed.isEmpty {
      let cases = changed.map { "WHEN \($0.id) THEN \($0.now)" as SQL }.joined(separator: " ")
      try call.database.execute("UPDATE task SET nb_assets_ready = CASE id \(cases) END WHERE id IN \(changed.compactMap(\.id))")
    }
    for task in counts {
      call.events.emit(
        "task:update-casting-stats", ["task_id": JSON(task.id), "nb_assets_ready": JSON(task.now)], project: task.project, isKept: false)
    }
  }
}
