import Engine
import MariaDB
import Web

/// The playlists of a project, in short and one of them in full (contract chapter 07, Playlists).
enum PlaylistRoutes {
  static func declare(in routes: inout Routes) {
    routes.get(
      "/data/projects/:project_id/playlists", "List the playlists of a project, 20 at a time",
      .project(.teamNoVendor, unseenByAdmins: true)
    ) { call, project in try list(call, project, "TRUE") }
    routes.get(
      "/data/projects/:project_id/episodes/:episode_id/playlists",
      "List the playlists of an episode, of all episodes (`all`) or of the main pack (`main`), 20 at a time",
      .project(.teamNoVendor, unseenByAdmins: true), .text("episode_id")
    ) { call, project, episode in try list(call, project, try condition(episode, call)) }
    routes.get("/data/projects/:project_id/playlists/all", "List the rows of all playlists of a project", .may(.admin), .project(.admin)) {
      call, _, project in
      try call.pages(of: .playlist, where: "playlist.project_id = \(project.id)", row)
    }
    routes.get(
      "/data/projects/:project_id/playlists/:playlist_id", "Read a playlist with the previews of its entries",
      .project(.teamNoVendor, unseenByAdmins: true), .text("playlist_id"), then: read)
    routes.list("/data/projects/:project_id/build-jobs", "List the builds of a project's playlists", .may(.admin), .project(.admin)) {
      _, _, project in
      Listing(
        build,
        """
        FROM build_job JOIN playlist ON playlist.id = build_job.playlist_id WHERE playlist.project_id = \(project.id) ORDER BY build_job.id
        """)
    }
  }

  private static let row = Shape(.playlist, relations: true)
  private static let build = Shape(.buildJob)

  // MARK: Lists

  /// PlaylistLight, but for its last key.
  private static let light = Shape(
    keys: [Shape.Key("type", .constant("\"Playlist\""))]
      + Shape.Key.columns("id name project_id episode_id task_type_id for_client", of: .playlist)
      + [Shape.Key(.playlist, "for_entity", whenNull: "\"shot\"")]
      + Shape.Key.columns("is_for_all created_at updated_at created_by", of: .playlist))

  private static let pageSize = 20

  private static func list(_ call: Call, _ project: Subject<Project>, _ condition: SQL) throws -> Response {
    let query = call.request.query
    let page = max(try query.integer("page", default: 1), 1)
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: pageSize)
    var conditions: [SQL] = ["playlist.project_id = \(project.id)", condition]
    if project.standing.isClient { conditions.append("playlist.for_client") }
    if let name = query["task_type_id"], !name.isEmpty {
      guard let taskType = ID(name) else { throw Failure.parameter("task_type_id must be an id, not \"\(name)\".") }
      conditions.append("playlist.task_type_id = \(taskType)")
    }
    let rows: SQL = """
      SELECT \(light.select), JSON_VALUE(playlist.shots, '$[0].preview_file_id') FROM playlist
      WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order(query["sort_by"])) LIMIT \(pageSize) OFFSET \(offset)
      """
    return .stream { [database = call.database] output, flush in
      output.append(byte: UInt8(ascii: "["))
      if !isTooFar {
        try database.write(rows, to: output, flush) { row in
          let preview = row.text(row.count - 1).map { ["first_preview_file_id": .text($0)] as JSON.Object }
          light.write(row, to: output, extra: preview)
        }
      }
      output.append(byte: UInt8(ascii: "]"))
    }
  }

  /// - Throws: 404 for an episode that there is not.
  private static func condition(_ episode: String, _ call: Call) throws -> SQL {
    let kind: SQL = call.request.query["for_entity"]?.nonEmpty.map { "playlist.for_entity = \($0)" } ?? "TRUE"
    switch episode {
    case "main": return "playlist.episode_id IS NULL AND NOT COALESCE(playlist.is_for_all, FALSE) AND \(kind)"
    case "all": return "playlist.episode_id IS NULL AND playlist.is_for_all AND \(kind)"
    default:
      guard let found = try call.database.entity(.episode, ID(episode)) else { throw Failure.notFound("There is no such episode.") }
      return "playlist.episode_id = \(found.id) AND \(kind)"
    }
  }

  /// By a column, last changed first unless one is named; moments go backwards.
  private static func order(_ name: String?) -> SQL {
    let column = name.flatMap { Table.playlist.column($0) } ?? Table.playlist.column("updated_at")
    guard let column, column.kind != .json else { return "playlist.updated_at DESC, playlist.id" }
    let sorted = "playlist.\(quoted(column.name))"
    return SQL(raw: column.kind == .datetime ? "\(sorted) DESC, playlist.id" : "\(sorted) IS NULL, \(sorted), playlist.id")
  }

  // MARK: One of them

  private static func read(_ call: Call, _ project: Subject<Project>, _ name: String) throws -> Response {
    let playlist = try call.playlist(ID(name))
    guard playlist.project == project.id else { throw Failure.notFound("The project has no such playlist.") }
    try Rule.look.check(project.standing, playlist)
    let entries = try PlaylistEntries(of: playlist, call.database)
    return try PlaylistDocument.write(playlist, call.database) { entries.write(to: $0) }
  }
}

/// The row of a playlist with its entries as they are shown, and the builds of its movie (PlaylistFull).
enum PlaylistDocument {
  private static let shape = Shape(.playlist).replacing("shots", by: .part).adding(Shape.Key("build_jobs", .ids(builds)))

  private static let builds: SQL = """
    (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', build_job.id, 'status', build_job.status,
    'created_at', DATE_FORMAT(build_job.created_at, '%Y-%m-%dT%H:%i:%s'), 'message', build_job.message)
    ORDER BY build_job.created_at DESC, build_job.id DESC) FROM build_job WHERE build_job.playlist_id = playlist.id)
    """

  /// - Parameters:
  ///   - extra: members at the end.
  ///   - entries: writes the list of them. It may ask the database for nothing.
  static func write(
    _ playlist: PlaylistFacts, _ database: Connection, extra: JSON.Object? = nil, entries: (JSONOutput) -> Void
  ) throws -> Response {
    let output = JSONOutput(capacity: 64 * 1024)
    let found: Void? = try database.first("SELECT \(shape.select) FROM playlist WHERE playlist.id = \(playlist.id)") { row in
      shape.write(row, extra: extra, to: output) { entries(output) }
    }
    if found == nil { throw Failure.notFound("There is no such playlist.") }
    return Response(body: .bytes(withExtendedLifetime(output) { Array(output.bytes) }))
  }
}
