import Engine
import MariaDB
import Web

/// Making assets: one, or many at once. Another asset of the same name and type may be there already (oddity 05-7).
enum AssetCreation {
  struct Fields {
    let name: String
    let episode: ID?
    private let values: [String: Value]

    fileprivate init(_ fields: inout FieldReader) {
      name = fields.name()
      let description = fields.description(default: "")
      let data = fields.metadata(null: .null)
      let isShared = fields.boolean("is_shared", default: false, nullable: true)
      episode = fields.optionalID("episode_id")
      values = ["description": description.sqlValue, "data": data, "is_shared": isShared.sqlValue, "source_id": episode.sqlValue]
    }

    fileprivate func plan(_ type: ID) -> EntityCreation.Plan {
      EntityCreation.Plan(
        name: name, values: values.merging(["entity_type_id": type.sqlValue]) { $1 }, eventData: ["asset_type": JSON(type)])
    }
  }

  static let body = Step.fields { fields in Fields(&fields) }
  static let rows = Step.rows(atMost: EntityCreation.maxRows) { fields in (fields: Fields(&fields), type: fields.id("asset_type_id")) }

  static func create(_ call: Call, _ asset: Fields, in project: Subject<Project>, type: Record) throws -> Response {
    try call.require(.episode, asset.episode, in: project.id)
    let ids = try EntityCreation.insert([asset.plan(type.id)], .asset, in: project.id, call)
    return try call.entityRow(ids[0], .asset, status: 201)
  }

  /// The same for each row, which also names its type: all or nothing.
  static func createMany(_ call: Call, _ assets: [(fields: Fields, type: ID)], in project: Subject<Project>) throws -> Response {
    let types = try AssetTypes.known(assets.map(\.type), call.database)
    let episodes = try call.database.entities(.episode, assets.compactMap(\.fields.episode), in: project.id)
    try EntityCreation.refuseUnknown(
      ("asset_type_id", assets.map(\.type), types), ("episode_id", assets.map(\.fields.episode), Set(episodes.keys)))
    return try call.entityRows(
      try EntityCreation.insert(assets.map { $0.fields.plan($0.type) }, .asset, in: project.id, call), .asset)
  }
}
