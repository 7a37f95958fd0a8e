import Engine
import MariaDB
import Web

/// The listings that a studio's pages begin with: all entities of a kind, each with its tasks and who works on them.
enum WithTasksRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/assets/with-tasks", "Assets with their tasks", then: assets)
    routes.get("/data/shots/with-tasks", "Shots with their tasks", then: shots)
    routes.get("/data/sequences/with-tasks", "Sequences with their tasks") { try breakdown(.sequence, $0) }
    routes.get("/data/episodes/with-tasks", "Episodes with their tasks") { try breakdown(.episode, $0) }
    routes.get("/data/scenes/with-tasks", "Scenes with their tasks") { try breakdown(.scene, $0) }
    routes.get("/data/edits/with-tasks", "Edits with their tasks", then: edits)
    routes.get("/data/concepts/with-tasks", "Concepts with their tasks", then: concepts)
    routes.get("/data/entities/:entity_id/entities-linked/with-tasks", "Concepts linked to an entity, with their tasks", then: linked)
  }

  // MARK: Assets

  private static func assets(_ call: Call) throws -> Response {
    let asked = try Asked(call, "project_id", "episode_id", "id")
    let access = try call.access
    var conditions = [EntityKind.asset.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    var data: SQL = "entity.`data`"
    let project = asked["project_id"]
    if project == nil, let episode = asked.episode {
      guard case .of(let id) = episode, let record = try call.database.entity(.episode, id) else {
        throw Failure.notFound("There is no such episode.")
      }
      // What it casts from elsewhere is told to those who work there too.
      try access.project(record.id("project_id"))
    }
    if let project {
      try access.project(project)
      data = try VendorLimits.data(.asset, in: project, access)
      if access.isVendor || asked.isMineOnly { (conditions, taskConditions) = mine(conditions, access) }
    } else if !access.isAdmin {
      // Of several projects each has its own roles (oddity 29).
      let vendorIn: SQL = """
        (SELECT link.project_id FROM project_person_link link WHERE link.person_id = \(access.caller.id)
        AND COALESCE(link.role, \(access.caller.role.rawValue)) = 'vendor')
        """
      conditions.append("entity.project_id IN \(access.projects)")
      if asked.isMineOnly {
        (conditions, taskConditions) = mine(conditions, access)
      } else {
        conditions.append("(entity.project_id NOT IN \(vendorIn) OR \(VendorLimits.assigned(access)))")
        taskConditions.append("(entity.project_id NOT IN \(vendorIn) OR task.id IN \(access.assignments))")
      }
      data = try VendorLimits.data(.asset, inProjects: vendorIn, access)
    } else if asked.isMineOnly {
      (conditions, taskConditions) = mine(conditions, access)
    }
    // The casting is told in a production only, that of one episode when it is asked for.
    var episodes: SQL? = asked["project_id"].map { "episode.project_id = \($0)" }
    switch asked.episode {
    case .none, .all: break
    case .main: conditions.append("entity.source_id IS NULL")
    case .of(let episode):
      conditions.append(
        """
        (entity.source_id = \(episode) OR entity.id IN
        (SELECT link.entity_out_id FROM entity_link link WHERE link.entity_in_id = \(episode)))
        """)
      episodes = episodes.map { "\($0) AND episode.id = \(episode)" }
    }
    return try EntitiesWithTasks(
      fields: ListedFields.asset(data: data, castingEpisodes: episodes),
      taskFields: ListedFields.tasks(ListedFields.assetTask, emptyPreview: "\"\""),
      joins: ListedFields.assetType,
      order: ["(SELECT kind.name FROM entity_type kind WHERE kind.id = entity.entity_type_id)", "entity.`name`"], conditions: conditions,
      taskConditions: taskConditions, version: asked.version, follower: asked.follower, isLarge: true
    ).answer(call, fieldsName: "asset_fields")
  }

  // MARK: Shots, edits, concepts

  private static func shots(_ call: Call) throws -> Response {
    let asked = try Asked(call, "project_id", "episode_id", "id")
    let access = try asked.team()
    var conditions = [EntityKind.shot.condition(), "entity.parent_id IS NOT NULL"] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    switch asked.episode {
    case .none, .all: break
    case .main: conditions.append("FALSE")
    case .of(let episode):
      conditions.append("entity.parent_id IN (SELECT parent.id FROM entity parent WHERE parent.parent_id = \(episode))")
    }
    if access.isVendor || asked.isMineOnly { (conditions, taskConditions) = mine(conditions, access) }
    return try EntitiesWithTasks(
      fields: ListedFields.shot(data: VendorLimits.data(.shot, in: asked["project_id"], access)),
      taskFields: ListedFields.tasks(ListedFields.shotTask), joins: ListedFields.project + ListedFields.sequence,
      conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower, isLarge: true
    ).answer(call, fieldsName: "shot_fields")
  }

  private static func edits(_ call: Call) throws -> Response {
    let asked = try Asked(call, "project_id", "episode_id", "id")
    let access = try asked.team()
    var conditions = [EntityKind.edit.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    switch asked.episode {
    case .none, .all: break
    case .main: conditions.append("FALSE")
    case .of(let episode): conditions.append("entity.parent_id = \(episode)")
    }
    if access.isVendor || asked.isMineOnly { (conditions, taskConditions) = mine(conditions, access) }
    return try EntitiesWithTasks(
      fields: ListedFields.edit(data: VendorLimits.data(.edit, in: asked["project_id"], access)),
      taskFields: ListedFields.tasks(ListedFields.editTask), joins: ListedFields.project + ListedFields.episode,
      conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower
    ).list(call)
  }

  private static func concepts(_ call: Call) throws -> Response {
    let asked = try Asked(call, "project_id", "id")
    let access = try asked.team()
    try access.require(!access.isVendor && !access.isClient)
    var conditions = [EntityKind.concept.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    if asked.isMineOnly { (conditions, taskConditions) = mine(conditions, access) }
    return try EntitiesWithTasks(
      fields: ListedFields.concept(), taskFields: ListedFields.tasks(ListedFields.conceptTask),
      joins: ListedFields.project, conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower
    ).list(call)
  }

  /// Only what the caller works on.
  private static func mine(_ conditions: [SQL], _ access: Access) -> ([SQL], [SQL]) {
    (conditions + [VendorLimits.assigned(access)], ["task.id IN \(access.assignments)"])
  }

  // MARK: Sequences, episodes, scenes

  private static func breakdown(_ kind: EntityKind, _ call: Call) throws -> Response {
    let asked = try Asked(call, "project_id", "episode_id")
    let access = try asked.team()
    if kind == .scene { try access.noVendor() }
    var conditions = [kind.condition()] + asked.conditions("project_id")
    var taskConditions: [SQL] = []
    if let episode = asked.episode {
      // Neither of the words names a parent.
      if case .of(let id) = episode { conditions.append("entity.parent_id = \(id)") } else { conditions.append("FALSE") }
    }
    if access.isVendor {
      conditions.append(VendorLimits.condition(kind, access))
      taskConditions.append("task.id IN \(access.assignments)")
    } else if let person = call.request.query["assigned_to"] {
      taskConditions.append("task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id = \(ID(person)))")
    }
    return try EntitiesWithTasks(
      fields: ListedFields.breakdown(data: VendorLimits.data(kind, in: asked["project_id"], access)),
      taskFields: ListedFields.tasks(ListedFields.breakdownTask), conditions: conditions,
      // A vendor's sequences and episodes are those of shots and assets, which may be of any production.
      taskConditions: taskConditions, version: access.isVendor ? ListingVersion(reach: .everything) : asked.version,
      follower: asked.follower
    ).list(call)
  }

  // MARK: One entity

  /// An entity of one of these kinds as it is shown alone, with all its tasks. - Throws: 404 for a shot without a sequence.
  static func full(_ entity: Record, _ kind: EntityKind, _ call: Call) throws -> Response {
    let data = try VendorLimits.data(kind, in: entity.id("project_id"), try call.access)
    let conditions: [SQL] = ["entity.id = \(entity.id)"]
    let listing: EntitiesWithTasks
    switch kind {
    case .asset:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullAsset(data: data),
        taskFields: ListedFields.tasks(ListedFields.assetTask, emptyPreview: "\"\""),
        joins: ListedFields.project + ListedFields.assetType, conditions: conditions)
    case .edit:
      listing = EntitiesWithTasks(
        fields: ListedFields.edit(data: data), taskFields: ListedFields.tasks(ListedFields.editTask),
        joins: ListedFields.project + ListedFields.episode, conditions: conditions)
    case .concept:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullConcept(), taskFields: ListedFields.tasks(ListedFields.conceptTask),
        joins: ListedFields.project, conditions: conditions)
    default:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullShot(data: data), taskFields: ListedFields.tasks(ListedFields.shotTask),
        joins: ListedFields.project + ListedFields.sequence, conditions: conditions)
    }
    return try listing.one(call)
  }

  /// What points at an entity by its concept links.
  private static func linked(_ call: Call) throws -> Response {
    guard let id = ID(call["entity_id"]), let entity = try call.database.record(.entity, id) else {
      throw Failure.notFound("There is no such entity.")
    }
    try call.access.project(entity.id("project_id"))
    try call.access.entity(id)
    return try EntitiesWithTasks(
      fields: ListedFields.concept(type: Shape.Key("type", EntityKind.expression(), .text)),
      taskFields: ListedFields.tasks(ListedFields.linkedTask), joins: ListedFields.project,
      conditions: ["entity.id IN (SELECT link.entity_in_id FROM entity_concept_link link WHERE link.entity_out_id = \(id))"]
    ).list(call)
  }
}

