import Engine
import MariaDB
import Web

/// What a link shows of its playlist, and what its page needs to know of the production (contract chapter 07, SharedContext).
enum SharedPlaylistRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/shared/playlists/:token", for: .anyone, "Read a shared playlist with the previews it shows", .share, then: read)
    routes.get(
      "/shared/playlists/:token/context", for: .anyone, "Read what a shared playlist takes of its production", .share, then: context)
    routes.get(
      "/shared/playlists/:token/preview-files/:preview_file_id", for: .anyone, "Read the row of a shared preview", .sharedPreview
    ) { call, preview in
      try call.row("SELECT \(previewRow.select) FROM preview_file WHERE preview_file.id = \(preview.record.id)", previewRow)
    }
  }

  private static let previewRow = Shape(.previewFile)

  // MARK: The playlist

  private static func read(_ call: Call, _ shared: SharedPlaylist) throws -> Response {
    let entries = try PlaylistEntries(of: shared.playlist, call.database)
    let names = try names(of: entries.entries.compactMap(\.entity), in: shared.playlist, call.database)
    let tasks = try tasks(entries.entries.compactMap { $0.preview?.task }, call.database)
    let project = try call.database.first("SELECT fps, name FROM project WHERE id = \(shared.project)") { ($0.text(0), $0.text(1)) }
    return try PlaylistDocument.write(
      shared.playlist, call.database, extra: ["project_fps": JSON(project?.0), "project_name": JSON(project?.1)]
    ) { output in
      output.append(byte: UInt8(ascii: "["))
      for (index, entry) in entries.entries.enumerated() {
        if index > 0 { output.append(byte: UInt8(ascii: ",")) }
        var extra = entry.entity.flatMap { names[$0] } ?? [:]
        if let task = entry.preview?.task.flatMap({ tasks[$0] }) { for (name, value) in task { extra[name] = value } }
        // Nobody outside is to see what was not chosen for them.
        entries.write(entry, withAnnotations: true, extra: extra, to: output) { $0.append(raw: "{}") }
      }
      output.append(byte: UInt8(ascii: "]"))
    }
  }

  /// `name` and `parent_name` of entities.
  private static func names(of entities: [ID], in playlist: PlaylistFacts, _ database: Connection) throws -> [ID: JSON.Object] {
    var names: [ID: JSON.Object] = [:]
    let isOfAllEpisodes = playlist.record.bool("is_for_all")
    try Array(Set(entities)).inBatches { batch in
      try database.stream(
        """
        SELECT entity.id, entity.name, entity_type.name, COALESCE(parent.name, ''), grandparent.name FROM entity\(FullEntityName.joins)
        WHERE entity.id IN \(batch) AND entity.project_id = \(playlist.project)
        """
      ) { row in
        guard let id = row.id(0) else { return }
        let kind = EntityKind(type: row.text(2) ?? "")
        let above = [isOfAllEpisodes && kind == .shot ? row.text(4) : nil, row.text(3)].compactMap { $0?.nonEmpty }
        let isNamedByType = kind == .asset || kind == .scene
        names[id] = ["name": JSON(row.text(1)), "parent_name": isNamedByType ? JSON(row.text(2)) : .text(above.joined(separator: " / "))]
      }
    }
    return names
  }

  /// What is shown of tasks beside their previews.
  private static func tasks(_ tasks: [ID], _ database: Connection) throws -> [ID: JSON.Object] {
    var shown: [ID: JSON.Object] = [:]
    try Array(Set(tasks)).inBatches { batch in
      try database.stream(
        """
        SELECT task.id, task_type.id, task_type.name, task_type.color, task_type.for_entity, task_status.color FROM task
        JOIN task_type ON task_type.id = task.task_type_id LEFT JOIN task_status ON task_status.id = task.task_status_id
        WHERE task.id IN \(batch)
        """
      ) { row in
        guard let id = row.id(0) else { return }
        shown[id] = [
          "preview_file_task_type": [
            "id": JSON(row.id(1)), "name": JSON(row.text(2)), "color": JSON(row.text(3)), "for_entity": JSON(row.text(4)),
          ],
          "preview_file_task_type_name": JSON(row.text(2)), "task_status_color": JSON(row.text(5)),
        ]
      }
    }
    return shown
  }

  // MARK: The production

  private static func context(_ call: Call, _ shared: SharedPlaylist) throws -> Response {
    let project = try call.database.first("SELECT id, name, fps, ratio, resolution FROM project WHERE id = \(shared.project)") { row in
      [
        "id": JSON(row.id(0)), "name": JSON(row.text(1)), "fps": JSON(row.text(2)), "ratio": JSON(row.text(3)),
        "resolution": JSON(row.text(4)), "team": [],
      ] as JSON
    }
    let taskTypes = try call.documents(
      """
      SELECT \(taskType.select) FROM project_task_type_link link JOIN task_type ON task_type.id = link.task_type_id
      WHERE link.project_id = \(shared.project) ORDER BY link.id
      """, taskType)
    let statuses = try call.documents(
      """
      SELECT \(status.select) FROM project_task_status_link link JOIN task_status ON task_status.id = link.task_status_id
      WHERE link.project_id = \(shared.project) ORDER BY link.id
      """, status)
    return .json(["project": project ?? .null, "task_types": .array(taskTypes), "task_statuses": .array(statuses)])
  }

  private static let taskType = Shape(keys: Shape.Key.columns("id name color for_entity", of: .taskType))

  private static let status = Shape(
    keys: Shape.Key.columns("id name short_name color", of: .taskStatus) + [
      Shape.Key("is_client_allowed", "COALESCE(link.is_client_allowed, task_status.is_client_allowed)", .boolean)
    ] + Shape.Key.columns("is_default for_concept", of: .taskStatus))
}
