import MariaDB
import Web

/// The routes of a resource's rows, the same for every table (contract chapter 02, part A).
package struct Rows<R: Resource>: Sendable {
  package let resource: R

  package init(_ resource: R) {
    self.resource = resource
  }

  private var table: Table { resource.table }

  package func declare(in routes: inout Routes) {
    let path = "/data/\(resource.path)"
    let model = table.model
    // Where a resource asks in its own way, its rules do not say all.
    let rules = (resource as? PlainResource)?.rules
    func who(_ rule: KeyPath<Rules, Rule<RowFacts>>) -> Step<Void> { Step(StepNote(who: rules?[keyPath: rule].words)) { _ in } }
    routes.get(path, writing: R.self is any WholeList.Type, "List \(model) rows", who(\.list)) { call, _ in try list(call) }
    routes.post(path, "Create a row of \(model)", who(\.create)) { call, _ in try create(call) }
    routes.get(path + "/:instance_id", "Read a row of \(model)", who(\.read)) { call, _ in try read(call) }
    routes.put(path + "/:instance_id", "Update a row of \(model)", who(\.update)) { call, _ in
      do {
        return try update(call)
      } catch let failure as Failure {
        throw resource.refusal(ofUpdate: failure)
      }
    }
    routes.delete(path + "/:instance_id", "Delete a row of \(model)", who(\.delete)) { call, _ in try delete(call) }
  }

  // MARK: Reading

  private func list(_ call: Call) throws -> Response {
    let scope = try resource.scope(call)
    if let whole = resource as? any WholeList {
      try whole.prepareList(call)
      let shape = try resource.shape(call, relations: false)
      return call.stream("SELECT \(shape.select) FROM \(raw: table.name) ORDER BY \(resource.order)", shape)
    }
    let conditions = try resource.filters(call) + (scope.map { [$0] } ?? [])
    let query = call.request.query
    let page = try query.integer("page", default: -1)
    var limit = try query.integer("limit", default: 0)
    if limit == 0 { limit = call.configuration.pageSize }
    var shape = try resource.shape(call, relations: query.flag("relations"))
    if let fields = query["fields"], !fields.isEmpty {
      shape = shape.keeping(Set(fields.split(separator: ",").map { $0.trimmingBlanks() } + ["id", "type"]))
    }
    let condition = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))" as SQL
    let source: SQL = "FROM \(raw: table.name)\(resource.joins)\(condition)"
    if page < 0 {
      return call.stream("SELECT \(shape.select) \(source) ORDER BY \(resource.order)\(limiting(resource))", shape)
    }
    guard limit > 0 else { throw Failure.parameter("limit must not be negative.") }
    let total = try call.database.count("SELECT COUNT(*) FROM \(raw: table.name)\(condition)")
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    let envelope: JSON.Object = [
      "total": JSON(total), "nb_pages": JSON(total / limit + (total % limit == 0 ? 0 : 1)), "limit": JSON(limit), "offset": JSON(offset),
      "page": JSON(page),
    ]
    let rows: SQL? =
      offset < 0 || isTooFar
      ? nil
      : offset == 0
        // The index has them in this order.
        ? "SELECT \(shape.select) \(source) ORDER BY \(pageOrder) LIMIT \(limit)"
        // Only ids are sorted; the rows of the page are looked up after that.
        : """
        SELECT \(shape.select) FROM (SELECT \(raw: table.name).id AS page_id FROM \(raw: table.name)\(condition)
        ORDER BY \(pageOrder) LIMIT \(limit) OFFSET \(offset)) AS page
        JOIN \(raw: table.name) ON \(raw: table.name).id = page.page_id\(resource.joins) ORDER BY \(pageOrder)
        """
    return .stream { output, flush in
      output.append(raw: "{\"data\":[")
      if let rows { try call.database.write(rows, shape, to: output, flush) }
      output.append(byte: UInt8(ascii: "]"))
      for (name, value) in envelope {
        output.append(raw: ",\"\(name)\":")
        output.append(value)
      }
      output.append(byte: UInt8(ascii: "}"))
    }
  }

  private var pageOrder: SQL {
    SQL(raw: ["updated_at DESC", "created_at DESC", "id"].map { "\(table.name).\($0)" }.joined(separator: ", "))
  }

  private func limiting(_ resource: R) -> SQL {
    (resource as? any ListLimiting).map { " LIMIT \($0.maxRows)" } ?? ""
  }

  private func read(_ call: Call) throws -> Response {
    guard let id = ID(call["instance_id"]) else {
      throw resource.isMalformedIDUnknown ? Failure.notFound() : Self.malformedID
    }
    if try !call.access.isAdmin || resource.isReadingAlwaysChecked {
      guard let row = try call.database.record(table, id) else { throw Failure.notFound() }
      try resource.mayRead(row, call)
    }
    let relations = call.request.query.flag("relations", default: true)
    if let own = resource as? any RowReading { return try own.answer(id, relations: relations, call) }
    return try answer(id, try resource.shape(call, relations: relations), call)
  }

  package static var malformedID: Failure { .parameter("Malformed ID.") }

  // MARK: Writing

  private func object(_ call: Call) throws -> JSON.Object {
    guard case .object(var object) = try call.request.json() else { throw Failure.row("The body must be an object with named values.") }
    for name in Coercion.generated { object[name] = nil }
    // One form of an id for every rule that looks at the body: the one that columns take in the end.
    for column in table.columns where column.kind == .uuid {
      if let text = object[column.name]?.text, let id = ID(undashed: text) { object[column.name] = JSON(id) }
    }
    return object
  }

  private func create(_ call: Call) throws -> Response {
    var body = try object(call)
    try resource.mayCreate(body, call)
    return try Failure.mappingIntegrity {
      let reach = ReachCheck(table: table, call: call)
      try reach.removeServerFields(&body)
      try resource.prepareCreate(&body, call)
      let changes = try Coercion.create(body, table, call.configuration)
      let claimed = try reach.claimed(changes)
      let id = try call.database.insert(changes, into: table)
      try reach.check(changes, of: id, claimed: claimed)
      guard let row = try call.database.record(table, id) else { throw Failure.internalError }
      let extras = try resource.didCreate(row, call)
      try resource.announce(.new, row, call)
      let shape = try (resource as? any CreationShaping)?.creationShape(call) ?? resource.shape(call, relations: true)
      return try answer(id, shape, call, status: 201, extras: extras)
    }
  }

  private func update(_ call: Call) throws -> Response {
    let isAdminFirst = resource is any AdminFirst
    if isAdminFirst { try call.check(.admin) }
    let isNull = try call.request.isNull
    var body = isAdminFirst && isNull ? [:] : try object(call)
    let row = try stored(call)
    let id = row.id
    try resource.mayUpdate(row, body, call)
    return try Failure.mappingIntegrity {
      for name in resource.protected.union(["project_id"]) { body[name] = nil }
      let reach = ReachCheck(table: table, call: call)
      try reach.removeServerFields(&body)
      try resource.prepareUpdate(row, &body, call)
      let changes = try Coercion.update(body, table)
      let (production, claimed) = (try reach.production(of: id), try reach.claimed(changes))
      try call.database.update(changes, of: table, id: id)
      try reach.check(changes, of: id, former: production, claimed: claimed)
      guard let new = try call.database.record(table, id) else { throw Failure.internalError }
      let extras = try resource.didUpdate(row, new, body, call)
      try resource.announce(.update, new, call)
      let shape = try (resource as? any UpdateShaping)?.updateShape(call) ?? resource.shape(call, relations: false)
      return try answer(id, shape, call, extras: extras)
    }
  }

  private func delete(_ call: Call) throws -> Response {
    if resource is any AdminFirst { try call.check(.admin) }
    let row = try stored(call)
    try resource.mayDelete(row, call)
    try Failure.mappingIntegrity {
      try resource.prepareDelete(row, call)
      try call.database.delete(row)
      try resource.announce(.delete, row, call)
      try resource.didDelete(row, call)
    }
    return .deleted
  }

  /// The row to change, locked until the end of the transaction.
  private func stored(_ call: Call) throws -> Record {
    let isAdminFirst = resource is any AdminFirst
    guard let id = ID(call["instance_id"]) else {
      if isAdminFirst { throw Failure(status: 404, body: ["message": "There is no such row."]) }
      throw resource is any WritingUnknownID && call.request.verb == "DELETE" ? Failure.notFound() : Self.malformedID
    }
    guard let row = try call.database.record(table, id, isLocked: true) else {
      throw isAdminFirst ? Failure(status: 404, body: ["message": "There is no such row."]) : Failure.notFound()
    }
    return row
  }

  /// One row, written while the transaction still holds it.
  private func answer(_ id: ID, _ shape: Shape, _ call: Call, status: Int = 200, extras: JSON.Object = [:]) throws -> Response {
    try call.row(
      "SELECT \(shape.select) FROM \(raw: table.name)\(resource.joins) WHERE \(raw: table.name).id = \(id)", shape, status: status,
      extras: extras)
  }
}

/// A list that takes no parameter, and needs some work done before it is read.
package protocol WholeList: Resource {
  func prepareList(_ call: Call) throws
}

/// A list that never holds more rows than this.
package protocol ListLimiting: Resource {
  var maxRows: Int { get }
}

/// A row that is not just written by a shape when it is read.
package protocol RowReading: Resource {
  func answer(_ id: ID, relations: Bool, _ call: Call) throws -> Response
}

/// Another shape for the answer to a creation.
package protocol CreationShaping: Resource {
  func creationShape(_ call: Call) throws -> Shape
}

/// Another shape for the answer to an update.
package protocol UpdateShaping: Resource {
  func updateShape(_ call: Call) throws -> Shape
}

/// A deletion that answers 404 to an id that is no UUID, where others answer 400.
package protocol WritingUnknownID: Resource {}

/// Writing is for admins, which is looked at before the id; what is unknown answers 404 with only a message.
package protocol AdminFirst: Resource {}
