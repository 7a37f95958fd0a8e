import Engine
import MariaDB
import Web

/// What the query string of a listing asks for.
struct Asked {
  private var ids: [String: ID] = [:]
  private(set) var episode: EpisodeChoice?
  /// Of the caller in the project that is asked for; in the studio where none is.
  let standing: Standing
  /// Whatever the value of `assigned_to`: only what the caller is assigned to.
  let isMineOnly: Bool

  /// - Parameters:
  ///   - names: parameters that hold ids.
  ///   - rule: who lists one project.
  ///   - whole: refuses who lists all of them.
  /// - Throws: 400 for what is no id, then 403.
  fileprivate init(
    _ call: Call, _ names: [String], _ rule: Rule<Project>, whole: (_ studio: Standing, EpisodeChoice?) throws -> Void
  ) throws {
    let query = call.request.query
    isMineOnly = query["assigned_to"] != nil
    for name in names {
      guard let text = query[name] else { continue }
      let refusal = Failure.parameter("Invalid UUID format for \(name): \(text)")
      if name == "episode_id" {
        episode = try EpisodeChoice(text, or: refusal) { ID(anyNotation: $0) }
      } else {
        guard let id = ID(anyNotation: text) else { throw refusal }
        ids[name] = id
      }
    }
    if let project = ids["project_id"] {
      standing = try call.check(rule, in: project)
    } else {
      standing = try call.access.studio
      try whole(standing, episode)
    }
  }

  subscript(_ name: String) -> ID? { ids[name] }

  func conditions(_ columns: String...) -> [SQL] {
    columns.compactMap { column in ids[column].map { "entity.\(raw: column) = \($0)" } }
  }

  /// Whose subscriptions the tasks tell: the caller's, in a production.
  var follower: ID? { ids["project_id"] == nil ? nil : standing.person }

  /// The listing reads the rows of that project, or of all.
  var version: ListingVersion { ListingVersion(reach: ids["project_id"].map { .project($0) } ?? .everything) }
}

extension Step where Value == Asked {
  /// What a listing of one project is asked for; those of all are for admins.
  static func asked(_ names: [String], _ rule: Rule<Project>) -> Step {
    Step(StepNote(who: "administrators; with project_id \(rule.words)")) { call in
      try Asked(call, names, rule) { studio, _ in try Rule.admin.check(studio, Studio()) }
    }
  }

  /// What a listing of assets is asked for. Without a project it is of all that the caller works in; what an episode casts from elsewhere is
  /// told to those who work there too. - Throws: 404 for an episode that does not exist.
  static var assets: Step {
    Step(StepNote(who: "everybody who is signed in; with project_id or episode_id the team of the project")) { call in
      try Asked(call, ["project_id", "episode_id", "id"], .team) { _, episode in
        guard let episode else { return }
        guard case .of(let id) = episode, let project = try call.database.entity(.episode, id)?.id("project_id") else {
          throw Failure.notFound("There is no such episode.")
        }
        try call.check(.team, in: project)
      }
    }
  }
}
