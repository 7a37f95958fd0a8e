import Engine
import MariaDB
import Web

/// The casting of a production (contract chapter 08, Exports).
enum CastingExport {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/export/csv/projects/:project_id/casting.csv", "Export the casting of a production as CSV", .project(.teamNoVendor), then: export)
  }

  /// What an asset is cast in: which links, and what their rows say of it.
  private struct Part {
    var episode: SQL = "''"
    let parent: SQL
    let condition: SQL
  }

  private static let joins: SQL = """
    FROM entity_link JOIN entity asset ON asset.id = entity_link.entity_out_id
    JOIN entity_type asset_type ON asset_type.id = asset.entity_type_id JOIN entity target ON target.id = entity_link.entity_in_id
    JOIN entity_type target_type ON target_type.id = target.entity_type_id LEFT JOIN entity parent ON parent.id = target.parent_id
    LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id LEFT JOIN entity source ON source.id = target.source_id
    """

  private static func export(_ call: Call, _ project: Subject<Project>) throws -> Response {
    let row = try call.database.record(.project, project.id).found(or: "There is no such project.")
    let isSeries = row.text("production_type") == "tvshow"
    let choice = try call.request.query["episode_id"].map {
      try EpisodeChoice($0, or: Failure.parameter("Invalid UUID format for episode_id: \($0)")) { ID(anyNotation: $0) }
    }
    var hasEpisode = isSeries
    if case .all? = choice { hasEpisode = false }
    let parts = parts(choice, ofShots: call.request.query.flag("is_shot_casting"), isSeries: isSeries)
    let header = (hasEpisode ? ["Episode"] : []) + ["Parent", "Name", "Asset Type", "Asset", "Occurences", "Label"]
    let name = "\(row.text("name") ?? "") casting"
    return Export.file(named: name, header, call) { [database = call.database] writer, flush in
      for part in parts {
        let episode: SQL = hasEpisode ? "\(part.episode), " : ""
        let sql: SQL = """
          SELECT \(episode)\(part.parent), target.name, asset_type.name, asset.name, entity_link.nb_occurences, entity_link.label
          \(joins) WHERE target.project_id = \(project.id) AND \(part.condition)
          ORDER BY \(episode)\(part.parent), target.name, asset_type.name, asset.name, entity_link.nb_occurences, entity_link.label,
          entity_link.id
          """
        try Export.rows(sql, to: &writer, flush, database)
      }
    }
  }

  private static func parts(_ choice: EpisodeChoice?, ofShots: Bool, isSeries: Bool) -> [Part] {
    let main = Part(
      episode: "'MP'", parent: "target_type.name", condition: "target.source_id IS NULL AND target_type.name NOT IN ('Shot', 'Episode')")
    switch choice {
    case .main: return [main]
    case .all: return [Part(parent: "'Episode'", condition: "target_type.name = 'Episode'")]
    default: break
    }
    var isOfEpisode: (_ column: SQL) -> SQL = { "\($0) IS NOT NULL" }
    if case .of(let episode)? = choice { isOfEpisode = { "\($0) = \(episode)" } }
    if ofShots {
      let episode: SQL = isSeries ? isOfEpisode("grandparent.id") : "TRUE"
      return [
        Part(
          episode: "grandparent.name", parent: "parent.name",
          condition: "target_type.name = 'Shot' AND parent.id IS NOT NULL AND \(episode)")
      ]
    }
    guard isSeries else { return [Part(parent: "target_type.name", condition: "target_type.name <> 'Shot'")] }
    let attached = Part(
      episode: "source.name", parent: "target_type.name", condition: "target_type.name <> 'Shot' AND \(isOfEpisode("source.id"))")
    return [attached, main]
  }
}
