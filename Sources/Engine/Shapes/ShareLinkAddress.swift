import MariaDB

/// A link to a playlist for people without an account: is it in force, and where does the web app show it?
package enum ShareLinkAddress {
  /// A condition on `playlist_share_link`: neither revoked nor over.
  package static let isOpen: SQL = """
    playlist_share_link.is_active AND COALESCE(playlist_share_link.expiration_date >= UTC_TIMESTAMP(6), TRUE)
    """

  package static func isOpen(_ token: String, _ database: Connection) throws -> Bool {
    try database.exists("SELECT 1 FROM playlist_share_link WHERE token = \(token) AND \(isOpen)")
  }

  package static func of(_ token: String, _ configuration: Configuration) -> String {
    "\(configuration.domainProtocol)://\(configuration.domainName)/playlists/shared/\(token)"
  }
}
