import Engine
import MariaDB
import Web

/// Removes the row that came from a ShotGrid record: only where nothing else refers to it (contract chapter 08, removals).
struct ShotGridRemoval: Sendable {
  let path: String
  let table: Table
  /// Which rows of the table are meant.
  var kind: EntityKind?
  var remove: @Sendable (Record, Call) throws -> Void = { row, call in try call.database.delete(row) }

  static let all = [
    ShotGridRemoval(path: "project", table: .project), ShotGridRemoval(path: "person", table: .person),
    ShotGridRemoval(path: "step", table: .taskType), ShotGridRemoval(path: "status", table: .taskStatus),
    ShotGridRemoval(path: "note", table: .comment), ShotGridRemoval(path: "version", table: .previewFile),
    ShotGridRemoval(path: "shot", table: .entity, kind: .shot), ShotGridRemoval(path: "scene", table: .entity, kind: .scene),
    ShotGridRemoval(path: "sequence", table: .entity, kind: .sequence), ShotGridRemoval(path: "episode", table: .entity, kind: .episode),
    ShotGridRemoval(path: "asset", table: .entity, kind: .asset, remove: removeAsset),
    ShotGridRemoval(path: "task", table: .task, remove: removeTask),
  ]

  private static let body = Step.fields { fields in fields.integer("id") }

  static func declare(in routes: inout Routes) {
    for removal in all {
      routes.post("/import/shotgun/remove/\(removal.path)", "Remove what came from a ShotGrid \(removal.path)", .may(.admin), body) {
        call, _, number in try removal.answer(number, call)
      }
    }
    for path in ["project-connection", "projectconnection"] {
      routes.post("/import/shotgun/remove/\(path)", "Remove somebody from a team by the ShotGrid connection", .may(.admin), body) {
        call, _, number in
        let found = try call.database.first("SELECT project_id FROM project_person_link WHERE shotgun_id = \(number)") { $0.id(0) }
        guard let project = found ?? nil else { return .json(["success": true]) }
        try call.database.execute("DELETE FROM project_person_link WHERE shotgun_id = \(number)")
        call.events.emit("project:update", [:], project: project)
        return .json(["removed_instance_id": JSON(project), "success": true])
      }
    }
  }

  private func answer(_ number: Int, _ call: Call) throws -> Response {
    let row = try call.database.first(
      """
      SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE shotgun_id = \(number) AND \(kind?.condition() ?? "TRUE")
      ORDER BY id LIMIT 1 FOR UPDATE
      """
    ) { Record(table, $0) }
    guard let row else { return .json(["success": true]) }
    try call.database.execute("SAVEPOINT removal")
    do {
      try remove(row, call)
      return .json(["removed_instance_id": JSON(row.id), "success": true])
    } catch let error as DatabaseError where error.isForeignKey {
      try call.database.execute("ROLLBACK TO SAVEPOINT removal")
      return .json(["removed_instance_id": JSON(row.id), "success": false])
    }
  }

  /// An asset with files of a task is only crossed out.
  private static func removeAsset(_ asset: Record, _ call: Call) throws {
    let (database, tasks) = (
      call.database,
      try call.database.all(
        "SELECT \(Record.selection(.task)) FROM task WHERE entity_id = \(asset.id) FOR UPDATE"
      ) { Record(.task, $0) }
    )
    if try database.exists("SELECT 1 FROM working_file WHERE task_id IN \(tasks.map(\.id)) LIMIT 1") {
      try database.execute("UPDATE entity SET canceled = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(asset.id)")
    } else {
      for task in tasks { try database.delete(task) }
      try database.delete(asset)
      for task in tasks { announce(task, call) }
    }
    EntityDeletion(call).announce("delete", asset, .asset)
  }

  private static func removeTask(_ task: Record, _ call: Call) throws {
    try call.database.delete(task)
    announce(task, call)
  }

  private static func announce(_ task: Record, _ call: Call) {
    let data: JSON.Object = [
      "task_id": JSON(task.id), "entity_id": JSON(task.id("entity_id")), "task_type_id": JSON(task.id("task_type_id")),
    ]
    call.events.emit("task:delete", data, project: task.id("project_id"))
  }
}
