import Engine
import MariaDB
import Web

/// Assets as they stand in scenes, in shots and in other assets, one by one: each instance has a number and a name of its own.
enum AssetInstances {
  static func declare(in routes: inout Routes) {
    routes.get("/data/assets/:asset_id/shot-asset-instances", "List the instances of an asset by shot", then: ofAssetByShot)
    routes.get("/data/assets/:asset_id/scene-asset-instances", "List the instances of an asset by scene", then: ofAssetByScene)
    routes.get("/data/assets/:asset_id/asset-asset-instances", "List the instances in an asset by asset", then: inAsset)
    routes.post("/data/assets/:asset_id/asset-asset-instances", "Place an asset in an asset", then: addToAsset)
    routes.get("/data/scenes/:scene_id/asset-instances", "List the instances in a scene by asset") { try inScene($0, "TRUE") }
    routes.get("/data/scenes/:scene_id/camera-instances", "List the cameras in a scene") {
      // No asset type is made for a scene without cameras: the answer is the same (oddity 20).
      try inScene(
        $0,
        """
        asset_instance.asset_id IN (SELECT camera.id FROM entity camera JOIN entity_type ON entity_type.id = camera.entity_type_id
        WHERE entity_type.name = 'Camera')
        """)
    }
    routes.post("/data/scenes/:scene_id/asset-instances", "Place an asset in a scene", then: addToScene)
    routes.get("/data/shots/:shot_id/asset-instances", "List the instances in a shot by asset", then: inShot)
    routes.post("/data/shots/:shot_id/asset-instances", "Add an instance to a shot", then: addToShot)
    routes.delete("/data/shots/:shot_id/asset-instances/:asset_instance_id", "Take an instance out of a shot", then: removeFromShot)
  }

  private static let shape = Shape(.assetInstance)

  // MARK: Reading

  private static func map(by key: SQL, _ rest: SQL, _ call: Call) -> Response {
    call.streamGroups(
      shape.select, by: key, "FROM asset_instance \(rest) ORDER BY \(key) IS NULL, \(key), asset_instance.number, asset_instance.id",
      shape)
  }

  private static func ofAssetByShot(_ call: Call) throws -> Response {
    let asset = try call.teamEntity(.asset).id
    return map(
      by: "link.entity_id",
      "JOIN asset_instance_link link ON link.asset_instance_id = asset_instance.id WHERE asset_instance.asset_id = \(asset)", call)
  }

  /// An instance in no scene, but in an asset, stands under the name `None` (oddity 6).
  private static func ofAssetByScene(_ call: Call) throws -> Response {
    let asset = try call.teamEntity(.asset).id
    return map(by: "asset_instance.scene_id", "WHERE asset_instance.asset_id = \(asset)", call)
  }

  private static func inAsset(_ call: Call) throws -> Response {
    let asset = try call.teamEntity(.asset).id
    return map(by: "asset_instance.asset_id", "WHERE asset_instance.target_asset_id = \(asset)", call)
  }

  private static func inScene(_ call: Call, _ condition: SQL) throws -> Response {
    let scene = try call.readableEntity(.scene).id
    return map(by: "asset_instance.asset_id", "WHERE asset_instance.scene_id = \(scene) AND \(condition)", call)
  }

  private static func inShot(_ call: Call) throws -> Response {
    let shot = try call.readableEntity(.shot).id
    return map(
      by: "asset_instance.asset_id",
      "JOIN asset_instance_link link ON link.asset_instance_id = asset_instance.id WHERE link.entity_id = \(shot)", call)
  }

  // MARK: Placing

  private static func addToAsset(_ call: Call) throws -> Response {
    let body = try call.request.validated { (asset: $0.id("asset_to_instantiate_id"), description: $0.shortText("description")) }
    let target = try call.entity(.asset, isLocked: true)
    try call.access.project(target.id("project_id"))
    let instance = try add(body.asset, "target_asset_id", of: target, body.description, call)
    call.events.emit(
      "asset_instance:new",
      ["asset_id": JSON(target.id), "asset_instantiated": JSON(body.asset), "asset_instance_id": JSON(instance)])
    return try row(instance, call)
  }

  private static func addToScene(_ call: Call) throws -> Response {
    let body = try call.request.validated { (asset: $0.id("asset_id"), description: $0.shortText("description")) }
    let scene = try call.entity(.scene, isLocked: true)
    try call.access.project(scene.id("project_id"))
    let instance = try add(body.asset, "scene_id", of: scene, body.description, call)
    call.events.emit(
      "asset_instance:new", ["scene_id": JSON(scene.id), "asset_id": JSON(body.asset), "asset_instance_id": JSON(instance)])
    return try row(instance, call)
  }

  /// The next instance of an asset in a place, whose row the caller holds: no two get the same number.
  private static func add(_ asset: ID, _ column: String, of place: Record, _ description: String?, _ call: Call) throws -> ID {
    guard let entity = try call.database.entity(.asset, asset),
      try entity.id("project_id") == place.id("project_id") || entity.bool("is_shared") || call.access.isAdmin
        || call.access.isMember(of: entity.id("project_id"))
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

  private static func addToShot(_ call: Call) throws -> Response {
    let instance = try call.request.validated { $0.id("asset_instance_id") }
    let shot = try call.entity(.shot, isLocked: true)
    try call.access.project(shot.id("project_id"))
    let owner = try call.database.ids(
      """
      SELECT place.project_id FROM asset_instance JOIN entity place
      ON place.id = COALESCE(asset_instance.scene_id, asset_instance.target_asset_id, asset_instance.asset_id)
      WHERE asset_instance.id = \(instance)
      """
    ).first
    guard owner == shot.id("project_id") else { throw Failure.notFound("There is no such asset instance in the shot's project.") }
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

  private static func removeFromShot(_ call: Call) throws -> Response {
    let shot = try call.entity(.shot, isLocked: true)
    try call.access.project(shot.id("project_id"))
    let instance = ID(call["asset_instance_id"])
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
