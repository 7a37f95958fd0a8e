import Engine
import MariaDB
import Web

/// Which assets are cast where: one casting, those of a sequence, of an episode, of a production.
enum CastingRoutes {
  static func declare(in routes: inout Routes) {
    let project = "/data/projects/:project_id"
    routes.get("\(project)/entities/:entity_id/casting", "List the casting of an entity", then: ofEntity)
    routes.put("\(project)/entities/:entity_id/casting", "Replace the casting of an entity", then: replace)
    routes.put("\(project)/entities/casting", weight: .bulk, "Replace the castings of several entities", then: replaceMany)
    routes.get("\(project)/asset-types/:asset_type_id/casting", "List the castings of the assets of a type", then: ofAssetType)
    routes.get("\(project)/episodes/casting", "List all castings of a project", then: ofProject)
    routes.get("\(project)/sequences/:sequence_id/casting", "List the castings of the shots of a sequence", then: ofSequence)
    routes.get("\(project)/sequences/all/casting", "List the castings of all shots") { try ofShots($0, episode: nil) }
    routes.get("\(project)/episodes/:episode_id/sequences/all/casting", "List the castings of the shots of an episode", then: ofEpisode)

    routes.get("/data/assets/:asset_id/casting", "List what is cast in an asset", then: ofAsset)
    routes.put("/data/assets/:asset_id/casting", "Replace what is cast in an asset", then: replaceOfAsset)
    routes.get("/data/assets/:asset_id/cast-in", "List where an asset is cast", then: castIn)
    routes.get("/data/assets/:asset_id/assets", "List the assets that are cast in an asset") { try cast(in: .asset, $0) }
    routes.get("/data/shots/:shot_id/assets", "List the assets that are cast in a shot") { try cast(in: .shot, $0) }
    routes.get("/data/shots/:shot_id/asset-types", "List the types of the assets that are cast in a shot", then: assetTypes)
  }

  // MARK: Reading

  /// Castings of a production are not for vendors. - Throws: 404 for a project that is no id, or, for anyone but an admin, unknown.
  private static func readableProject(_ call: Call) throws -> ID {
    let project = try call.namedProject()
    try call.access.project(project)
    try call.access.noVendor()
    return project
  }

  private static func ofEntity(_ call: Call) throws -> Response {
    let project = try readableProject(call)
    return try casting(of: try entity(call["entity_id"], in: project, call), call)
  }

  private static func ofAsset(_ call: Call) throws -> Response {
    try casting(of: try call.readableEntity(.asset).id, call)
  }

  private static func casting(of entity: ID, _ call: Call) throws -> Response {
    let shape = CastingShapes.entry
    return call.stream(
      """
      SELECT \(shape.select) FROM \(CastingShapes.source) WHERE link.entity_in_id = \(entity)
      ORDER BY asset_type.name, asset.name, link.id
      """, shape)
  }

