import Engine
import Identity
import MariaDB
import Web

/// `/admin/config/check`: the settings in force, for a sysadmin's script that has no account but the server's `ADMIN_TOKEN`.
enum ConfigurationCheck {
  static func answer(_ call: Call) throws -> Response {
    let settings = call.configuration
    guard !settings.adminToken.isEmpty else { throw Failure.notFound() }
    let expected = Array("Bearer \(settings.adminToken)".utf8)
    guard let sent = call.request.header("Authorization"), SecureCompare.equal(Array(sent.utf8), expected) else {
      call.note(.refused, means: "admin token")
      throw Failure.forbidden
    }
    let people = try? call.database.count(
      "SELECT COUNT(*) FROM person WHERE active AND NOT is_bot AND NOT is_guest AND preview_project_id IS NULL")
    return .json([
      "user_limit": inForce(JSON(settings.userLimit)),
      "default_timezone": inForce(.text(settings.defaultTimezone)),
      "default_locale": inForce(.text(settings.defaultLocale)),
      "nomad_host": absent,
      "nomad_normalize_job": absent,
      "nomad_playlist_job": absent,
      "active_users": JSON(people),
    ])
  }

  /// Other servers copy the environment into Redis and work with the copy; here the two cannot differ.
  private static func inForce(_ value: JSON) -> JSON {
    ["env": value, "redis": .text(value.text ?? value.description)]
  }

  /// Jobs are not handed to Nomad.
  private static let absent: JSON = ["env": "", "redis": nil]
}
