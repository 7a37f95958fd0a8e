import Engine
import MariaDB
import Web

/// A playlist that is made of tasks or entities for the moment, and not kept (contract chapter 07, TempEntry; chapter 09, row 99).
enum TemporaryPlaylist {
  static func declare(in routes: inout Routes) {
    // A question, for which a query string would be too long.
    routes.add(
      .post, "/data/projects/:project_id/playlists/temp", for: .signedIn, writing: false,
      "Put the previews of tasks and entities together like a playlist", .project(.team, unseenByAdmins: true), body, then: answer)
  }

  private static let body = Step.fields { fields in (tasks: fields.ids("task_ids"), entities: fields.ids("entity_ids")) }

  private static func answer(_ call: Call, _ project: Subject<Project>, _ body: (tasks: [ID], entities: [ID])) throws -> Response {
    let tasks = try call.tasks(body.tasks)
    // One that is named twice is there twice, as long as there is one.
    guard Set(tasks.map(\.id)) == Set(body.tasks) else { throw Failure.notFound("There is no such task.") }
    for task in tasks { try Rule.read.check(task.standing, task.row) }
    let chosen = try tasks.map(\.id) + shown(of: body.entities, call)
    let entries = try entries(of: chosen, call.database)
    let maps = try EntityPreviews.maps(of: Array(Set(entries.map(\.entity))), call.database)
    let others = try entries.first.map { try taskTypes(of: project.id, kind: $0.kind, call.database) } ?? []
    let sorted = call.request.query.flag("sort") ? entries.sorted { $0.place.lexicographicallyPrecedes($1.place) } : entries
    return .json(.array(sorted.map { .object($0.document(previews: maps[$0.entity] ?? [:], others)) }))
  }

  // MARK: Tasks

  /// Of each entity the task that is talked of most lately among those with a preview; entities without any are left out.
  private static func shown(of entities: [ID], _ call: Call) throws -> [ID] {
    if entities.isEmpty { return [] }
    let found = try call.database.all(
      """
      SELECT task.entity_id, task.id FROM task WHERE task.entity_id IN \(entities)
      AND task.last_preview_file_id IS NOT NULL
      ORDER BY task.last_comment_date IS NULL, task.last_comment_date DESC, task.id
      """
    ) { ($0.id(0), $0.id(1)) }
    var tasks: [ID: ID] = [:]
    for (entity, task) in found { if let entity, tasks[entity] == nil { tasks[entity] = task } }
    let shown = entities.compactMap { tasks[$0] }
    for task in try call.tasks(shown) { try Rule.read.check(task.standing, task.row) }
    return shown
  }

  /// Where another preview comes from when the task has none: the project's task types for what is shown, the most important first.
  private static func taskTypes(of project: ID, kind: EntityKind, _ database: Connection) throws -> [ID] {
    try database.ids(
      """
      SELECT task_type.id FROM project_task_type_link link JOIN task_type ON task_type.id = link.task_type_id
      WHERE link.project_id = \(project) AND task_type.for_entity = \(kind.rawValue) ORDER BY link.priority DESC, task_type.name, task_type.id
      """)
  }

  // MARK: Entries

  fileprivate struct Entry {
    let task: ID
    let taskType: ID?
    let entity: ID
    let name: String
    let kind: EntityKind
    let type: Named
    let parent: Named?
    let parentKind: EntityKind?
    /// Of a shot, by way of its sequence.
    let grandparent: String

    typealias Named = (id: ID, name: String)
  }

  /// In the order of the tasks.
  fileprivate static func entries(of tasks: [ID], _ database: Connection) throws -> [Entry] {
    if tasks.isEmpty { return [] }
    var entries: [ID: Entry] = [:]
    try database.stream(
      """
      SELECT task.id, task.task_type_id, entity.id, entity.name, entity_type.id, entity_type.name, parent.id, parent.name,
      parent_type.name, COALESCE(grandparent.name, '')
      FROM task JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
      LEFT JOIN entity_type parent_type ON parent_type.id = parent.entity_type_id WHERE task.id IN \(tasks)
      """
    ) { row in
      guard let task = row.id(0), let entity = row.id(2), let type = row.id(4) else { return }
      entries[task] = Entry(
        task: task, taskType: row.id(1), entity: entity, name: row.text(3) ?? "", kind: EntityKind(type: row.text(5) ?? ""),
        type: (type, row.text(5) ?? ""), parent: row.id(6).map { ($0, row.text(7) ?? "") },
        parentKind: row.text(8).map { EntityKind(type: $0) }, grandparent: row.text(9) ?? "")
    }
    return tasks.compactMap { entries[$0] }
  }
}

extension TemporaryPlaylist.Entry {
  private func parent(_ kind: EntityKind) -> Named? { parentKind == kind ? parent : nil }

  private var assetType: Named? { kind == .asset ? type : nil }

  /// Episode, sequence, type of asset, name: a shot is ordered by the episode of its sequence, which is not shown with it.
  fileprivate var place: [String] {
    [
      parent(.episode)?.name ?? (parentKind == .sequence ? grandparent : ""), parent(.sequence)?.name ?? "", assetType?.name ?? "", name,
    ]
  }

  /// - Parameters:
  ///   - previews: of the entity by task type.
  ///   - others: task types that stand in for the task's.
  fileprivate func document(previews: JSON.Object, _ others: [ID]) -> JSON.Object {
    func id(_ named: Named?) -> JSON { .text(named?.id.description ?? "") }
    func name(_ named: Named?) -> JSON { .text(named?.name ?? "") }
    let (episode, sequence) = (parent(.episode), parent(.sequence))
    var document: JSON.Object = [
      "id": JSON(entity), "name": .text(self.name), "preview_file_task_id": JSON(task),
      "parent_name": name(assetType ?? sequence ?? episode), "episode_id": id(episode), "episode_name": name(episode),
      "sequence_id": id(sequence), "sequence_name": name(sequence), "asset_type_id": id(assetType), "asset_type_name": name(assetType),
    ]
    let taskTypes = [taskType].compactMap { $0 } + others
    if let preview = taskTypes.lazy.compactMap({ previews[$0.description]?.array?.first }).first {
      document["preview_file_id"] = preview["id"]
      for name in ["extension", "width", "height", "duration", "revision", "status"] { document["preview_file_\(name)"] = preview[name] }
      document["preview_file_annotations"] = preview["annotations"].isNull ? [] : preview["annotations"]
      document["preview_file_previews"] = preview["previews"]
    }
    document["preview_files"] = .object(previews)
    return document
  }
}
