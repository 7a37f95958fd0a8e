import Engine
import Web

/// Buttons of the studio's own in the web app.
struct CustomActionRows: Resource {
  let path = "custom-actions"
  let table = Table.customAction
  let rules = Rules(list: .noVendor, read: .admin, create: .admin, update: .admin, delete: .admin)

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if body["name"] ?? .null == .null { throw Failure.parameter("name is required.") }
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["name"] == .null { throw Failure.parameter("name must not be null.") }
  }
}
