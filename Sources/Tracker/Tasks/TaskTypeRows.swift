import Engine
import MariaDB
import Web

/// Kinds of work: Modeling, Layout, ….
struct TaskTypeRows: Resource {
  let path = "task-types"
  let table = Table.taskType
  let rules = Rules.everybodyReads

  private static let shape = Shape(.taskType)

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.shape }

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try refuseTakenName(body, except: nil, call) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try refuseTakenName(body, except: row.id, call) }

  private func refuseTakenName(_ body: JSON.Object, except id: ID?, _ call: Call) throws {
    guard let name = body["name"]?.text else { return }
    if try call.database.exists("SELECT 1 FROM task_type WHERE name = \(name) AND NOT (id <=> \(id))") {
      throw Failure.parameter("There is a task type of that name already.")
    }
  }

  /// Schedule items and links to projects are removed with it when the client insists.
  func prepareDelete(_ row: Record, _ call: Call) throws {
    let uses = [("schedule items", "schedule_item"), ("projects", "project_task_type_link")]
    if call.isForced {
      for (_, table) in uses { try call.database.execute("DELETE FROM \(raw: table) WHERE task_type_id = \(row.id)") }
      return
    }
    let found = try uses.filter { try call.database.exists("SELECT 1 FROM \(raw: $0.1) WHERE task_type_id = \(row.id) LIMIT 1") }
    if !found.isEmpty {
      throw Failure.parameter(
        "This task type is used by \(found.map(\.0).joined(separator: " and ")). Use force=true to delete it there too.")
    }
  }
}

/// How far a task is.
struct TaskStatusRows: Resource {
  let path = "task-status"
  let table = Table.taskStatus
  let rules = Rules.everybodyReads

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try moveDefault(body, call) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try moveDefault(body, call) }

  /// A new default takes the place of the one there is.
  private func moveDefault(_ body: JSON.Object, _ call: Call) throws {
    if body["is_default"]?.isTruthy == true {
      try call.database.execute("UPDATE task_status SET is_default = FALSE WHERE is_default ORDER BY id LIMIT 1")
    }
  }
}
