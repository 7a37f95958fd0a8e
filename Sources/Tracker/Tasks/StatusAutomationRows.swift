import Engine
import MariaDB
import Web

/// What a task's status does to another task or to the entity.
struct StatusAutomationRows: Resource {
  let path = "status-automations"
  let table = Table.statusAutomation
  let rules = Rules(list: .noVendor, read: .admin, create: .admin, update: .admin, delete: .admin)

  /// Whether it is used is said before who may delete it (oddity 02-24).
  func mayDelete(_ row: Record, _ call: Call) throws {
    if try call.database.exists("SELECT 1 FROM project_status_automation_link WHERE status_automation_id = \(row.id) LIMIT 1") {
      throw Failure.row("This automation is used by a project. Remove it there first.")
    }
    try check(rules.delete, row, call)
  }
}