  private static func ofAssetType(_ call: Call) throws -> Response {
    let project = try readableProject(call)
    let type = try AssetTypes.named(call).id
    let shape = CastingShapes.inAssetType
    return call.streamGroups(
      shape.select, by: "caster.id",
      """
      FROM \(CastingShapes.source) JOIN entity caster ON caster.id = link.entity_in_id
      WHERE caster.project_id = \(project) AND caster.entity_type_id = \(type)
      ORDER BY caster.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  /// Every casting of the production, whatever the caster is (oddity 12).
  private static func ofProject(_ call: Call) throws -> Response {
    let project = try readableProject(call)
    let shape = CastingShapes.inProject
    return call.streamGroups(
      shape.select, by: "caster.id",
      """
      FROM \(CastingShapes.source) JOIN entity caster ON caster.id = link.entity_in_id
      WHERE caster.project_id = \(project) ORDER BY caster.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  private static func ofSequence(_ call: Call) throws -> Response {
    let project = try readableProject(call)
    let sequence = try call.entity(.sequence)
    try call.access.require(sequence.id("project_id") == project)
    return shots(project, "sequence.id = \(sequence.id)", call)
  }

  private static func ofEpisode(_ call: Call) throws -> Response {
    switch call["episode_id"] {
    case "all": return try ofShots(call, episode: nil)
    case "main":
      _ = try readableProject(call)
      return .json([:])
    case let text:
      guard let episode = ID(text) else { throw Failure.notFound("There is no such episode.") }
      return try ofShots(call, episode: episode)
    }
  }

  private static func ofShots(_ call: Call, episode: ID?) throws -> Response {
    let project = try readableProject(call)
    return shots(project, episode.map { "sequence.parent_id = \($0)" } ?? "TRUE", call)
  }

  /// The castings of shots, and of whatever else has a parent: scenes, edits.
  private static func shots(_ project: ID, _ condition: SQL, _ call: Call) -> Response {
    let shape = CastingShapes.inSequence
    return call.streamGroups(
      shape.select, by: "shot.id",
      """
      FROM \(CastingShapes.source) JOIN entity shot ON shot.id = link.entity_in_id JOIN entity sequence ON sequence.id = shot.parent_id WHERE shot.project_id = \(project) AND \(condition)
      ORDER BY sequence.name, shot.name, shot.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  /// An entity that has a parent is told as a shot, with the parent as its sequence.
  private static func castIn(_ call: Call) throws -> Response {
    let asset = try call.readableEntity(.asset).id
    let (inShot, inAsset) = (CastingShapes.inShot, CastingShapes.inAsset)
    let source: SQL =
      "entity_link link JOIN entity caster ON caster.id = link.entity_in_id AND NOT COALESCE(caster.canceled, FALSE)"
    let shots: SQL = """
      SELECT \(inShot.select) FROM \(source) JOIN entity parent ON parent.id = caster.parent_id
      LEFT JOIN entity episode ON episode.id = parent.parent_id WHERE link.entity_out_id = \(asset)
      ORDER BY episode.name IS NULL, episode.name, parent.name, caster.name, link.id
      """
    let assets: SQL = """
      SELECT \(inAsset.select) FROM \(source) JOIN entity_type caster_type ON caster_type.id = caster.entity_type_id
      WHERE link.entity_out_id = \(asset) AND \(EntityKind.asset.condition(on: "caster"))
      ORDER BY caster_type.name, caster.name, link.id
      """
    let first = try call.documents(shots, inShot)
    return .json(.array(first + (try call.documents(assets, inAsset))))
  }

  private static func cast(in kind: EntityKind, _ call: Call) throws -> Response {
    let caster = try call.readableEntity(kind).id
    let shape = EntityKind.asset.shape.replacing("data", by: .value(try VendorLimits.data(of: .asset, try call.access), .json))
    return call.stream(
      """
      SELECT \(shape.select) FROM entity_link link JOIN entity ON entity.id = link.entity_out_id
      WHERE link.entity_in_id = \(caster) ORDER BY entity.id
      """, shape)
  }

  private static func assetTypes(_ call: Call) throws -> Response {
    let shot = try call.teamEntity(.shot).id
    return AssetTypes.list(
      """
      entity_type.id IN (SELECT asset.entity_type_id FROM entity_link link JOIN entity asset ON asset.id = link.entity_out_id
      WHERE link.entity_in_id = \(shot) AND \(EntityKind.asset.condition(on: "asset")))
      """, relations: false, call)
  }

  // MARK: Replacing

  private static func replace(_ call: Call) throws -> Response {
    let body = try call.request.json()
    guard let entries = body.array else { throw Failure.plain(400, "Request body must be a JSON array") }
    let project = try call.namedProject()
    try call.access.projectManager(project)
    try CastingUpdate.replace([(try entity(call["entity_id"], in: project, call), entries)], call)
    return .json(body)
  }

  private static func replaceMany(_ call: Call) throws -> Response {
    let body = try call.request.json()
    guard let castings = body.object else {
      throw Failure.plain(400, "Request body must be a JSON object mapping entity ids to casting arrays")
    }
    let project = try call.namedProject()
    try call.access.projectManager(project)
    let wanted = try castings.map { name, entries in (caster: try entity(name, in: project, call), entries: entries) }
    try CastingUpdate.replace(
      try wanted.map { casting in
        guard let entries = casting.entries.array else { throw Failure.plain(400, "Each casting must be a JSON array") }
        return (casting.caster, entries)
      }, call)
    return .json(body)
  }

  /// A body that is no list is told before it is looked for the asset (oddity 5).
  private static func replaceOfAsset(_ call: Call) throws -> Response {
    let body = try call.request.json()
    guard let entries = body.array else { throw Failure.plain(400, "Request body must be a JSON array") }
    let asset = try call.entity(.asset)
    try call.access.projectManager(asset.id("project_id"))
    try CastingUpdate.replace([(asset.id, entries)], call)
    return .json(body)
  }

  /// - Throws: 404 for an entity that does not exist, 403 for one of another project.
  private static func entity(_ text: String, in project: ID, _ call: Call) throws -> ID {
    guard let id = ID(text), let owner = try call.database.ids("SELECT project_id FROM entity WHERE id = \(id)").first else {
      throw Failure.notFound("There is no such entity.")
    }
    try call.access.require(owner == project)
    return id
  }
}
