import Engine
import MariaDB
import Web

/// The routes that entities of several kinds have in common: which kind has which, each answered in one way.
struct KindRoutes: Sendable {
  enum Part {
    /// One of them alone.
    case read
    /// Deleting one.
    case remove
    case tasks
    case taskTypes
    /// The revisions of previews.
    case previews
    /// Earlier states.
    case versions
    /// `/data/<kind>s`, all of them or narrowed.
    case list
    /// The same under `/data/<kind>s/all`.
    case all
    case ofProject
  }

  private static let kinds = [
    KindRoutes(.asset, [.read, .remove, .tasks, .taskTypes]),
    KindRoutes(.shot, [.read, .remove, .tasks, .taskTypes, .previews, .versions, .list, .all, .ofProject], parent: .sequence),
    KindRoutes(.scene, [.read, .remove, .tasks, .taskTypes, .all, .ofProject], listers: .teamNoVendor),
    KindRoutes(.sequence, [.read, .remove, .tasks, .taskTypes, .list, .ofProject], parent: .episode),
    KindRoutes(.episode, [.read, .remove, .tasks, .taskTypes, .list, .ofProject]),
    KindRoutes(.edit, [.read, .remove, .tasks, .taskTypes, .previews, .versions, .list, .all, .ofProject]),
    // Concepts are nothing for vendors and clients.
    KindRoutes(
      .concept, [.read, .remove, .tasks, .taskTypes, .previews, .list, .ofProject], readers: .readNoClient, listers: .teamNoVendorNoClient,
      projectListers: .teamNoVendorNoClient),
  ]

  private let kind: EntityKind
  private let parts: Set<Part>
  /// Whose id narrows a list.
  private let parent: EntityKind?
  private let readers: Rule<EntityFacts>
  private let listers: Rule<Project>
  private let projectListers: Rule<Project>

  private init(
    _ kind: EntityKind, _ parts: Set<Part>, parent: EntityKind? = nil, readers: Rule<EntityFacts> = .read, listers: Rule<Project> = .team,
    projectListers: Rule<Project> = .team
  ) {
    self.kind = kind
    self.parts = parts
    self.parent = parent
    self.readers = readers
    self.listers = listers
    self.projectListers = projectListers
  }

  static func declare(in routes: inout Routes) {
    for kind in kinds { kind.declare(in: &routes) }
  }

  private func declare(in routes: inout Routes) {
    let (name, readable) = (kind.eventName, Step.entity(kind, readers))
    let one = "aeiou".contains(name.prefix(1)) ? "an \(name)" : "a \(name)"
    let (path, many) = ("/data/\(name)s/:\(name)_id", "List \(name)s")
    if parts.contains(.list) { routes.list("/data/\(name)s", many, .narrowing(listers, under: parent), of: narrowed) }
    if parts.contains(.all) { routes.list("/data/\(name)s/all", many, .narrowing(listers, under: parent), of: narrowed) }
    if parts.contains(.ofProject) {
      routes.list("/data/projects/:project_id/\(name)s", "List the \(name)s of a project", .project(projectListers)) { call, project in
        let conditions: [SQL] = ["entity.project_id = \(project.id)"]
        return try EntityList(kind: kind, project: project.id, standing: project.standing, conditions: conditions).listing(call)
      }
    }
    if parts.contains(.read) { routes.get(path, "Read \(one)", readable, then: read) }
    if parts.contains(.remove) { routes.delete(path, "Delete \(one)\(kind.deletionNote)", .entity(kind, .remove), then: remove) }
    if parts.contains(.tasks) { routes.list("\(path)/tasks", "List the tasks of \(one)", readable, of: tasks) }
    if parts.contains(.taskTypes) {
      routes.list("\(path)/task-types", "List the types of the tasks of \(kind.isGroup ? "what is in \(one)" : one)", readable) {
        EntityWork.taskTypes(kind.worked(in: $1.id))
      }
    }
    if parts.contains(.previews) {
      routes.get("\(path)/preview-files", "List the revisions of \(one) by task type", readable, then: EntityPreviews.answer)
    }
    if parts.contains(.versions) {
      routes.list("\(path)/versions", "List earlier states of \(one)", readable) { EntityWork.versions(of: $1.id, kind) }
    }
  }

  private func narrowed(_ call: Call, to narrowing: Narrowing) throws -> Listing {
    let asked = try narrowing.conditions(call)
    var list = EntityList(kind: kind, project: narrowing.project, standing: narrowing.standing, conditions: asked)
    if !kind.isGroup {
      list.conditions += call.assignedFilter(narrowing.standing)
      list.isNamed = true
    }
    if kind == .scene { list.order = "entity.id" }
    return try list.listing(call)
  }

  private func read(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Response {
    kind.isGroup || kind == .scene
      ? try ParentNames.answer(call, entity, kind) : try WithTasks.full(entity, kind, call)
  }

  private func remove(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Response {
    let (record, isForced) = (entity.record, call.isForced)
    switch kind {
    case .scene: try BreakdownDeletion(call).delete(scene: record)
    case .sequence: try BreakdownDeletion(call).delete(sequences: [record], isForced: isForced)
    case .episode: try BreakdownDeletion(call).delete(episode: record, isForced: isForced)
    default: try EntityDeletion(call).remove(record, kind, isForced: isForced)
    }
    return .deleted
  }

  /// Vendors do not work on sequences and episodes: of the tasks that these have themselves they see their own.
  private func tasks(_ call: Call, _ entity: Subject<EntityFacts>) throws -> Listing {
    if kind.isGroup, entity.standing.isVendor { return EntityWork.ownTasks(of: entity.id, try call.access) }
    let relations = kind != .scene && kind != .episode && call.request.query.flag("relations")
    return EntityWork.tasks("entity.id = \(entity.id)", relations: relations, for: entity.standing)
  }
}

extension EntityKind {
  /// Is it what others are in, rather than worked on itself?
  fileprivate var isGroup: Bool { self == .sequence || self == .episode }

  /// An SQL condition: is the entity the one that is worked on where one of this kind is named?
  fileprivate func worked(in id: ID) -> SQL {
    switch self {
    case .sequence: "entity.parent_id = \(id)"
    case .episode: Self.below(episode: id)
    default: "entity.id = \(id)"
    }
  }

  fileprivate var deletionNote: String {
    switch self {
    case .sequence: "; with force also its shots"
    case .episode: "; with force also what is in it"
    case .scene: ", or cancel one that is needed"
    default: ", or cancel it when it has tasks"
    }
  }
}
