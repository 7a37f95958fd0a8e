import Engine
import MariaDB
import Web

/// Assets as they stand in scenes, in shots and in other assets, one by one: each instance has a number and a name of its own.
enum AssetInstances {
  static func declare(in routes: inout Routes) {
    for group in groups {
      let (kind, key) = (group.kind, group.key)
      routes.get(
        "/data/\(kind.eventName)s/:\(kind.eventName)_id/\(group.path)", "List the \(group.name)",
        .entity(kind, kind == .asset ? .team : .read)
      ) { call, entity in
        call.streamGroups(
          shape.select, by: key,
          "FROM asset_instance \(group.rows(entity.id)) ORDER BY \(key) IS NULL, \(key), asset_instance.number, asset_instance.id", shape)
      }
    }
    routes.post(
      "/data/assets/:asset_id/asset-asset-instances", "Place an asset in an asset", intoAsset, .entity(.asset, .team), then: addToAsset)
    routes.post("/data/scenes/:scene_id/asset-instances", "Place an asset in a scene", intoScene, .entity(.scene, .team), then: addToScene)
    let path = "/data/shots/:shot_id/asset-instances"
    routes.post(path, "Add an instance to a shot", intoShot, .entity(.shot, .team), then: addToShot)
    routes.delete(
      "\(path)/:asset_instance_id", "Take an instance out of a shot", .entity(.shot, .team), .id("asset_instance_id"),
      then: removeFromShot)
  }

  private static let shape = Shape(.assetInstance)

  // MARK: Reading

  /// Instances of or in an entity, in groups.
  private struct Group: Sendable {
    let kind: EntityKind
    let path: String
    let name: String
    /// What each group has in common.
    let key: SQL
    /// Which rows of `asset_instance` these are for an entity.
    let rows: @Sendable (ID) -> SQL
  }

  private static let groups = [
    Group(kind: .asset, path: "shot-asset-instances", name: "instances of an asset by shot", key: "link.entity_id") {
      "JOIN asset_instance_link link ON link.asset_instance_id = asset_instance.id WHERE asset_instance.asset_id = \($0)"
    },
    // An instance in no scene, but in an asset, stands under the name `None` (oddity 05-6).
    Group(kind: .asset, path: "scene-asset-instances", name: "instances of an asset by scene", key: "asset_instance.scene_id") {
      "WHERE asset_instance.asset_id = \($0)"
    },
    Group(kind: .asset, path: "asset-asset-instances", name: "instances in an asset by asset", key: "asset_instance.asset_id") {
      "WHERE asset_instance.target_asset_id = \($0)"
    },
    Group(kind: .scene, path: "asset-instances", name: "instances in a scene by asset", key: "asset_instance.asset_id") {
      "WHERE asset_instance.scene_id = \($0)"
    },
    // No asset type is made for a scene without cameras: the answer is the same (oddity 05-20).
    Group(kind: .scene, path: "camera-instances", name: "cameras in a scene", key: "asset_instance.asset_id") {
      """
      WHERE asset_instance.scene_id = \($0) AND asset_instance.asset_id IN (SELECT camera.id FROM entity camera
      JOIN entity_type ON entity_type.id = camera.entity_type_id WHERE entity_type.name = 'Camera')
      """
    },
    Group(kind: .shot, path: "asset-instances", name: "instances in a shot by asset", key: "asset_instance.asset_id") {
      "JOIN asset_instance_link link ON link.asset_instance_id = asset_instance.id WHERE link.entity_id = \($0)"
    },
  ]

  // MARK: Placing

  private typealias Placed = (asset: ID, description: String?)

  private static let intoAsset = Step<Placed>.fields { fields in
    (asset: fields.id("asset_to_instantiate_id"), description: fields.shortText("description"))
  }
  private static let intoScene = Step<Placed>.fields { fields in
    (asset: fields.id("asset_id"), description: fields.shortText("description"))
  }
  private static let intoShot = Step.fields { fields in fields.id("asset_instance_id") }

  private static func addToAsset(_ call: Call, _ body: Placed, to target: Subject<EntityFacts>) throws -> Response {
    let instance = try add(body.asset, "target_asset_id", of: target, body.description, call)
    call.events.emit(
      "asset_instance:new",
      ["asset_id": JSON(target.id), "asset_instantiated": JSON(body.asset), "asset_instance_id": JSON(instance)])
    return try row(instance, call)
  }

