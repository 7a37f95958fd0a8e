import Engine
import MariaDB
import Web

/// A series begins with an episode.
enum FirstEpisode {
  /// The first episode by name; `E01` is made when there is none.
  static func ensure(_ project: ID, _ call: Call) throws -> ID {
    let type = try EntityTypes.ensure(.episode, call.database)
    let first = try call.database.ids(
      "SELECT id FROM entity WHERE project_id = \(project) AND entity_type_id = \(type) ORDER BY name, id LIMIT 1"
    ).first
    if let first { return first }
    let episode = try call.database.insert(
      into: .entity,
      [
        "name": "E01", "project_id": project.sqlValue, "entity_type_id": type.sqlValue, "data": "{}", "description": "",
        "created_by": try call.access.caller.id.sqlValue,
      ])
    call.events.emit("episode:new", ["episode_id": JSON(episode)], project: project)
    return episode
  }
}
