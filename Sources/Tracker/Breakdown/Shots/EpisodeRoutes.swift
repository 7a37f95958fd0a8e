import Engine
import MariaDB
import Web

/// What is in an episode (contract chapter 05).
enum EpisodeRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/episodes/:episode_id"
    routes.get("\(path)/sequences", "List the sequences of an episode", sequencesOf, then: sequences)
    for (kind, place) in [(EntityKind.shot, Place.below), (.edit, .directly)] {
      routes.list("\(path)/\(kind.eventName)s", "List the \(kind.eventName)s of an episode", .entity(.episode, .read)) { call, episode in
        try EntityList(
          kind: kind, project: episode.project, standing: episode.standing, conditions: [place.condition(episode.id)], order: "entity.id",
          relations: call.request.query.flag("relations"), isScoped: false
        ).listing(call)
      }
    }
    for (name, place) in [("shot", Place.below), ("asset", .madeFor), ("edit", .directly)] {
      routes.list("\(path)/\(name)-tasks", "List the tasks of an episode's \(name)s", .entity(.episode, .teamNoVendor)) { call, episode in
        EntityWork.tasks(place.condition(episode.id), relations: call.request.query.flag("relations"), for: episode.standing)
      }
    }
    let project = "/data/projects/:project_id/episodes"
    routes.get(
      "\(project)/stats", "Count the tasks of a project's episodes by type and status", .project(.team), then: EpisodeStatistics.statuses)
    routes.get(
      "\(project)/retake-stats", "Count the retakes in a project's episodes", .project(.teamNoClient), then: EpisodeStatistics.retakes)
  }

  private enum Place {
    /// Shots and scenes: what is under the sequences.
    case below
    /// Edits.
    case directly
    /// Assets.
    case madeFor

    func condition(_ episode: ID) -> SQL {
      switch self {
      case .below: EntityKind.below(episode: episode)
      case .directly: "entity.parent_id = \(episode) AND \(EntityKind.edit.condition())"
      case .madeFor: "entity.source_id = \(episode) AND \(EntityKind.asset.condition())"
      }
    }
  }

  /// Clients ask with `all` and `main` too, which have none: nil.
  private static let sequencesOf: Step<Subject<EntityFacts>?> = {
    let episode = Step.entity(.episode, .team)
    return Step<String>.text("episode_id").map(who: episode.note.who) { call, text in ID(text) == nil ? nil : try episode.run(call) }
  }()

  private static func sequences(_ call: Call, of episode: Subject<EntityFacts>?) throws -> Response {
    guard let episode else { return .json([]) }
    let filters = try call.entityFilters(ignoring: ["project_id", "parent_id"])
    return call.stream(
      try EntityList(
        kind: .sequence, project: episode.project, standing: episode.standing,
        conditions: ["entity.project_id = \(episode.project)", "entity.parent_id = \(episode.id)"] + filters
      ).listing(call))
  }
}
