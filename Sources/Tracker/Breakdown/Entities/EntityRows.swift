import Engine
import MariaDB
import Web

/// Assets, shots, sequences, episodes, scenes, edits and concepts as rows of their table.
struct EntityRows: Resource, CreationShaping, UpdateShaping {
  let path = "entities"
  let table = Table.entity
  let rules = Rules(list: .anyone, read: .read, create: .manager, update: .manager, delete: .manager)
  let protected: Set<String> = ["instance_casting", "entities_in", "entities_out", "type", "shotgun_id", "created_by"]

  private static let plain = Shape(.entity, type: EntityKind.expression())
  private static let full = Shape(.entity, relations: true, type: EntityKind.expression())
  private static let created = Shape(.entity, relations: true)

  /// Vendors do not see the metadata of other departments here either (oddity 02-3).
  func shape(_ call: Call, relations: Bool) throws -> Shape {
    try call.access.seen(relations ? Self.full : Self.plain)
  }

  /// The kind is not told of a new row.
  func creationShape(_ call: Call) throws -> Shape { Self.created }
  func updateShape(_ call: Call) throws -> Shape { Self.full }

  func entity(of row: Record) -> ID? { row.id }

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    return access.isAdmin ? nil : try access.seenEntities
  }

  // MARK: Writing

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    try refuseNullStatus(body)
    if let project = body["project_id"]?.text.flatMap({ ID($0) }) {
      try EntityWriting(body, row: nil, project: project, call).check(&body)
    }
    body["created_by"] = JSON(try call.access.caller.id)
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    var fields = body
    for name in ["created_at", "updated_at", "id"] { fields[name] = nil }
    _ = try call.subject(row, .edit(fields))
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try refuseNullStatus(body)
    if body["source_id"] == "null" { body["source_id"] = .null }
    guard let project = row.id("project_id") else { return }
    try checkKind(row, body, in: project, call)
    try EntityWriting(body, row: row, project: project, call).check(&body)
    try refuseTaken(row, body, call)
    var data = row.json("data").object ?? [:]
    if let sent = body["data"], !sent.isNull {
      for (name, value) in sent.object ?? [:] { data[name] = value }
      if let problem = Metadata.problem(JSON.object(data).description) { throw Failure.row(problem) }
    }
    body["data"] = .object(data)
  }

  /// A row becomes of another kind only by who may create that one, and is shared by who may share.
  private func checkKind(_ row: Record, _ body: JSON.Object, in project: ID, _ call: Call) throws {
    if let shared = body["is_shared"], shared.isTruthy != row.bool("is_shared") { try call.check(.manager, in: project) }
    guard let sent = body["entity_type_id"]?.text, let type = ID(sent), type != row.id("entity_type_id") else { return }
    let name = try call.database.texts("SELECT name FROM entity_type WHERE id = \(type)").first ?? ""
    try call.check(EntityKind(type: name) == .concept ? .teamNoVendorNoClient : .manager, in: project)
  }

  /// Clients know one form only of what is wrong with an update.
  func refusal(ofUpdate failure: Failure) -> Failure {
    failure.status == 400 ? .plain(400, failure.body["message"].text ?? "") : failure
  }

  private func refuseNullStatus(_ body: JSON.Object) throws {
    if body["status"] == .null { throw Failure.parameter("status must be standby, running, complete or canceled.") }
  }

  /// Two entities of a kind under one parent have different names; on renaming, none is a parent too.
  private func refuseTaken(_ row: Record, _ body: JSON.Object, _ call: Call) throws {
    func id(_ name: String) -> ID? { body[name].map { $0.text.flatMap { ID($0) } } ?? row.id(name) }
    let name = body["name"]?.text ?? row.text("name")
    let (type, parent) = (id("entity_type_id"), id("parent_id"))
    if name == row.text("name") && type == row.id("entity_type_id") && parent == row.id("parent_id") { return }
    let isTaken = try call.database.exists(
      """
      SELECT 1 FROM entity WHERE name = \(name) AND project_id = \(row.id("project_id")) AND entity_type_id = \(type)
      AND parent_id <=> \(parent) AND id <> \(row.id) LIMIT 1
      """)
    if isTaken { throw Failure.plain(400, "There is an entity of that name, kind and parent already.") }
  }

  func didUpdate(_ old: Record, _ new: Record, _ body: JSON.Object, _ call: Call) throws -> JSON.Object {
    switch try EntityKind.of(new, call.database) {
    case .shot: try EntityVersion.keep(old, new, call)
    case .asset:
      if let ready = body["ready_for"], ready.text.flatMap({ ID($0) }) == old.id("ready_for") { break }
      try CastingReadiness.recompute(forAsset: new.id, call)
    default: break
    }
    return [:]
  }

  func mayDelete(_ row: Record, _ call: Call) throws { _ = try call.subject(row, .remove) }

  func prepareDelete(_ row: Record, _ call: Call) throws {
    let cascade = Cascade(call)
    if try EntityKind.of(row, call.database) == .sequence { try cascade.delete(from: "subscription", where: "entity_id = \(row.id)") }
    for table in ["entity_link", "entity_concept_link"] {
      try cascade.delete(from: table, where: "entity_in_id = \(row.id) OR entity_out_id = \(row.id)")
    }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    let kind = try EntityKind.of(row, call.database)
    call.events.emit("\(kind.eventName):\(action.rawValue)", [kind.idName: JSON(row.id)], project: row.id("project_id"))
  }
}

/// Snapshots of shots.
enum EntityVersion {
  /// Keeps the row as it was when its name or frame range changed, at most once a minute (oddity 02-26).
  static func keep(_ old: Record, _ new: Record, _ call: Call) throws {
    let (before, after) = (old.json("data"), new.json("data"))
    let isChanged =
      old.text("name") != new.text("name") || before["frame_in"] != after["frame_in"] || before["frame_out"] != after["frame_out"]
    guard isChanged, let last = old.text("updated_at").flatMap({ DateTime(body: $0) }),
      Call.now.secondsSince1970 - last.secondsSince1970 > 60
    else { return }
    try call.database.insert(
      into: .entityVersion,
      ["entity_id": new.id.sqlValue, "name": old["name"], "data": old["data"], "person_id": try call.access.caller.id.sqlValue])
  }
}
