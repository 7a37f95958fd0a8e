import Engine
import MariaDB
import Storage
import Web

/// The movie of a playlist: begun, looked after, fetched, removed (contract chapter 07, Playlist builds). No request waits for it.
enum PlaylistBuilds {
  static func declare(in routes: inout Routes) {
    let jobs = "/data/playlists/:playlist_id/jobs/:build_job_id"
    routes.get(
      "/data/playlists/:playlist_id/build/mp4", writing: true,
      "Begin to build the movie of a playlist", .playlist(.manager), then: begin)
    routes.get(
      jobs, "Read a build of a playlist", .may(.noVendor), .playlist(.readBuilds),
      .text("build_job_id")
    ) {
      call, _, playlist, name in
      try answer(try build(name, of: playlist.row, call).id, call)
    }
    routes.delete(
      jobs, "Remove a build of a playlist", .may(.noVendor), .playlist(.readBuilds),
      .text("build_job_id")
    ) { call, _, playlist, name in try delete(call, playlist.row, name) }
    routes.get(
      "\(jobs)/build/mp4", "Download the movie of a playlist", .may(.noVendor),
      .playlist(.download), .text("build_job_id")
    ) { call, _, playlist, name in try fetch(call, playlist.row, name) }
  }

  private static let row = Shape(.buildJob)

  private static func answer(_ build: ID, _ call: Call) throws -> Response {
    try call.row("SELECT \(row.select) FROM build_job WHERE build_job.id = \(build)", row)
  }

  /// - Throws: 404 for a build that does not exist, or is of another playlist.
  private static func build(_ name: String, of playlist: PlaylistFacts, _ call: Call) throws
    -> Record
  {
    guard
      let build = try ID(name).flatMap({
        try call.database.record(.buildJob, $0, isLocked: call.isWriting)
      }),
      build.id("playlist_id") == playlist.id
    else { throw Failure.notFound("The playlist has no such build.") }
    return build
  }

  /// Builds that say that they run, and that nobody works on.
  static let failAbandoned: SQL = """
    UPDATE build_job SET status = 'failed', ended_at = UTC_TIMESTAMP(6), updated_at = UTC_TIMESTAMP(6),
    message = 'The work on it was lost: build it again.'
    WHERE status = 'running' AND created_at < UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE
    AND NOT EXISTS (SELECT 1 FROM job WHERE job.subject_id = build_job.id AND job.failed_at IS NULL)
    """

  /// - Throws: 400 without a movie in it, 409 when one is being built.
  private static func begin(_ call: Call, _ playlist: Subject<PlaylistFacts>) throws -> Response {
    let entries = try PlaylistEntries(of: playlist.row, call.database).entries
    guard entries.contains(where: { $0.preview?.fileExtension == "mp4" }) else {
      throw Failure.parameter("There is no movie in the playlist.")
    }
    try call.database.execute("\(failAbandoned) AND playlist_id = \(playlist.id)")
    if try call.database.exists(
      "SELECT 1 FROM build_job WHERE playlist_id = \(playlist.id) AND status = 'running' LIMIT 1")
    {
      throw Failure.plain(409, "The movie of this playlist is being built already.")
    }
    let id = try call.database.insert(into: .buildJob, ["playlist_id": playlist.id.sqlValue])
    guard let build = try call.database.record(.buildJob, id) else { throw Failure.internalError }
    call.events.emit(
      "build-job:new",
      [
        "build_job_id": JSON(id), "playlist_id": JSON(playlist.id),
        "created_at": .text(
          String((build.text("created_at") ?? "").prefix(19)).replacing(" ", with: "T")),
      ], project: playlist.project)
    call.jobs.add(
      PlaylistMovieJob.job(of: id, by: try call.callerID, isFull: call.request.query.flag("full")))
    return try answer(id, call)
  }

  private static func delete(_ call: Call, _ playlist: PlaylistFacts, _ name: String) throws
    -> Response
  {
    let build = try build(name, of: playlist, call)
    // Whoever works on it finds that it is wanted no more.
    try call.database.execute("DELETE FROM job WHERE subject_id = \(build.id)")
    Cascade(call).removeFiles(ofBuiltPlaylists: [build.id])
    try call.database.delete(build)
    call.events.emit(
      "build-job:delete", ["build_job_id": JSON(build.id), "playlist_id": JSON(playlist.id)],
      project: playlist.project)
    return .deleted
  }

  private static func fetch(_ call: Call, _ playlist: PlaylistFacts, _ name: String) throws
    -> Response
  {
    let build = try build(name, of: playlist, call)
    guard build.text("status") == "succeeded" else {
      throw Failure.plain(400, "Build is not finished")
    }
    guard let file = call.configuration.store.address(of: file(of: build.id)) else {
      throw Failure.notFound("The movie is not in the store.")
    }
    let moment = (build.text("created_at") ?? "").prefix(19).filter { $0 != "-" && $0 != ":" }.map {
      $0 == " " ? "_" : $0
    }
    let fileName = try PlaylistFileName(playlist, prefix: String(moment), call.database)
    return Response(
      contentType: "video/mp4",
      headers: [Header("Cache-Control", "no-cache"), fileName.disposition("mp4")],
      body: .file("/_files/\(file.path)"))
  }

  static func file(of build: ID) -> StoredFile {
    StoredFile(.movies, "playlists", id: build.description)
  }
}
