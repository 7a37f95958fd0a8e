import Engine
import Glibc
import MariaDB
import Web

/// Entities with their tasks: two results in the same order, on two sessions, merged in one pass into the answer. Memory stays constant
/// whatever the size of the production.
struct EntitiesWithTasks {
  let fields: [Shape.Key]
  var taskFields: [Shape.Key]
  /// What the entities' fields need beside the entity.
  var joins: SQL = ""
  /// Textual expressions of the entity alone that sort before its id.
  var order: [SQL] = []
  var conditions: [SQL]
  var taskConditions: [SQL] = []
  /// What tells a client whether what it has still holds; nil: it always gets the listing.
  var version: ListingVersion?

  /// Whose subscriptions the tasks tell; nil: nobody's.
  var follower: ID?
  /// Is it so large that it is worth keeping for others who ask for the same?
  var isLarge = false

  /// The first of the two results: keys of the order, then the fields.
  private func entities(_ row: Shape) -> SQL {
    "SELECT \(row.select) FROM entity\(joins) WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(positions)"
  }

  /// The second: the same keys, so that both can be read side by side. Only the entities are sorted; the tasks of each follow from the
  /// index, hence the fixed order of the join.
  private func tasks(_ row: Shape) -> SQL {
    """
    SELECT STRAIGHT_JOIN \(row.select) FROM entity JOIN task ON task.entity_id = entity.id
    WHERE \((conditions + taskConditions).joined(separator: " AND ")) ORDER BY \(positions)
    """
  }

  /// The tasks of the listing that the follower has subscribed to.
  private func followed(_ database: Connection) throws -> [ID] {
    guard let follower else { return [] }
    return try database.ids(
      """
      SELECT task.id FROM subscription JOIN task ON task.id = subscription.task_id JOIN entity ON entity.id = task.entity_id
      WHERE subscription.person_id = \(follower) AND \(conditions.joined(separator: " AND ")) ORDER BY task.id
      """)
  }

  private func rows(isCompact: Bool) -> (entity: Shape, task: Shape) {
    (
      // The id of the entity, as what it is in each of the two, so that it is sent once.
      Shape(keys: fields, leading: order + ["entity.`id`"], isCompact: isCompact),
      Shape(keys: taskFields, leading: order + ["task.`entity_id`"], isCompact: isCompact)
    )
  }

  private var width: Int { order.count + 1 }

  // The id as text sorts the same here and there.
  private var positions: SQL {
    (order.indices.map { SQL(raw: "\($0 + 1)") } + ["CAST(entity.id AS CHAR(36))"]).joined(separator: ", ")
  }

  /// Writes the entities, `separator` between them and `terminator` behind each.
  func write(
    _ call: Call, followed: Set<ID> = [], isCompact: Bool = false, separator: String = ",", terminator: String = "",
    to output: JSONOutput, _ flush: () throws -> Void
  ) throws {
    let (entityRow, taskRow) = rows(isCompact: isCompact)
    let width = width
    try call.readConnection.read(tasks(taskRow)) { tasks in
      var task = try tasks.next()
      var isFirst = true
      try call.database.stream(entities(entityRow)) { entity in
        // A task of an entity that came or went between the two results is passed over.
        while let row = task, Self.compare(row, entity, width) < 0 { task = try tasks.next() }
        if !isFirst { output.append(raw: separator) }
        isFirst = false
        try entityRow.write(
          entity, to: output,
          part: {
            output.append(byte: UInt8(ascii: "["))
            var isFirstTask = true
            while let row = task, Self.isSame(row, entity, width - 1) {
              if !isFirstTask { output.append(byte: UInt8(ascii: ",")) }
              isFirstTask = false
              taskRow.write(row, ids: followed, to: output) {}
              task = try tasks.next()
            }
            output.append(byte: UInt8(ascii: "]"))
          })
        output.append(raw: terminator)
        try flush()
      }
    }
  }

  /// Have two rows the same text in a column?
  private static func isSame(_ left: Row, _ right: Row, _ index: Int) -> Bool {
    let (a, b) = (left.bytes(index), right.bytes(index))
    guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else { return false }
    return memcmp(first, second, a.count) == 0
  }

  /// The order of the keys of two rows, byte by byte as the database compares text.
  private static func compare(_ left: Row, _ right: Row, _ width: Int) -> Int {
    for index in 0..<width {
      let (a, b) = (left.bytes(index), right.bytes(index))
      let common = min(a.count, b.count)
      if common > 0, let first = a.baseAddress, let second = b.baseAddress {
        let order = memcmp(first, second, common)
        if order != 0 { return Int(order) }
      }
      if a.count != b.count { return a.count - b.count }
    }
    return 0
  }

