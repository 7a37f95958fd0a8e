import Engine
import MariaDB
import Web

extension Cascade {
  /// C.4: a playlist with what was built from it, told and shared.
  func clearPlaylists(_ playlists: [ID]) throws {
    if playlists.isEmpty { return }
    try delete(from: "notification", where: "playlist_id IN \(playlists)")
    let builds = try database.all(
      """
      SELECT build_job.id, playlist.id, playlist.project_id FROM build_job JOIN playlist ON playlist.id = build_job.playlist_id
      WHERE playlist.id IN \(playlists)
      """
    ) { ($0.id(0), $0.id(1), $0.id(2)) }
    for (build, playlist, project) in builds {
      call.events.emit("build-job:delete", ["build_job_id": JSON(build), "playlist_id": JSON(playlist)], project: project)
    }
    removeFiles(ofBuiltPlaylists: builds.compactMap(\.0))
    for table in ["build_job", "playlist_share_link"] { try delete(from: table, where: "playlist_id IN \(playlists)") }
  }

  /// C.5: everything in a project, the files of its previews too; the project itself and its links are left to the caller.
  func clearProject(_ project: ID) throws {
    let entities = try database.ids("SELECT id FROM entity WHERE project_id = \(project)")
    let playlists = try database.ids("SELECT id FROM playlist WHERE project_id = \(project)")
    let versions = try database.ids("SELECT id FROM production_schedule_version WHERE project_id = \(project)")
    try clearScheduleLinks(where: "production_schedule_version_id IN \(versions)")
    var silent = self
    silent.isSilent = true
    try silent.deleteTasks(
      try database.ids(
        """
        SELECT id FROM task WHERE project_id = \(project)
        UNION SELECT task.id FROM task JOIN entity ON entity.id = task.entity_id WHERE entity.project_id = \(project)
        """))
    try delete(
      from: "budget_entry", where: "budget_id IN (SELECT budget.id FROM budget WHERE budget.project_id = \(project))")
    try delete(from: "budget", where: "project_id = \(project)")
    try clearPlaylists(playlists)
    try delete(from: "playlist", where: "project_id = \(project)")
    try clearEntities(entities)
    // What nothing is below of, then what is left without anything below: an update of all rows would have their words made again.
    while try database.execute(
      """
      DELETE FROM entity WHERE project_id = \(project)
      AND id NOT IN (SELECT below.parent_id FROM entity below WHERE below.project_id = \(project) AND below.parent_id IS NOT NULL)
      AND id NOT IN (SELECT made.source_id FROM entity made WHERE made.project_id = \(project) AND made.source_id IS NOT NULL)
      """) > 0
    {}
    try database.execute("UPDATE entity SET parent_id = NULL, source_id = NULL WHERE project_id = \(project)")
    try delete(from: "entity", where: "project_id = \(project)")
    try delete(
      from: "department_metadata_descriptor_link",
      where: "metadata_descriptor_id IN (SELECT descriptor.id FROM metadata_descriptor descriptor WHERE descriptor.project_id = \(project))"
    )
    for table in ["metadata_descriptor", "milestone", "schedule_item"] { try delete(from: table, where: "project_id = \(project)") }
    try database.execute("UPDATE project SET from_schedule_version_id = NULL WHERE from_schedule_version_id IN \(versions)")
    try clear("production_schedule_from", of: "production_schedule_version", in: versions)
    try delete(from: "production_schedule_version", where: "project_id = \(project)")
    // Filters before their groups (oddity 02-15).
    try deleteFilters(where: "project_id = \(project)")
    try delete(from: "api_event", where: "project_id = \(project)")
  }

  /// Links, versions, files and instances of entities.
  func clearEntities(_ entities: [ID]) throws { try entities.inBatches(clearBatch(ofEntities:)) }

  private func clearBatch(ofEntities entities: [ID]) throws {
    for table in ["entity_link", "entity_concept_link"] {
      try delete(from: table, where: "entity_in_id IN \(entities) OR entity_out_id IN \(entities)")
    }
    let isOfThem = ["asset_id", "scene_id", "target_asset_id", "entity_id"].map { "asset_instance.\(raw: $0) IN \(entities)" as SQL }
      .joined(separator: " OR ")
    let instances: SQL = "(SELECT asset_instance.id FROM asset_instance WHERE \(isOfThem))"
    let workingFiles: SQL = "(SELECT working_file.id FROM working_file WHERE working_file.entity_id IN \(entities))"
    try deleteOutputFiles(
      where: """
        entity_id IN \(entities) OR temporal_entity_id IN \(entities) OR asset_instance_id IN \(instances)
        OR source_file_id IN \(workingFiles)
        """)
    try delete(from: "working_file", where: "entity_id IN \(entities)")
    try delete(from: "entity_version", where: "entity_id IN \(entities)")
    try delete(from: "subscription", where: "entity_id IN \(entities)")
    try delete(from: "asset_instance_link", where: "entity_id IN \(entities) OR asset_instance_id IN \(instances)")
    try delete(from: "asset_instance", where: isOfThem)
  }

  func deleteFilters(where condition: SQL) throws {
    try delete(
      from: "search_filter",
      where: "\(condition) OR search_filter_group_id IN (SELECT grouping.id FROM search_filter_group grouping WHERE \(condition))")
    try delete(from: "search_filter_group", where: condition)
  }
}
