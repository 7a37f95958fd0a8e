import Engine
import MariaDB
import Web

/// Assets, shots and edits from a spreadsheet (contract chapter 08, CSV imports): all rows are read and looked at first, then stored by few
/// statements, or none of them when one is wrong.
struct EntityImport {
  static func declare(in routes: inout Routes) {
    for kind in [EntityKind.asset, .shot, .edit] {
      routes.post(
        "/import/csv/projects/:project_id/\(kind.eventName)s", "Import \(kind.eventName)s from CSV", .project(.manager),
        .sheet(required(kind))
      ) { call, project, sheet in
        var entities = try EntityImport(kind, sheet, in: project.id, call)
        return try entities.run()
      }
    }
  }

  private static func required(_ kind: EntityKind) -> [String] {
    switch kind {
    case .asset: ["Type", "Name"]
    case .shot: ["Sequence", "Name"]
    default: ["Name"]
    }
  }

  let kind: EntityKind
  let sheet: Sheet
  let project: ID
  let isSeries: Bool
  let call: Call
  let isUpdate: Bool
  let metadata: [MetadataColumn]
  let people: Directory
  var problems = SheetProblems()
  /// An entity as it will be, and whether it is new or changed.
  var entities: [ImportedEntity] = []

  private init(_ kind: EntityKind, _ sheet: Sheet, in project: ID, _ call: Call) throws {
    (self.kind, self.sheet, self.project, self.call) = (kind, sheet, project, call)
    isUpdate = call.request.query.flag("update")
    isSeries = try call.database.texts("SELECT production_type FROM project WHERE id = \(project)").first == "tvshow"
    metadata = try MetadataColumn.all(kind.rawValue, of: project, call.database)
    people = try Directory.people(call.database)
  }

  private mutating func run() throws -> Response {
    var outcomes = SheetOutcomes()
    guard !sheet.rows.isEmpty else { return try outcomes.answer(.entity, Shape(.entity), call) }
    // Of two imports of one production the second sees what the first has made.
    try call.database.hold(project: project)
    var places = try EntityPlaces(&self)
    var columns = try TaskColumns(self)
    var lines: [(row: Sheet.Row, place: Int, wasThere: Bool)] = []
    for row in sheet.rows {
      var cells = Cells(row, problems)
      let found = try places.entity(&cells, &self)
      if !found.wasThere || isUpdate {
        write(&cells, to: found.place, isNew: !found.wasThere)
        columns.read(&cells, of: found.place)
      }
      columns.named.insert(found.place)
      problems = cells.problems
      lines.append((row, found.place, found.wasThere))
    }
    try problems.throwIfAny()
    try store()
    let worked = try columns.apply(to: entities, call)
    for line in lines {
      let entity = entities[line.place]
      let outcome: SheetOutcomes.Outcome =
        !line.wasThere ? .created : entity.isChanged || worked.contains(line.place) ? .updated : .unchanged
      outcomes.add(line.row, outcome, entity.record.id)
    }
    return try outcomes.answer(.entity, Shape(.entity), call)
  }

  // MARK: Columns

  private mutating func write(_ cells: inout Cells, to place: Int, isNew: Bool) {
    var entity = entities[place]
    if let text = cells.row["Description"] {
      entity.set("description", .text(text), unless: !isNew && entity.record.text("description") ?? "" == text)
    }
    var data = entity.record.json("data").object ?? [:]
    let former = data
    if kind == .shot { writeFrames(&cells, &entity, &data) }
    for (column, key) in [("FPS", "fps"), ("Resolution", "resolution")] where column == "Resolution" || kind == .shot {
      guard kind != .edit, let text = cells.row[column], isNew || MetadataColumn.text(data[key] ?? .null) != text else { continue }
      data[key] = .text(text)
    }
    cells.write(metadata, to: &data, people: people, isNew: isNew)
    entity.set("data", .text(JSON.object(data).description), unless: data == former)
    entities[place] = entity
  }

  private func writeFrames(_ cells: inout Cells, _ entity: inout ImportedEntity, _ data: inout JSON.Object) {
    let frames = cells.integer("Nb Frames", "Frames", named: "nb_frames", in: 0...Int(Int32.max))
    let first = cells.integer("Frame In", "In", named: "frame_in")
    let last = cells.integer("Frame Out", "Out", named: "frame_out")
    for (key, number) in [("frame_in", first), ("frame_out", last)] {
      guard let number, MetadataColumn.text(data[key] ?? .null) != String(number) else { continue }
      data[key] = JSON(number)
    }
    var count = frames
    if count == nil, first != nil || last != nil, let first = data["frame_in"].flatMap(Self.number),
      let last = data["frame_out"].flatMap(Self.number), last > first
    {
      count = last - first + 1
    }
    guard let count else { return }
    entity.set("nb_frames", .integer(Int64(count)), unless: entity.record.integer("nb_frames") == count)
  }

  private static func number(_ value: JSON) -> Int? { value.integer.map { Int($0) } ?? value.text.flatMap { Int($0) } }

  // MARK: Storing

  private func store() throws {
    let database = call.database
    try Failure.mappingIntegrity {
      try database.insert(entities.filter(\.isNew).map(\.record), into: .entity)
      try database.update(entities.filter { $0.isChanged && !$0.isNew }.map(\.record), of: .entity)
    }
    let name = kind.eventName
    for entity in entities where entity.isNew || entity.isChanged {
      var data: JSON.Object = ["\(name)_id": JSON(entity.record.id)]
      switch (kind, entity.isNew) {
      case (.asset, true): data["asset_type"] = JSON(entity.record.id("entity_type_id"))
      case (.asset, false):
        data["data"] = .object(JSON.Object(entity.changed.sorted().map { ($0, entity.value($0)) }))
      case (.shot, true): data["episode_id"] = JSON(entity.episode)
      case (.edit, true): data["parent_id"] = JSON(entity.record.id("parent_id"))
      case (.edit, false): data["episode_id"] = JSON(entity.record.id("parent_id"))
      default: break
      }
      call.events.emit("\(name):\(entity.isNew ? "new" : "update")", data, project: project)
    }
  }
}

extension JSON.Object {
  fileprivate init(_ members: [(String, JSON)]) {
    self.init()
    for (name, value) in members { self[name] = value }
  }
}

/// An entity as it will be.
struct ImportedEntity {
  var record: Record
  let isNew: Bool
  /// Of a shot.
  var episode: ID?
  private(set) var changed: Set<String> = []

  init(_ record: Record, isNew: Bool, episode: ID? = nil) { (self.record, self.isNew, self.episode) = (record, isNew, episode) }

  var isChanged: Bool { !changed.isEmpty }

  mutating func set(_ column: String, _ value: Value, unless isSame: Bool) {
    if isSame { return }
    record[column] = value
    record["updated_at"] = .text(Call.now.sql)
    changed.insert(column)
  }

  /// As events tell it.
  func value(_ column: String) -> JSON {
    switch record[column] {
    case .text(let text): column == "data" ? record.json("data") : .text(text)
    case .integer(let number): .integer(number)
    default: .null
    }
  }
}
