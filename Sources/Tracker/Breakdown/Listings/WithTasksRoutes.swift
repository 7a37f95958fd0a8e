import Engine
import MariaDB
import Web

/// The listings that a studio's pages begin with: all entities of a kind, each with its tasks and who works on them.
enum WithTasksRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/assets/with-tasks", "List assets with their tasks", .assets, then: assets)
    let asked = ["project_id", "episode_id", "id"]
    routes.get("/data/shots/with-tasks", "List shots with their tasks", .asked(asked, .team), then: shots)
    for (kind, rule) in [(EntityKind.sequence, Rule<Project>.team), (.episode, .team), (.scene, .teamNoVendor)] {
      let name = "\(kind.eventName)s"
      routes.get("/data/\(name)/with-tasks", "List \(name) with their tasks", .asked(["project_id", "episode_id"], rule)) {
        try breakdown(kind, $1, $0)
      }
    }
    routes.get("/data/edits/with-tasks", "List edits with their tasks", .asked(asked, .team), then: edits)
    routes.get(
      "/data/concepts/with-tasks", "List concepts with their tasks", .asked(["project_id", "id"], .teamNoVendorNoClient), then: concepts)
    routes.get(
      "/data/entities/:entity_id/entities-linked/with-tasks", "List the concepts linked to an entity with their tasks", .entity(.read),
      then: linked)
  }

  // MARK: Assets

  private static func assets(_ call: Call, _ asked: Asked) throws -> Response {
    let standing = asked.standing
    var conditions = [EntityKind.asset.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    var data = try VendorView.data(.asset, in: asked["project_id"], standing, call.database)
    let isOfAll = asked["project_id"] == nil && !standing.isAdmin
    if asked.isMineOnly || (!isOfAll && standing.isVendor) { (conditions, taskConditions) = mine(conditions, standing) }
    if isOfAll {
      // Of several projects each has its own roles (oddity 05-29).
      let vendorIn = VendorView.projects(standing)
      conditions.append("entity.project_id IN \(try call.access.projects)")
      if !asked.isMineOnly {
        conditions.append("(entity.project_id NOT IN \(vendorIn) OR \(VendorView.assigned(standing)))")
        taskConditions.append("(entity.project_id NOT IN \(vendorIn) OR task.id IN \(standing.assignments))")
      }
      data = try VendorView.data(.asset, inProjects: vendorIn, standing, call.database)
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
      joins: EntityJoins.assetType,
      order: ["(SELECT kind.name FROM entity_type kind WHERE kind.id = entity.entity_type_id)", "entity.`name`"], conditions: conditions,
      taskConditions: taskConditions, version: asked.version, follower: asked.follower, isLarge: true
    ).answer(call, fieldsName: "asset_fields")
  }

  // MARK: Shots, edits, concepts

  private static func shots(_ call: Call, _ asked: Asked) throws -> Response {
    var conditions = [EntityKind.shot.condition(), "entity.parent_id IS NOT NULL"] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    switch asked.episode {
    case .none, .all: break
    case .main: conditions.append("FALSE")
    case .of(let episode):
      conditions.append("entity.parent_id IN (SELECT parent.id FROM entity parent WHERE parent.parent_id = \(episode))")
    }
    if asked.standing.isVendor || asked.isMineOnly { (conditions, taskConditions) = mine(conditions, asked.standing) }
    return try EntitiesWithTasks(
      fields: ListedFields.shot(data: VendorView.data(.shot, in: asked["project_id"], asked.standing, call.database)),
      taskFields: ListedFields.tasks(ListedFields.shotTask), joins: EntityJoins.project + EntityJoins.sequence,
      conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower, isLarge: true
    ).answer(call, fieldsName: "shot_fields")
  }

  private static func edits(_ call: Call, _ asked: Asked) throws -> Response {
    var conditions = [EntityKind.edit.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    switch asked.episode {
    case .none, .all: break
    case .main: conditions.append("FALSE")
    case .of(let episode): conditions.append("entity.parent_id = \(episode)")
    }
    if asked.standing.isVendor || asked.isMineOnly { (conditions, taskConditions) = mine(conditions, asked.standing) }
    return try EntitiesWithTasks(
      fields: ListedFields.edit(data: VendorView.data(.edit, in: asked["project_id"], asked.standing, call.database)),
      taskFields: ListedFields.tasks(ListedFields.editTask), joins: EntityJoins.project + EntityJoins.episode,
      conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower
    ).list(call)
  }

  private static func concepts(_ call: Call, _ asked: Asked) throws -> Response {
    var conditions = [EntityKind.concept.condition()] + asked.conditions("id", "project_id")
    var taskConditions: [SQL] = []
    if asked.isMineOnly { (conditions, taskConditions) = mine(conditions, asked.standing) }
    return try EntitiesWithTasks(
      fields: ListedFields.concept(), taskFields: ListedFields.tasks(ListedFields.conceptTask),
      joins: EntityJoins.project, conditions: conditions, taskConditions: taskConditions, version: asked.version, follower: asked.follower
    ).list(call)
  }

  /// Only what the caller works on.
  private static func mine(_ conditions: [SQL], _ standing: Standing) -> ([SQL], [SQL]) {
    (conditions + [VendorView.assigned(standing)], ["task.id IN \(standing.assignments)"])
  }

  // MARK: Sequences, episodes, scenes

  private static func breakdown(_ kind: EntityKind, _ asked: Asked, _ call: Call) throws -> Response {
    let standing = asked.standing
    var conditions = [kind.condition()] + asked.conditions("project_id")
    var taskConditions: [SQL] = []
    if let episode = asked.episode {
      // Neither of the words names a parent.
      if case .of(let id) = episode { conditions.append("entity.parent_id = \(id)") } else { conditions.append("FALSE") }
    }
    if standing.isVendor {
      conditions.append(VendorView.condition(kind, standing))
      taskConditions.append("task.id IN \(standing.assignments)")
    } else if let person = call.request.query["assigned_to"] {
      taskConditions.append("task.id IN (SELECT link.task_id FROM task_person_link link WHERE link.person_id = \(ID(person)))")
    }
    return try EntitiesWithTasks(
      fields: ListedFields.breakdown(data: VendorView.data(kind, in: asked["project_id"], asked.standing, call.database)),
      taskFields: ListedFields.tasks(ListedFields.breakdownTask), conditions: conditions,
      // A vendor's sequences and episodes are those of shots and assets, which may be of any production.
      taskConditions: taskConditions, version: standing.isVendor ? ListingVersion(reach: .everything) : asked.version,
      follower: asked.follower
    ).list(call)
  }

  // MARK: Linked

  /// What points at an entity by its concept links.
  private static func linked(_ call: Call, to entity: Subject<EntityFacts>) throws -> Response {
    return try EntitiesWithTasks(
      fields: ListedFields.concept(type: Shape.Key("type", EntityKind.expression(), .text)),
      taskFields: ListedFields.tasks(ListedFields.linkedTask), joins: EntityJoins.project,
      conditions: ["entity.id IN (SELECT link.entity_in_id FROM entity_concept_link link WHERE link.entity_out_id = \(entity.id))"]
    ).list(call)
  }
}
