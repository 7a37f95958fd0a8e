import Engine
import MariaDB
import Web

/// Lists of previews to review together.
struct PlaylistRows: Resource {
  let path = "playlists"
  let table = Table.playlist
  let rules = Rules(list: .noVendor, read: .teamNoVendor, create: .supervisor, update: .anyone, delete: .anyone)

  func scope(_ call: Call) throws -> SQL? {
    let access = try call.access
    if access.isAdmin { return nil }
    try access.noVendor()
    // The role in each production counts (chapter 09, row 29).
    let nothing = try access.vendorsOnly(project: "playlist.project_id", "FALSE")
    let client: SQL = try access.isCaller(.client, in: "playlist.project_id").map { "(NOT \($0) OR playlist.for_client)" } ?? "TRUE"
    return "playlist.project_id IN \(access.projects) AND \(nothing) AND \(client)"
  }

  func mayRead(_ row: Record, _ call: Call) throws {
    try check(rules.read, row, call)
    if try call.access.standing(in: row.id("project_id")).isClient, !row.bool("for_client") { throw Failure.forbidden }
  }

  private static let entityKinds: [JSON] = ["shot", "asset", "sequence", "edit", "episode"]

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    try checkKind(body)
    if body["episode_id"] == "all" || body["episode_id"] == "main" { body["episode_id"] = .null }
    if let taskType = body["task_type_id"], taskType.text.flatMap({ ID($0) }) == nil { body["task_type_id"] = .null }
    body["created_by"] = JSON(try call.access.caller.id)
  }

  func mayUpdate(_ row: Record, _ body: JSON.Object, _ call: Call) throws { try call.access.updatePlaylist(row) }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    try checkKind(body)
    guard let shots = body["shots"] else { return }
    if shots.isNull { throw Failure.row("shots must be a list.") }
    let entries = (shots.array ?? []).compactMap { entry -> JSON? in
      guard let preview = entry.object?["preview_file_id"] else { return nil }
      let entity = entry["entity_id"].isTruthy ? entry["entity_id"] : entry["id"].isTruthy ? entry["id"] : ""
      return ["entity_id": entity, "preview_file_id": preview]
    }
    body["shots"] = .array(entries)
  }

  private func checkKind(_ body: JSON.Object) throws {
    if let kind = body["for_entity"], !kind.isNull, !Self.entityKinds.contains(kind) {
      throw Failure.parameter("for_entity must be shot, asset, sequence, edit or episode.")
    }
  }

  func mayDelete(_ row: Record, _ call: Call) throws { try call.access.updatePlaylist(row) }

  func prepareDelete(_ row: Record, _ call: Call) throws { try Cascade(call).clearPlaylists([row.id]) }
}
