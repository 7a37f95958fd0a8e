import Engine
import MariaDB
import Web

/// Plain lists of the entities of one kind.
struct EntityList {
  let kind: EntityKind
  let call: Call
  /// The project that the list is of; nil: several.
  let project: ID?
  var conditions: [SQL] = []
  var joins: SQL = ""
  /// Keys at the end of each row.
  var extras: [Shape.Key] = []
  var order: SQL = "entity.name, entity.id"
  var relations = false
  /// Are vendors kept to what concerns their tasks?
  var isScoped = true

  /// The rows of the team's project, vendors' ones without the metadata of other departments.
  func answer() throws -> Response {
    let access = try call.access
    var conditions = [kind.condition()] + conditions
    if isScoped && access.isVendor { conditions.append(VendorLimits.condition(kind, access)) }
    var shape = relations ? kind.fullShape : kind.shape
    if access.isVendor { shape = shape.replacing("data", by: .value(try VendorLimits.data(kind, in: project, access), .json)) }
    for key in extras { shape = shape.adding(key) }
    return call.stream(
      "SELECT \(shape.select) FROM entity\(joins) WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order)", shape)
  }

  /// `project_name` of each row.
  static let projectName = Shape.Key("project_name", "project.name", .text)
  /// `sequence_name` of each row, for `ListedFields.sequence`.
  static let sequenceName = Shape.Key("sequence_name", "sequence.name", .text)
}

extension Call {
  /// The project that a listing over all of them is narrowed to by its parameter; then it is for the team, else for admins.
  /// - Throws: 404 for what is no id, except to admins, who get 400.
  func listedProject() throws -> ID? {
    guard let text = request.query["project_id"] else {
      try access.admin()
      return nil
    }
    guard let project = ID(text) else {
      throw try access.isAdmin ? Failure.parameter("Invalid UUID value: \(text)") : Failure.notFound("There is no such project.")
    }
    try access.project(project)
    return project
  }

  /// The conditions that the query string holds by the names of columns.
  /// - Parameter names: parameters with another meaning.
  func entityFilters(ignoring names: Set<String> = []) throws -> [SQL] {
    try ListFilter(.entity, ignoring: names).conditions(request.query)
  }

  /// The condition of `assigned_to`, whatever its value: entities with a task of the caller.
  func assignedFilter() throws -> [SQL] {
    request.query["assigned_to"] == nil ? [] : [VendorLimits.assigned(try access)]
  }
}
