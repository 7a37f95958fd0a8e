import Engine
import MariaDB
import Web

/// Making entities of a kind in a project, for its managers. The one of that name among its siblings is answered when there is one already
/// (contract chapter 05, Names).
struct KindCreation: Sendable {
  private static let kinds = [
    KindCreation(.shot, under: .sequence, read: shot) { ["episode_id": JSON($0?.id("parent_id"))] },
    KindCreation(.scene, under: .sequence) { fields in
      Plan(name: fields.name(), parent: fields.optionalID("sequence_id"), values: ["data": "{}"])
    },
    KindCreation(.sequence, under: .episode) { fields in
      let (name, episode) = (fields.name(), fields.optionalID("episode_id"))
      return Plan(
        name: name, parent: episode, values: ["description": fields.description(default: "").sqlValue, "data": fields.metadata()])
    },
    KindCreation(.episode, among: .project, read: episode),
    KindCreation(.edit, under: .episode, read: edit) { ["parent_id": JSON($0?.id)] },
  ]

  private typealias Plan = EntityCreation.Plan

  private let kind: EntityKind
  /// What one may belong to.
  private let parent: EntityKind?
  private let siblings: EntityCreation.Siblings
  private let read: @Sendable (inout FieldReader) -> Plan
  /// What `<kind>:new` tells of what the entity belongs to.
  private let event: @Sendable (_ parent: Record?) -> JSON.Object

  private init(
    _ kind: EntityKind, under parent: EntityKind? = nil, among siblings: EntityCreation.Siblings = .parent,
    read: @escaping @Sendable (inout FieldReader) -> Plan, event: @escaping @Sendable (_ parent: Record?) -> JSON.Object = { _ in [:] }
  ) {
    self.kind = kind
    self.parent = parent
    self.siblings = siblings
    self.read = read
    self.event = event
  }

  static func declare(in routes: inout Routes) {
    for kind in kinds { kind.declare(in: &routes) }
  }

  private func declare(in routes: inout Routes) {
    let name = kind.eventName
    let path = "/data/projects/:project_id/\(name)s"
    routes.post(path, "Create \("aeiou".contains(name.prefix(1)) ? "an" : "a") \(name)", .fields(read), .project(.manager)) {
      call, plan, project in
      var plan = plan
      if let parent {
        let parents = try call.require(parent, plan.parent, in: project.id)
        plan.eventData = event(plan.parent.flatMap { parents[$0] })
      }
      return try call.entityRow(try EntityCreation.ensure(kind, plan, in: project.id, among: siblings, call), kind, status: 201)
    }
    guard kind == .shot, let parent else { return }
    routes.post(
      "\(path)/bulk", "Create many \(name)s", .rows(atMost: EntityCreation.maxRows, read), .project(.manager)
    ) { call, plans, project in
      let parents = try call.database.entities(parent, plans.compactMap(\.parent), in: project.id)
      try EntityCreation.refuseUnknown(("\(parent.eventName)_id", plans.map(\.parent), Set(parents.keys)))
      let plans = plans.map { plan in
        var plan = plan
        plan.eventData = event(plan.parent.flatMap { parents[$0] })
        return plan
      }
      return try call.entityRows(try EntityCreation.ensure(kind, plans, in: project.id, among: siblings, call), kind)
    }
  }

  // MARK: Bodies

  private static func shot(_ fields: inout FieldReader) -> Plan {
    let (name, sequence, data) = (fields.name(), fields.optionalID("sequence_id"), fields.metadata())
    let (frames, description) = (fields.optionalInteger("nb_frames"), fields.optionalText("description"))
    return Plan(
      name: name, parent: sequence, values: ["data": data, "nb_frames": frames.sqlValue, "description": description.sqlValue])
  }

  /// A status that nobody knows is that of a running episode.
  private static func episode(_ fields: inout FieldReader) -> Plan {
    let (name, status) = (fields.name(), fields.optionalText("status") ?? "running")
    let (description, data) = (fields.description(default: ""), fields.metadata())
    let isKnown = ["standby", "running", "complete", "canceled"].contains(status)
    return Plan(
      name: name, values: ["status": .text(isKnown ? status : "running"), "description": description.sqlValue, "data": data])
  }

  private static func edit(_ fields: inout FieldReader) -> Plan {
    let (name, description, data) = (fields.name(), fields.description(default: ""), fields.metadata())
    return Plan(
      name: name, parent: fields.optionalID("episode_id"), values: ["description": description.sqlValue, "data": data])
  }
}

extension FieldReader {
  /// A description that may be null; `fallback` when absent.
  mutating func description(default fallback: String?) -> String? {
    let text = optionalText("description")
    return self["description"] == nil ? fallback : text
  }
}
