import Engine
import MariaDB
import Web

/// The breakdown as ShotGrid has it.
extension ShotGridKind {
  /// A kind of entities, with what all of them have.
  /// - Parameter read: what else a record says, once looked up.
  private static func entities(
    _ path: String, _ kind: EntityKind, required: [String], read: @escaping @Sendable ([ShotGridRecord], Call) throws -> Reading
  ) -> ShotGridKind {
    ShotGridKind(path, .entity, required: ["id", "code", "project"] + required) { records, call in
      let type = try kind == .asset ? nil : EntityTypes.ensure(kind, call.database)
      let read = try read(records, call)
      let creator = try call.callerID
      return { record in
        guard var draft = try read(record), draft.values["project_id"]?.isNull == false else { return nil }
        draft.values["name"] = record.text("code").sqlValue
        if let type { draft.values["entity_type_id"] = type.sqlValue }
        draft.values["created_by"] = creator.sqlValue
        return draft
      }
    }.with {
      $0.condition = kind.condition()
      $0.updates = ["name", "project_id", "entity_type_id", "parent_id", "source_id", "description", "data", "shotgun_id"]
    }
  }

  /// Projects by their names, as all entities but assets find theirs.
  private static func projects(_ records: [ShotGridRecord], _ call: Call) throws -> (ShotGridRecord) -> ID? {
    let projects = try call.database.named(records.map { $0.text("project.name") }, in: .project)
    return { $0.text("project.name").flatMap { projects[$0] } }
  }

  /// - Throws: 400 where the project is needed.
  private static func needed(_ project: ID?) throws(Failure) -> Value {
    guard let project else { throw .parameter("A record names a project that there is not.") }
    return project.sqlValue
  }

  static let episodes = entities("episodes", .episode, required: ["description"]) { records, call in
    let project = try projects(records, call)
    return { record in
      Draft(values: ["project_id": project(record).sqlValue, "description": record.text("description").sqlValue])
    }
  }

  static let sequences = entities("sequences", .sequence, required: ["description"]) { records, call in
    let project = try projects(records, call)
    let episodes = try ShotGridIDs(
      .entity, records.map { $0.number("episode.id") }, where: EntityKind.episode.condition(), call.database)
    return { record in
      Draft(values: [
        "project_id": project(record).sqlValue, "description": record.text("description").sqlValue,
        "parent_id": episodes[record.number("episode.id")].sqlValue,
      ])
    }
  }.with { $0.unique = ["name", "parent_id", "project_id"] }

  static let scenes = entities("scenes", .scene, required: ["sequence_sg_scenes_1_sequences"]) { records, call in
    let project = try projects(records, call)
    let path = "sequence_sg_scenes_1_sequences.0.id"
    let sequences = try ShotGridIDs(.entity, records.map { $0.number(path) }, where: EntityKind.sequence.condition(), call.database)
    return { record in
      Draft(values: ["project_id": try needed(project(record)), "parent_id": sequences[record.number(path)].sqlValue])
    }
  }

  static let shots = entities("shots", .shot, required: ["sg_cut_in", "sg_cut_duration"]) { records, call in
    let (project, database) = (try projects(records, call), call.database)
    func ids(_ kind: EntityKind, _ numbers: [Int?]) throws -> ShotGridIDs {
      try ShotGridIDs(.entity, numbers, where: kind.condition(), database)
    }
    let sequences = try ids(.sequence, records.map { $0.number("sg_sequence.id") })
    let scenes = try ids(.scene, records.map { $0.number("sg_scene.id") })
    let assets = try ids(.asset, records.flatMap { $0.numbers("assets") })
    return { record in
      var data = record.ownFields(but: ["sg_cut_in", "sg_cut_out", "sg_sequence"])
      let first = record.number("sg_cut_in")
      data["frame_in"] = JSON(first)
      data["frame_out"] = JSON(first.map { $0 + (record.number("sg_cut_duration") ?? 0) })
      return Draft(
        values: [
          "project_id": try needed(project(record)), "parent_id": sequences[record.number("sg_sequence.id")].sqlValue,
          "source_id": scenes[record.number("sg_scene.id")].sqlValue, "data": .text(JSON.object(data).description),
        ], related: record.has("assets") ? ["entities_out": unique(record.numbers("assets").compactMap { assets[$0] })] : [:])
    }
  }

  /// Each once, in their order.
  private static func unique(_ ids: [ID]) -> [ID] {
    var seen: Set<ID> = []
    return ids.filter { seen.insert($0).inserted }
  }

  static let assets = entities("assets", .asset, required: ["description", "sg_asset_type"]) { records, call in
    let names = records.compactMap { $0.text("sg_asset_type") }
    let types = try call.ensure(names.map { (name: $0, values: [:]) }, in: .entityType, event: "asset-type")
    let projects = try ShotGridIDs(.project, records.map { $0.number("project.id") }, call.database)
    return { record in
      guard let type = record.text("sg_asset_type").flatMap({ types[$0] }) else { return nil }
      return Draft(values: [
        "project_id": projects[record.number("project.id")].sqlValue, "entity_type_id": type.sqlValue,
        "description": record.text("description").sqlValue,
      ])
    }
  }.with {
    $0.finish = { rows, call in
      // Whatever these assets are part of is made of them, and of nothing else.
      let parents = try ShotGridIDs(
        .entity, rows.flatMap { $0.record.numbers("parents") }, where: EntityKind.asset.condition(), call.database)
      var children: [ID: [ID]] = [:]
      for (record, row) in rows {
        for parent in record.numbers("parents").compactMap({ parents[$0] }) where children[parent]?.contains(row.id) != true {
          children[parent, default: []].append(row.id)
        }
      }
      if children.isEmpty { return }
      guard let relation = Table.entity.relation("entities_out") else { return }
      try call.database.set(relation, to: children, isReplacing: true)
      let productions = try Table.entity.productions(of: Array(children.keys), call.database)
      for parent in children.keys.sorted() {
        call.events.emit("asset:update", ["asset_id": JSON(parent)], project: productions[parent])
      }
    }
  }
}
