import Engine
import MariaDB
import Web

/// Making assets: one, or many at once. Another asset of the same name and type may be there already (oddity 7).
enum AssetCreation {
  private struct Fields {
    let name: String
    let episode: ID?
    let values: [String: Value]

    init(_ fields: inout FieldReader) {
      name = fields.name()
      let description = fields.description(default: "")
      let data = fields.metadata(null: .null)
      let isShared = fields.boolean("is_shared", default: false, nullable: true)
      episode = fields.optionalID("episode_id")
      values = ["description": description.sqlValue, "data": data, "is_shared": isShared.sqlValue, "source_id": episode.sqlValue]
    }

    func plan(_ type: ID) -> EntityCreation.Plan {
      EntityCreation.Plan(
        name: name, values: values.merging(["entity_type_id": type.sqlValue]) { $1 }, eventData: ["asset_type": JSON(type)])
    }
  }

  static func create(_ call: Call) throws -> Response {
    let asset = try call.request.validated { Fields(&$0) }
    let project = try call.managedProject()
    let type = try AssetTypes.named(call).id
    try call.require(.episode, asset.episode, in: project)
    let ids = try EntityCreation.insert([asset.plan(type)], .asset, in: project, call)
    return try call.entityRow(ids[0], .asset, status: 201)
  }

  /// The same for each row, which also names its type: all or nothing.
  static func createMany(_ call: Call) throws -> Response {
    let assets = try call.request.validatedRows(atMost: EntityCreation.maxRows) { (fields: Fields(&$0), type: $0.id("asset_type_id")) }
    let project = try call.managedProject()
    let types = try AssetTypes.known(assets.map(\.type), call.database)
    let episodes = try call.database.entities(.episode, assets.compactMap(\.fields.episode), in: project)
    try EntityCreation.refuseUnknown(
      ("asset_type_id", assets.map(\.type), types), ("episode_id", assets.map(\.fields.episode), Set(episodes.keys)))
    return try call.entityRows(
      try EntityCreation.insert(assets.map { $0.fields.plan($0.type) }, .asset, in: project, call), .asset)
  }
}
