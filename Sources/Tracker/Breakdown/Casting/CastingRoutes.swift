import Engine
import MariaDB
import Web

/// Which assets are cast where: one casting, those of a sequence, of an episode, of a production.
enum CastingRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id"
    routes.list("\(path)/entities/:entity_id/casting", "List the casting of an entity", project, .member()) { casting(of: $2) }
    routes.put("\(path)/entities/:entity_id/casting", "Replace the casting of an entity", entries, manager, .member()) {
      call, entries, _, entity in try replace(call, [(entity, entries)], answering: .array(entries))
    }
    routes.put("\(path)/entities/casting", weight: .bulk, "Replace the castings of several entities", castings, manager, then: replaceMany)
    routes.put(
      "\(path)/entities/casting/assets/:asset_id", "Cast an asset in several entities, or take it out of them", placement, manager,
      .text("asset_id"), then: castInMany)
    routes.get(
      "\(path)/asset-types/:asset_type_id/casting", "List the castings of the assets of a type", project, .assetType, then: ofAssetType)
    routes.get("\(path)/episodes/casting", "List all castings of a project", project, then: ofProject)
    routes.get("\(path)/sequences/:sequence_id/casting", "List the castings of the shots of a sequence", project, .member(.sequence)) {
      shots($1, "sequence.id = \($2)", $0)
    }
    routes.get("\(path)/sequences/all/casting", "List the castings of all shots", project) { shots($1, "TRUE", $0) }
    routes.get(
      "\(path)/episodes/:episode_id/sequences/all/casting", "List the castings of the shots of an episode", .episode, project
    ) { call, episode, project in
      switch episode {
      case .all: shots(project, "TRUE", call)
      case .main: .json([:])
      case .of(let id): shots(project, "sequence.parent_id = \(id)", call)
      }
    }

    let asset = "/data/assets/:asset_id"
    routes.list("\(asset)/casting", "List what is cast in an asset", .entity(.asset, .read)) { casting(of: $1.id) }
    // A body that is no list is told before it is looked for the asset (oddity 05-5).
    routes.put("\(asset)/casting", "Replace what is cast in an asset", entries, .entity(.asset, .manager)) { call, entries, asset in
      try replace(call, [(asset.id, entries)], answering: .array(entries))
    }
    routes.get("\(asset)/cast-in", "List where an asset is cast", .entity(.asset, .read), then: castIn)
    routes.list("\(asset)/assets", "List the assets that are cast in an asset", .entity(.asset, .read), of: cast)
    routes.list("/data/shots/:shot_id/assets", "List the assets that are cast in a shot", .entity(.shot, .read), of: cast)
    routes.list("/data/shots/:shot_id/asset-types", "List the types of the assets that are cast in a shot", .entity(.shot, .team)) {
      AssetTypes.list(
        """
        entity_type.id IN (SELECT asset.entity_type_id FROM entity_link link JOIN entity asset ON asset.id = link.entity_out_id
        WHERE link.entity_in_id = \($1.id) AND \(EntityKind.asset.condition(on: "asset")))
        """, relations: false)
    }
  }

  // MARK: Steps

  /// Castings of a production are not for vendors.
  private static let project = Step.project(.teamNoVendor, unseenByAdmins: true)
  private static let manager = Step.project(.manager, unseenByAdmins: true)

  /// What is to be cast in one entity. - Throws: 400.
  private static let entries = Step<[JSON]>(StepNote(body: .document)) { call in
    guard let entries = try call.request.json().array else { throw Failure.plain(400, "Request body must be a JSON array") }
    return entries
  }

  /// What is to be cast in each of several entities. - Throws: 400.
  private static let castings = Step<JSON.Object>(StepNote(body: .document)) { call in
    guard let castings = try call.request.json().object else {
      throw Failure.plain(400, "Request body must be a JSON object mapping entity ids to casting arrays")
    }
    return castings
  }

  /// Where an asset is to be cast, how often and as what.
  private static let placement = Step<Placement>.fields { fields in
    if fields["entity_ids"] == nil { fields.fail("entity_ids", "Field required") }
    let casters = fields.ids("entity_ids")
    if fields["entity_ids"]?.array?.isEmpty == true { fields.fail("entity_ids", "List should have at least 1 item") }
    let occurrences = fields.optionalInteger("nb_occurences")
    if let occurrences, occurrences < 0 { fields.fail("nb_occurences", "Input should be greater than or equal to 0") }
    return (casters: casters, occurrences: occurrences, label: fields.optionalText("label"))
  }

  private typealias Placement = (casters: [ID], occurrences: Int?, label: String?)

  // MARK: Reading

  private static func casting(of entity: ID) -> Listing {
    Listing(
      CastingShapes.entry,
      "FROM \(CastingShapes.source) WHERE link.entity_in_id = \(entity) ORDER BY asset_type.name, asset.name, link.id")
  }

  private static func ofAssetType(_ call: Call, in project: Subject<Project>, type: Record) -> Response {
    let shape = CastingShapes.inAssetType
    return call.streamGroups(
      shape.select, by: "caster.id",
      """
      FROM \(CastingShapes.source) JOIN entity caster ON caster.id = link.entity_in_id
      WHERE caster.project_id = \(project.id) AND caster.entity_type_id = \(type.id)
      ORDER BY caster.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  /// Every casting of the production, whatever the caster is (oddity 05-12).
  private static func ofProject(_ call: Call, _ project: Subject<Project>) -> Response {
    let shape = CastingShapes.inProject
    return call.streamGroups(
      shape.select, by: "caster.id",
      """
      FROM \(CastingShapes.source) JOIN entity caster ON caster.id = link.entity_in_id
      WHERE caster.project_id = \(project.id) ORDER BY caster.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  /// The castings of shots, and of whatever else has a parent: scenes, edits.
  private static func shots(_ project: Subject<Project>, _ condition: SQL, _ call: Call) -> Response {
    let shape = CastingShapes.inSequence
    return call.streamGroups(
      shape.select, by: "shot.id",
      """
      FROM \(CastingShapes.source) JOIN entity shot ON shot.id = link.entity_in_id
      JOIN entity sequence ON sequence.id = shot.parent_id WHERE shot.project_id = \(project.id) AND \(condition)
      ORDER BY sequence.name, shot.name, shot.id, asset_type.name, asset.name, link.id
      """, shape)
  }

  /// An entity that has a parent is told as a shot, with the parent as its sequence.
  private static func castIn(_ call: Call, _ asset: Subject<EntityFacts>) throws -> Response {
    let (inShot, inAsset) = (CastingShapes.inShot, CastingShapes.inAsset)
    let source: SQL =
      "entity_link link JOIN entity caster ON caster.id = link.entity_in_id AND NOT COALESCE(caster.canceled, FALSE)"
    let shots: SQL = """
      SELECT \(inShot.select) FROM \(source) JOIN entity parent ON parent.id = caster.parent_id
      LEFT JOIN entity episode ON episode.id = parent.parent_id WHERE link.entity_out_id = \(asset.id)
      ORDER BY episode.name IS NULL, episode.name, parent.name, caster.name, link.id
      """
    let assets: SQL = """
      SELECT \(inAsset.select) FROM \(source) JOIN entity_type caster_type ON caster_type.id = caster.entity_type_id
      WHERE link.entity_out_id = \(asset.id) AND \(EntityKind.asset.condition(on: "caster"))
      ORDER BY caster_type.name, caster.name, link.id
      """
    let first = try call.documents(shots, inShot)
    return .json(.array(first + (try call.documents(assets, inAsset))))
  }

  private static func cast(_ call: Call, in caster: Subject<EntityFacts>) throws -> Listing {
    let data = try VendorView.data(ofAny: .asset, caster.standing, call.database)
    return Listing(
      EntityKind.asset.shape.replacing("data", by: .value(data, .json)),
      """
      FROM entity_link link JOIN entity ON entity.id = link.entity_out_id WHERE link.entity_in_id = \(caster.id) ORDER BY entity.id
      """)
  }

  // MARK: Writing

  /// The asset may be of any project, as far as the caller may cast it.
  private static func castInMany(_ call: Call, _ body: Placement, in project: Subject<Project>, asset: String) throws -> Response {
    guard let asset = try call.database.entity(.asset, ID(asset)) else { throw Failure.notFound("There is no such asset.") }
    for caster in body.casters { _ = try call.member(caster.description, of: project.id) }
    try CastingUpdate.cast(asset.id, in: body.casters, occurrences: body.occurrences, label: body.label, call)
    let shape = CastingShapes.entry
    let rows = try call.database.all(
      """
      SELECT \(shape.select), link.entity_in_id FROM \(CastingShapes.source) WHERE link.entity_in_id IN \(body.casters)
      ORDER BY asset_type.name, asset.name, link.id
      """
    ) { row in (caster: row.id(shape.width), entry: try shape.document(row)) }
    let castings = Dictionary(grouping: rows, by: \.caster)
    var answer: JSON.Object = [:]
    for caster in body.casters { answer[caster.description] = .array((castings[caster] ?? []).map(\.entry)) }
    return .json(.object(answer))
  }

  private static func replaceMany(_ call: Call, _ castings: JSON.Object, in project: Subject<Project>) throws -> Response {
    let wanted = try castings.map { name, entries in (caster: try call.member(name, of: project.id), entries: entries) }
    return try replace(
      call,
      wanted.map { casting in
        guard let entries = casting.entries.array else { throw Failure.plain(400, "Each casting must be a JSON array") }
        return (casting.caster, entries)
      }, answering: .object(castings))
  }

  private static func replace(_ call: Call, _ castings: [(caster: ID, entries: [JSON])], answering body: JSON) throws -> Response {
    try CastingUpdate.replace(castings, call)
    return .json(body)
  }
}

extension Call {
  /// The id of an entity of a project. - Throws: 404 for one that does not exist or is of another kind, 403 for one of another project.
  fileprivate func member(_ text: String, _ kind: EntityKind? = nil, of project: ID?) throws -> ID {
    let isOfKind = kind?.condition() ?? "TRUE"
    guard let id = ID(text), let owner = try database.ids("SELECT project_id FROM entity WHERE id = \(id) AND \(isOfKind)").first else {
      throw Failure.notFound("There is no such \(kind?.eventName ?? "entity").")
    }
    if owner != project { throw Failure.forbidden }
    return id
  }
}

extension Step where Value == ID {
  /// The entity of the path, which is of the path's project too. - Throws: 404, 403.
  fileprivate static func member(_ kind: EntityKind? = nil) -> Step {
    Step<String>.text("\(kind?.eventName ?? "entity")_id").and(.text("project_id")).map { call, found in
      try call.member(found.0, kind, of: ID(found.1))
    }
  }
}
