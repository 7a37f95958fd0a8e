import Engine
import MariaDB
import Web

/// A plain list of the entities of one kind.
struct EntityList {
  let kind: EntityKind
  /// The project that the list is of; nil: several.
  let project: ID?
  /// Of the caller in that project: vendors see neither what others work on nor the metadata of other departments.
  let standing: Standing
  var conditions: [SQL] = []
  /// Is each row told with the names of what it belongs to?
  var isNamed = false
  var order: SQL = "entity.name, entity.id"
  var relations = false
  /// Are vendors kept to what concerns their tasks?
  var isScoped = true
  /// An SQL expression for what the caller sees of the metadata, where the standing does not say it.
  var data: SQL?

  func listing(_ call: Call) throws -> Listing {
    var conditions = [kind.condition()] + conditions
    if isScoped && standing.isVendor { conditions.append(VendorView.condition(kind, standing)) }
    var shape = relations ? kind.fullShape : kind.shape
    if let data = try data ?? (standing.isVendor ? VendorView.data(kind, in: project, standing, call.database) : nil) {
      shape = shape.replacing("data", by: .value(data, .json))
    }
    let names = isNamed ? kind.names : []
    for name in names { shape = shape.adding(name.key) }
    let joins = names.map(\.join).joined(separator: "")
    return Listing(shape, "FROM entity\(joins) WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order)")
  }
}

extension EntityKind {
  /// The names that lists tell of what an entity belongs to, with the joins they need. Shots and scenes without a sequence are left out.
  fileprivate var names: [(key: Shape.Key, join: SQL)] {
    let project = (Shape.Key("project_name", "project.name", .text), EntityJoins.project)
    let sequence = (Shape.Key("sequence_name", "sequence.name", .text), EntityJoins.sequence)
    return self == .shot || self == .scene ? [project, sequence] : [project]
  }
}

/// What the parameters of a listing over all projects narrow it to: one project, or what belongs to one entity.
struct Narrowing {
  let project: ID?
  /// The entity that the listed ones are directly under.
  let parent: ID?
  /// Of the caller in the project; in the studio where there is none.
  let standing: Standing

  /// - Parameter kind: of the parent, which is named by `<kind>_id`.
  /// - Throws: 404 for a parent that does not exist, 404 for a project that is no id, except to admins, who get 400. Then 403: the whole is
  ///   for admins.
  init(_ call: Call, _ rule: Rule<Project>, under kind: EntityKind? = nil) throws {
    let query = call.request.query
    if let kind, let text = query["\(kind.eventName)_id"] {
      guard let parent = try call.database.entity(kind, ID(text)), let project = parent.id("project_id") else {
        throw Failure.notFound("There is no such \(kind.eventName).")
      }
      self.parent = parent.id
      self.project = project
      standing = try call.check(rule, in: project)
      return
    }
    parent = nil
    let studio = try call.access.studio
    guard let text = query["project_id"] else {
      try Rule.admin.check(studio, Studio())
      project = nil
      standing = studio
      return
    }
    guard let project = ID(text) else {
      throw studio.isAdmin ? Failure.parameter("Invalid UUID value: \(text)") : Failure.notFound("There is no such project.")
    }
    self.project = project
    standing = try call.check(rule, in: project)
  }

  /// What is asked for by parent and by the names of columns.
  func conditions(_ call: Call) throws -> [SQL] {
    guard let parent else { return try call.entityFilters() }
    return ["entity.project_id = \(project)", "entity.parent_id = \(parent)"]
      + (try call.entityFilters(ignoring: ["project_id", "parent_id"]))
  }
}

extension Step where Value == Narrowing {
  /// What the query string narrows a listing over all projects to.
  static func narrowing(_ rule: Rule<Project>, under kind: EntityKind? = nil) -> Step {
    Step(StepNote(who: "administrators; with project_id \(rule.words)")) { call in try Narrowing(call, rule, under: kind) }
  }
}

extension Call {
  /// The conditions that the query string holds by the names of columns.
  /// - Parameter names: parameters with another meaning.
  func entityFilters(ignoring names: Set<String> = []) throws -> [SQL] {
    try ListFilter(.entity, ignoring: names).conditions(request.query)
  }

  /// The condition of `assigned_to`, whatever its value: entities with a task of the caller.
  func assignedFilter(_ standing: Standing) -> [SQL] {
    request.query["assigned_to"] == nil ? [] : [VendorView.assigned(standing)]
  }
}