  private static func addToScene(_ call: Call, _ body: Placed, to scene: Subject<EntityFacts>) throws -> Response {
    let instance = try add(body.asset, "scene_id", of: scene, body.description, call)
    call.events.emit(
      "asset_instance:new", ["scene_id": JSON(scene.id), "asset_id": JSON(body.asset), "asset_instance_id": JSON(instance)])
    return try row(instance, call)
  }

  /// The next instance of an asset in a place, whose row the caller holds: no two get the same number.
  private static func add(_ asset: ID, _ column: String, of place: Subject<EntityFacts>, _ description: String?, _ call: Call) throws -> ID
  {
    guard let entity = try call.database.entity(.asset, asset), let owner = entity.id("project_id"),
      try owner == place.project || entity.bool("is_shared")
        || Rule.team.passes(call.access.standing(in: owner), Project(id: owner))
    else { throw Failure.notFound("There is no such asset.") }
    let number =
      1
      + (try call.database.count(
        "SELECT COALESCE(MAX(number), 0) FROM asset_instance WHERE \(raw: column) = \(place.id) AND asset_id = \(asset)"))
    let instanceName = InstanceName.make(of: entity.text("name") ?? "", number)
    guard instanceName.unicodeScalars.count <= 80 else { throw Failure.parameter("The name of the instance would be longer than 80.") }
    return try Failure.mappingIntegrity {
      try call.database.insert(
        into: .assetInstance,
        [
          "asset_id": asset.sqlValue, column: place.id.sqlValue, "number": number.sqlValue, "name": instanceName.sqlValue,
          "description": description.sqlValue,
        ])
    }
  }

  private static func row(_ instance: ID, _ call: Call) throws -> Response {
    try call.row("SELECT \(shape.select) FROM asset_instance WHERE asset_instance.id = \(instance)", shape, status: 201)
  }

  // MARK: Shots

  private static func addToShot(_ call: Call, _ instance: ID, to shot: Subject<EntityFacts>) throws -> Response {
    let owner = try call.database.ids(
      """
      SELECT place.project_id FROM asset_instance JOIN entity place
      ON place.id = COALESCE(asset_instance.scene_id, asset_instance.target_asset_id, asset_instance.asset_id)
      WHERE asset_instance.id = \(instance)
      """
    ).first
    guard owner == shot.project else { throw Failure.notFound("There is no such asset instance in the shot's project.") }
    let isThere = try call.database.exists(
      "SELECT 1 FROM asset_instance_link WHERE entity_id = \(shot.id) AND asset_instance_id = \(instance)")
    if isThere { throw Failure.parameter("The instance is in this shot already.") }
    try Failure.mappingIntegrity {
      try call.database.execute("INSERT INTO asset_instance_link (entity_id, asset_instance_id) VALUES (\(shot.id), \(instance))")
    }
    try call.database.execute("UPDATE entity SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(shot.id)")
    call.events.emit("asset_instance:add-to-shot", ["shot_id": JSON(shot.id), "asset_instance_id": JSON(instance)])
    let entity = Shape(.entity)
    return try call.row("SELECT \(entity.select) FROM entity WHERE entity.id = \(shot.id)", entity, status: 201)
  }

  private static func removeFromShot(_ call: Call, from shot: Subject<EntityFacts>, _ instance: ID) throws -> Response {
    let removed = try call.database.execute(
      "DELETE FROM asset_instance_link WHERE entity_id = \(shot.id) AND asset_instance_id = \(instance)")
    guard removed > 0 else { throw Failure.notFound("There is no such asset instance in this shot.") }
    try call.database.execute("UPDATE entity SET updated_at = UTC_TIMESTAMP(6) WHERE id = \(shot.id)")
    call.events.emit("asset_instance:remove-from-shot", ["shot_id": JSON(shot.id), "asset_instance_id": JSON(instance)])
    return .deleted
  }
}

extension FieldReader {
  /// A description of at most 200 characters, or null.
  fileprivate mutating func shortText(_ field: String) -> String? {
    let text = optionalText(field)
    if let text, text.unicodeScalars.count > 200 { fail(field, "String should have at most 200 characters") }
    return text
  }
}
