import EditLists
import Engine
import MariaDB
import Web

/// Makes shots of what an editor cut, and gives those that are there their new place and length (contract chapter 08, Edit lists). All of a
/// file is stored, or nothing.
struct EditListImport {
  /// A clip as it will be stored.
  private struct Cut {
    let sequence, shot: String
    let clip: EditList.Clip
    /// The shot that it is; nil for a new one.
    var known: Record?
  }

  let call: Call
  let project: ID
  let episode: ID?
  let convention: ClipName
  let isCaseSensitive: Bool

  // MARK: Steps

  /// - Parameter isTrial: answers what would be stored, and stores nothing.
  func run(_ list: EditList, isTrial: Bool) throws -> Response {
    // Of two editors who send a cut of the same production the second finds what the first has made.
    try call.database.hold(project: project)
    let shots = try self.shots()
    let cuts = try self.cuts(list, shots)
    if isTrial { return trial(cuts) }
    let created = try create(cuts.filter { $0.known == nil })
    let updated = try update(cuts)
    for type in try taskTypes() where !created.isEmpty {
      _ = try NewTasks(project: project, taskType: type).create(for: created.map { (id: $0, isConcept: false) }, call)
    }
    let shape = Shape(.entity)
    return .json(
      [
        "updated_shots": .array(try documents(updated, shape)), "created_shots": .array(try documents(created, shape.typed("Shot"))),
      ], status: 201)
  }

  private typealias Known = (record: Record, sequence: String, sequenceID: ID?)

  /// The shots of the episode, or of the project.
  private func shots() throws -> [Known] {
    let place: SQL = episode.map { "sequence.parent_id = \($0)" } ?? "TRUE"
    return try call.database.all(
      """
      SELECT \(Record.selection(.entity)), sequence.name, sequence.id FROM entity
      LEFT JOIN entity sequence ON sequence.id = entity.parent_id
      WHERE entity.project_id = \(project) AND \(EntityKind.shot.condition()) AND \(place) ORDER BY entity.id FOR UPDATE
      """
    ) { row in (Record(.entity, row), row.text(row.count - 2) ?? "", row.id(row.count - 1)) }
  }

