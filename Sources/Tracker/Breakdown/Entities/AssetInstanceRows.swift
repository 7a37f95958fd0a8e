import Engine
import MariaDB
import Web

/// An asset placed in a scene or in another asset.
struct AssetInstanceRows: Resource {
  let path = "asset-instances"
  let table = Table.assetInstance
  let rules = Rules(list: .admin, read: .read, create: .admin, update: .read, delete: .admin)
  let protected: Set<String> = ["number"]

  func entity(of row: Record) -> ID? { row.id("asset_id") }

  /// Like the routes that place an instance: nobody ties a production to one that they do not work in.
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    let access = try call.access
    if access.isAdmin { return }
    var named = try body["shots"].map { try Coercion.ids($0) } ?? []
    for column in ["asset_id", "scene_id", "target_asset_id", "entity_id"] {
      guard let id = body[column]?.text.flatMap({ ID($0) }), id != row.id(column) else { continue }
      named.append(id)
    }
    let known = try call.database.ids("SELECT id FROM entity WHERE id IN \(named) AND project_id IN \(access.projects)")
    guard Set(named).isSubset(of: known) else { throw Failure.row("An instance stays in productions of the caller.") }
  }

  func project(of row: Record, _ call: Call) throws -> ID? {
    guard let project = try call.database.ids("SELECT project_id FROM entity WHERE id = \(row.id("asset_id"))").first else {
      throw Failure.notFound("The asset of this instance does not exist.")
    }
    return project
  }
}
