import Engine
import MariaDB
import Web

/// Lists of previews to review together.
struct PlaylistRows: Resource {
  let path = "playlists"
  let table = Table.playlist
  let rules = Rules(list: .noVendor, read: .teamNoVendor, create: .supervisor, update: .anyone, delete: .anyone)

  /// What the caller is in each production decides: vendors see none of it, clients what is for them (chapter 09, row 29).
  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try rules.list.check(access.studio, RowFacts())
    let role: SQL = "COALESCE(link.role, \(access.caller.role.rawValue))"
    return """
      EXISTS (SELECT 1 FROM project_person_link link WHERE link.project_id = playlist.project_id AND link.person_id = \(access.caller.id)
      AND \(role) <> 'vendor' AND (\(role) <> 'client' OR playlist.for_client))
      """
  }

  func mayRead(_ row: Record, _ call: Call) throws {
    try call.check(Rule.look, PlaylistFacts(record: row), in: row.id("project_id"))
  }

  private static let entityKinds: [JSON] = ["shot", "asset", "sequence", "edit", "episode"]

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    try checkKind(body)
    if body["episode_id"] == "all" || body["episode_id"] == "main" { body["episode_id"] = .null }
    if let taskType = body["task_type_id"], taskType.text.flatMap({ ID($0) }) == nil { body["task_type_id"] = .null }
    body["created_by"] = JSON(try call.access.caller.id)
    if let shots = body["shots"]?.array {
      body["shots"] = .array(try PinnedPreviews.checked(shots, in: body["project_id"]?.text.flatMap { ID($0) }, call.database))
    }
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws { try mayEdit(row, call) }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try checkKind(body)
    guard let shots = body["shots"] else { return }
    if shots.isNull { throw Failure.row("shots must be a list.") }
    let entries = (shots.array ?? []).compactMap { entry -> JSON? in
      let entity = entry["entity_id"].isTruthy ? entry["entity_id"] : entry["id"]
      return entity.isTruthy ? ["entity_id": entity, "preview_file_id": entry["preview_file_id"]] : nil
    }
    body["shots"] = .array(try PinnedPreviews.checked(entries, in: row.id("project_id"), call.database))
  }

  private func checkKind(_ body: JSON.Object) throws {
    if let kind = body["for_entity"], !kind.isNull, !Self.entityKinds.contains(kind) {
      throw Failure.parameter("for_entity must be shot, asset, sequence, edit or episode.")
    }
  }

  func mayDelete(_ row: Record, _ call: Call) throws { try mayEdit(row, call) }

  private func mayEdit(_ row: Record, _ call: Call) throws {
    try call.check(Rule.edit, PlaylistFacts(record: row), in: row.id("project_id"))
  }

  func prepareDelete(_ row: Record, _ call: Call) throws { try Cascade(call).clearPlaylists([row.id]) }
}