  /// The clips with the shots that they are. - Throws: 400 that names every clip that is none.
  private func cuts(_ list: EditList, _ shots: [Known]) throws -> [Cut] {
    let names = try call.database.first(
      "SELECT project.name, (SELECT entity.name FROM entity WHERE entity.id = \(episode)) FROM project WHERE project.id = \(project)"
    ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
    func folded(_ text: String) -> String { isCaseSensitive ? text : text.lowercased() }
    var byClip: [String: Known] = [:]
    var byName: [[String]: Known] = [:]
    for shot in shots {
      let name = shot.record.text("name") ?? ""
      let parts: [ClipName.Part: String] = [
        .project: names?.0 ?? "", .episode: names?.1 ?? "", .sequence: shot.sequence, .shot: name,
      ]
      byClip[folded(convention.name(parts))] = shot
      byName[[shot.sequence, name]] = byName[[shot.sequence, name]] ?? shot
    }
    var cuts: [Cut] = []
    var places: [[String]: Int] = [:]
    var errors: [RowError] = []
    for (index, clip) in list.clips.enumerated() {
      let name = EditList.withoutExtension(clip.name)
      var cut: Cut
      if let shot = byClip[folded(name)] {
        cut = Cut(sequence: shot.sequence, shot: shot.record.text("name") ?? "", clip: clip, known: shot.record)
      } else if let parts = convention.parts(of: name) {
        guard let sequence = parts[.sequence] else { throw Failure.parameter("The naming convention has no ${sequence_name}.") }
        guard let shot = parts[.shot] else { throw Failure.parameter("The naming convention has no ${shot_name}.") }
        cut = Cut(sequence: sequence, shot: shot, clip: clip, known: byName[[sequence, shot]]?.record)
        for (field, text) in [("sequence_name", sequence), ("shot_name", shot)] where text.unicodeScalars.count > 160 {
          errors.append(RowError(index, field, "A name has 160 characters at most."))
        }
      } else {
        errors.append(RowError(index, "name", "The clip \"\(name)\" is not named by the convention."))
        if errors.count >= 100 { break }
        continue
      }
      // A shot that is cut twice is where it is cut last.
      let key = [cut.sequence, cut.shot]
      if let place = places[key] {
        cut.known = cuts[place].known
        cuts[place] = cut
      } else {
        places[key] = cuts.count
        cuts.append(cut)
      }
    }
    if !errors.isEmpty { throw Failure.rows(errors) }
    return cuts
  }

  private func create(_ cuts: [Cut]) throws -> [ID] {
    if cuts.isEmpty { return [] }
    var seen: Set<String> = []
    let names = cuts.map(\.sequence).filter { seen.insert($0).inserted }
    let plans = names.map { EntityCreation.Plan(name: $0, parent: episode, values: ["data": "{}"]) }
    let sequences = Dictionary(
      zip(names, try EntityCreation.ensure(.sequence, plans, in: project, among: episode == nil ? .project : .parent, call))
    ) { first, _ in first }
    let type = try EntityTypes.ensure(.shot, call.database)
    let shots = cuts.map { cut in
      EntityCreation.Plan(
        name: cut.shot, parent: sequences[cut.sequence],
        values: [
          "entity_type_id": type.sqlValue, "nb_frames": cut.clip.frames.sqlValue,
          "data": .text(JSON.object(Self.data([:], cut)).description),
        ], eventData: ["episode_id": JSON(episode)])
    }
    return try EntityCreation.insert(shots, .shot, in: project, call)
  }

  private func update(_ cuts: [Cut]) throws -> [ID] {
    let changed = cuts.compactMap(Self.changed)
    try call.database.update(
      changed.map { record in
        var record = record
        record["updated_at"] = Call.now.sqlValue
        return record
      }, of: .entity)
    for record in changed { call.events.emit("shot:update", ["shot_id": JSON(record.id)], project: project) }
    return cuts.compactMap { $0.known?.id }
  }

  /// The stored shot of a clip with its new place; nil when it has it already.
  private static func changed(_ cut: Cut) -> Record? {
    guard let known = cut.known else { return nil }
    var record = known
    let former = known.json("data").object ?? [:]
    let data = Self.data(former, cut)
    record["nb_frames"] = cut.clip.frames.sqlValue
    if data != former { record["data"] = .text(JSON.object(data).description) }
    return record.row == known.row ? nil : record
  }

  private static func data(_ former: JSON.Object, _ cut: Cut) -> JSON.Object {
    var data = former
    data["frame_in"] = JSON(cut.clip.start)
    data["frame_out"] = JSON(cut.clip.start + cut.clip.frames - 1)
    return data
  }

  private func taskTypes() throws -> [ID] {
    try call.database.ids(
      """
      SELECT task_type.id FROM project_task_type_link link JOIN task_type ON task_type.id = link.task_type_id
      WHERE link.project_id = \(project) AND task_type.for_entity = 'Shot' ORDER BY task_type.id
      """)
  }

  private func documents(_ ids: [ID], _ shape: Shape) throws -> [JSON] {
    var found: [ID: JSON] = [:]
    for batch in Connection.batches(ids) {
      try call.database.stream("SELECT \(shape.select), entity.id FROM entity WHERE entity.id IN \(batch)") { row in
        if let id = row.id(row.count - 1) { found[id] = try shape.document(row) }
      }
    }
    return ids.compactMap { found[$0] }
  }

  /// What would be made, changed and left, clip by clip.
  private func trial(_ cuts: [Cut]) -> Response {
    var lists: [(name: String, rows: [JSON])] = [("created_shots", []), ("updated_shots", []), ("unchanged_shots", [])]
    for cut in cuts {
      let row: JSON = [
        "id": JSON(cut.known?.id), "sequence_name": .text(cut.sequence), "name": .text(cut.shot), "nb_frames": JSON(cut.clip.frames),
        "frame_in": JSON(cut.clip.start), "frame_out": JSON(cut.clip.start + cut.clip.frames - 1),
      ]
      lists[cut.known == nil ? 0 : Self.changed(cut) == nil ? 2 : 1].rows.append(row)
    }
    var answer: JSON.Object = [:]
    for list in lists { answer[list.name] = .array(list.rows) }
    return .json(.object(answer))
  }
}