/// What the query string of a listing asks for.
private struct Asked {
  enum Episode {
    /// Assets of no episode.
    case main
    case all
    case of(ID)
  }

  private let call: Call
  private var ids: [String: ID] = [:]
  private(set) var episode: Episode?

  /// - Parameter names: parameters that hold ids. - Throws: 400 for one that does not.
  init(_ call: Call, _ names: String...) throws(Failure) {
    self.call = call
    for name in names {
      guard let text = call.request.query[name] else { continue }
      if name == "episode_id", text == "all" || text == "main" {
        episode = text == "all" ? .all : .main
        continue
      }
      guard let id = ID(anyNotation: text) else { throw .parameter("Invalid UUID format for \(name): \(text)") }
      if name == "episode_id" { episode = .of(id) } else { ids[name] = id }
    }
  }

  subscript(_ name: String) -> ID? { ids[name] }

  func conditions(_ columns: String...) -> [SQL] {
    columns.compactMap { column in ids[column].map { "entity.\(raw: column) = \($0)" } }
  }

  /// Whatever the value: only what the caller is assigned to.
  var isMineOnly: Bool { call.request.query["assigned_to"] != nil }

  /// Whose subscriptions the tasks tell: the caller's, in a production.
  var follower: ID? { ids["project_id"] == nil ? nil : call.caller?.id }

  /// The listing reads the rows of that project, or of all.
  var version: ListingVersion { ListingVersion(reach: ids["project_id"].map { .project($0) } ?? .everything) }

  /// Listings of one project are for its team, those of all for admins.
  func team() throws -> Access {
    let access = try call.access
    if let project = ids["project_id"] { try access.project(project) } else { try access.admin() }
    return access
  }
}
