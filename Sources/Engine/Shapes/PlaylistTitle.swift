import MariaDB
import Web

/// A playlist as people speak of it, and where the web app shows it.
package struct PlaylistTitle {
  package let name: String
  package let project: String
  package let link: String

  /// - Returns: nil for a playlist that no longer exists.
  package init?(_ playlist: ID, _ configuration: Configuration, _ database: Connection) throws {
    let found = try database.first(
      """
      SELECT project.id, project.name, playlist.name, COALESCE(project.production_type, ''), playlist.episode_id,
      COALESCE(playlist.is_for_all, FALSE) FROM playlist JOIN project ON project.id = playlist.project_id WHERE playlist.id = \(playlist)
      """
    ) { row -> PlaylistTitle? in
      guard let project = row.id(0) else { return nil }
      let episode = row.id(4)?.description ?? (row.bool(5) ? "all" : "main")
      let path = row.text(3) == "tvshow" ? "/episodes/\(episode)" : ""
      let site = "\(configuration.domainProtocol)://\(configuration.domainName)"
      return PlaylistTitle(
        name: row.text(2) ?? "", project: row.text(1) ?? "", link: "\(site)/productions/\(project)\(path)/playlists/\(playlist)")
    }
    guard let title = found ?? nil else { return nil }
    self = title
  }

  private init(name: String, project: String, link: String) {
    self.name = name
    self.project = project
    self.link = link
  }
}
