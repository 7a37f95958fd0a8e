import MariaDB
import Web

/// An asset placed in a scene or in another asset.
struct AssetInstanceRows: Resource {
  let path = "asset-instances"
  let table = Table.assetInstance
  let rules = Rules(list: .admin, read: .teamAndEntity, create: .admin, update: .teamAndEntity, delete: .admin)
  let protected: Set<String> = ["number"]

  func entity(of row: Record) -> ID? { row.id("asset_id") }

  func project(of row: Record, _ call: Call) throws -> ID? {
    guard let project = try call.database.ids("SELECT project_id FROM entity WHERE id = \(row.id("asset_id"))").first else {
      throw Failure.notFound("The asset of this instance does not exist.")
    }
    return project
  }
}