  // MARK: Answers

  /// The listing as the caller sees it: clients see less of the tasks.
  private func seen(by access: Access) throws -> EntitiesWithTasks {
    var listing = self
    listing.taskFields = try access.seen(taskFields)
    return listing
  }

  /// A JSON array of objects.
  func list(_ call: Call) throws -> Response { try seen(by: call.access).whole(call) }

  private func whole(_ call: Call) throws -> Response {
    try unlessHeld(call, form: ["list"]) { followed in
      .stream { output, flush in
        output.append(byte: UInt8(ascii: "["))
        try write(call, followed: followed, to: output, flush)
        output.append(byte: UInt8(ascii: "]"))
      }
    }
  }

  /// The listing in the form that `stream=true` and `compact=true` ask for (contract chapter 05, Compact and streamed listings).
  /// - Parameter name: of the list of fields: `asset_fields`.
  func answer(_ call: Call, fieldsName name: String) throws -> Response {
    let (isStreamed, isCompact) = (call.request.query["stream"] == "true", call.request.query["compact"] == "true")
    let listing = try seen(by: call.access)
    if !isStreamed && !isCompact { return try listing.whole(call) }
    let form = [isStreamed ? "streamed" : "whole", isCompact ? "compact" : "plain"]
    return try listing.unlessHeld(call, form: form) {
      listing.pieces(call, name, followed: $0, isStreamed: isStreamed, isCompact: isCompact)
    }
  }

  private func pieces(_ call: Call, _ name: String, followed: Set<ID>, isStreamed: Bool, isCompact: Bool) -> Response {
    let listing = isCompact ? withTasksLast() : self
    let header: JSON.Object =
      isCompact
      ? ["compact": true, name: JSON(listing.fields.map(\.name)), "task_fields": JSON(taskFields.map(\.name))]
      : ["compact": false]
    if isStreamed {
      return Response(
        contentType: "application/x-ndjson",
        body: .stream { output, flush in
          output.append(.object(header))
          output.append(byte: UInt8(ascii: "\n"))
          try listing.write(call, followed: followed, isCompact: isCompact, separator: "", terminator: "\n", to: output, flush)
        })
    }
    return .stream { output, flush in
      output.append(raw: JSON.object(header).description.dropLast() + ",\"rows\":[")
      try listing.write(call, followed: followed, isCompact: true, to: output, flush)
      output.append(raw: "]}")
    }
  }

  /// Compact rows end with their tasks.
  private func withTasksLast() -> EntitiesWithTasks {
    EntitiesWithTasks(
      fields: fields.filter { $0.name != "tasks" } + [.tasks], taskFields: taskFields, joins: joins, order: order, conditions: conditions,
      taskConditions: taskConditions, version: version, follower: follower, isLarge: isLarge)
  }

  /// 304 for a client that has the listing as it is now. Otherwise `response` with the name of this state, which is read before any row
  /// is; or, where the web server keeps large listings, the way to the one of that name.
  private func unlessHeld(_ call: Call, form: [String], _ response: (_ followed: Set<ID>) -> Response) throws -> Response {
    let followed = try followed(call.database)
    guard let version else { return response(Set(followed)) }
    let rows = rows(isCompact: false)
    // What somebody follows is part of the name, not who that is: others who follow the same, mostly nothing, share the listing.
    let parts = form + (fields + taskFields).map(\.name) + followed.map(\.description)
    let tag = try version.tag([entities(rows.entity), tasks(rows.task)], form: parts, call.database)
    if call.request.holds(tag) { return .notModified(tag) }
    switch KeptListing(call, tag) {
    case _ where !isLarge, .unknown: return response(Set(followed)).named(tag)
    // With the headers of the listing that is kept.
    case .elsewhere(let place): return Response(body: .file(place))
    case .asked(let isCurrent):
      var made = response(Set(followed)).named(tag)
      // Something was committed since: what is made now has another name than the one it was asked for by, and is not kept.
      if !isCurrent { made.headers.append(Header("X-Accel-Expires", "0")) }
      return made
    }
  }

  /// The first entity as an object. - Throws: 404 when there is none.
  func one(_ call: Call) throws -> Response {
    let output = JSONOutput(capacity: 8192)
    try seen(by: call.access).write(call, to: output) {}
    guard output.count > 0 else { throw Failure.notFound() }
    return Response(body: .bytes(Array(output.bytes)))
  }
}
