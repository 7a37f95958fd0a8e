import EditLists
import Engine
import MariaDB
import Web

/// Importing what an editor cut.
enum EditListRoutes {
  /// An edit list of more bytes is none.
  private static let maxBytes = 64 << 20

  static func declare(in routes: inout Routes) {
    routes.post("/import/otio/projects/:project_id", "Import an edit list", form(hasEpisode: false), .project(.manager)) {
      call, form, project in
      try importList(call, form, project.id, episode: nil)
    }
    routes.post(
      "/import/otio/projects/:project_id/episodes/:episode_id", "Import an edit list of an episode", form(hasEpisode: true),
      .project(.manager),
      .text("episode_id")
    ) { call, form, project, episode in
      guard let id = ID(episode), try call.database.entities(.episode, [id], in: project.id)[id] != nil else {
        throw Failure.parameter("404 Not Found: there is no such episode in this project.")
      }
      return try importList(call, form, project.id, episode: id)
    }
  }

  private typealias Options = (convention: String, isCaseSensitive: Bool)

  private static func form(hasEpisode: Bool) -> Step<Form<Options>> {
    let convention = "${project_name}_\(hasEpisode ? "${episode_name}-" : "")${sequence_name}-${shot_name}"
    return .form { fields in
      let text = fields.text("match_case", default: "true").lowercased()
      let cases = ["true": true, "1": true, "on": true, "false": false, "0": false]
      if cases[text] == nil { fields.fail("match_case", "Wrong value for parameter match_case.") }
      return (fields.text("naming_convention", default: convention), cases[text] ?? true)
    }
  }

  private static func importList(_ call: Call, _ form: Form<Options>, _ project: ID, episode: ID?) throws -> Response {
    guard let file = form.files.first(where: { $0.field == "file" }) else {
      throw Failure.parameter("An edit list in the field file is expected.")
    }
    guard let format = EditList.Format(rawValue: file.fileExtension) else {
      let formats = EditList.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.parameter("Unsupported file type '.\(file.fileExtension)'. Supported formats: \(formats)")
    }
    if file.size > maxBytes { throw Failure.tooLarge(maxBytes) }
    let production = try call.database.texts("SELECT production_type FROM project WHERE id = \(project)").first
    if production == "tvshow", episode == nil {
      throw Failure.parameter("The cut of a TV show is that of an episode: name it in the path.")
    }
    do {
      let list = try EditList(try file.content.bytes(), format, rate: try FrameRate.of(project, call.database))
      let convention = try ClipName(form.fields.convention)
      let cut = EditListImport(
        call: call, project: project, episode: episode, convention: convention, isCaseSensitive: form.fields.isCaseSensitive)
      return try cut.run(list, isTrial: call.request.query.flag("dry_run"))
    } catch let problem as EditList.Unreadable {
      throw Failure.parameter("Failed to parse OTIO file: \(problem.reason).")
    } catch let unknown as ClipName.Unknown {
      throw Failure.parameter("KeyError: '\(unknown.name)'")
    }
  }
}
