import Web

extension Access {
  /// A18: reading a playlist through the routes that show its content.
  package func readPlaylist(_ playlist: Record, supervisorsToo: Bool = false) throws {
    try project(playlist.id("project_id"))
    try require(isManager || (isClient && playlist.bool("for_client")) || (supervisorsToo && isSupervisor))
  }

  /// A19: changing a playlist: a manager, or a supervisor of the team when they made it or nobody did.
  package func updatePlaylist(_ playlist: Record) throws {
    if isAdmin { return }
    guard try isMember(of: playlist.id("project_id")) else { throw Failure.forbidden }
    let creator = playlist.id("created_by")
    try require(isManager || (isSupervisor && (creator == nil || creator == caller.id)))
  }
}
