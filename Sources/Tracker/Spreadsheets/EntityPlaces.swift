import Engine
import MariaDB
import Web

/// Finds the entity of a row by its names among those of a production, and makes what is missing: episodes, sequences, types of assets.
struct EntityPlaces {
  private struct Key: Hashable {
    let name: String
    let parent: ID?
  }

  private let kind: EntityKind
  private let type: ID?
  private let types: AssetTypeNames?
  private let shotTypes: Directory
  private var episodes: [String: ID] = [:]
  private var sequences: [Key: ID] = [:]
  /// Places in the list of entities: by name and type of assets, by name and parent of the others.
  private var known: [Key: [Int]] = [:]
  /// The first of each name.
  private var byName: [String: Int] = [:]

  init(_ entities: inout EntityImport) throws {
    let (call, project) = (entities.call, entities.project)
    kind = entities.kind
    type = try kind == .asset ? nil : EntityTypes.ensure(kind, call.database)
    types = try kind == .asset ? AssetTypeNames(project, call.database) : nil
    shotTypes = try Directory(
      """
      SELECT task_type.id, task_type.name FROM task_type JOIN project_task_type_link link ON link.task_type_id = task_type.id
      WHERE link.project_id = \(project) AND task_type.for_entity = 'Shot' ORDER BY task_type.id
      """, call.database)
    for row in try Self.named(.episode, project, call) where episodes[row.name] == nil { episodes[row.name] = row.id }
    for row in try Self.named(.sequence, project, call) {
      let key = Key(name: row.name, parent: row.parent)
      if sequences[key] == nil { sequences[key] = row.id }
    }
    let records = try call.database.all(
      """
      SELECT \(Record.selection(.entity)) FROM entity WHERE entity.project_id = \(project) AND \(kind.condition())
      ORDER BY entity.id FOR UPDATE
      """
    ) { Record(.entity, $0) }
    for record in records { add(ImportedEntity(record, isNew: false), to: &entities) }
  }

  private static func named(_ kind: EntityKind, _ project: ID, _ call: Call) throws -> [(id: ID, name: String, parent: ID?)] {
    try call.database.all(
      "SELECT id, name, parent_id FROM entity WHERE project_id = \(project) AND \(kind.condition()) ORDER BY id"
    ) { row in row.id(0).map { (id: $0, name: row.text(1) ?? "", parent: row.id(2)) } }.compactMap { $0 }
  }

  private mutating func add(_ entity: ImportedEntity, to entities: inout EntityImport) {
    let owner = entity.record.id(kind == .asset ? "entity_type_id" : "parent_id")
    let name = entity.record.text("name") ?? ""
    known[Key(name: name, parent: owner), default: []].append(entities.entities.count)
    if byName[name] == nil { byName[name] = entities.entities.count }
    entities.entities.append(entity)
  }

  /// The entity that a row is about, made when it is missing.
  mutating func entity(_ cells: inout Cells, _ entities: inout EntityImport) throws -> (place: Int, wasThere: Bool) {
    let name = cells.required("Name")
    let episode = try self.episode(&cells, entities)
    let own: ID? = episode.flatMap { $0 }
    switch kind {
    case .asset: return try asset(name, episode, &cells, &entities)
    case .shot:
      let sequence = try self.sequence(cells.required("Sequence"), in: own, entities)
      return place(Key(name: name, parent: sequence), ["parent_id": sequence.sqlValue], &entities, episode: own)
    default:
      // Without a column for it, an edit of the name in any episode is meant.
      if episode == nil, let place = byName[name] { return (place, true) }
      return place(Key(name: name, parent: own), ["parent_id": own.sqlValue], &entities)
    }
  }

  // MARK: Assets

  private mutating func asset(_ name: String, _ episode: ID??, _ cells: inout Cells, _ entities: inout EntityImport) throws
    -> (place: Int, wasThere: Bool)
  {
    guard let typeName = cells.row["Type"]?.trimmingBlanks().nonEmpty else {
      cells.fail("Type", "An asset type is required in the Type column")
      return place(Key(name: name, parent: nil), [:], &entities)
    }
    guard let type = try types?.find(typeName, &cells, entities.call) else { return place(Key(name: name, parent: nil), [:], &entities) }
    let same = known[Key(name: name, parent: type)] ?? []
    let exact = episode.flatMap { episode in same.first { entities.entities[$0].record.id("source_id") == episode } }
    let found: (place: Int, wasThere: Bool)
    if let there = exact ?? same.first {
      found = (there, true)
    } else {
      found = place(
        Key(name: name, parent: type), ["entity_type_id": type.sqlValue, "source_id": episode.flatMap { $0 }.sqlValue], &entities)
    }
    guard !found.wasThere || entities.isUpdate else { return found }
    var entity = entities.entities[found.place]
    if let episode { entity.set("source_id", episode.sqlValue, unless: entity.record.id("source_id") == episode) }
    if let text = cells.row["Ready for"] {
      let ready = text.trimmingBlanks().isEmpty ? nil : cells.find(text, in: shotTypes, "Ready for", or: "Task type not found for")
      entity.set("ready_for", ready.sqlValue, unless: entity.record.id("ready_for") == ready)
    }
    entities.entities[found.place] = entity
    return found
  }

  // MARK: Making

  /// - Parameter values: of an entity that is made.
  private mutating func place(_ key: Key, _ values: [String: Value], _ entities: inout EntityImport, episode: ID? = nil)
    -> (place: Int, wasThere: Bool)
  {
    if let place = known[key]?.first { return (place, true) }
    var values = values
    values["id"] = ID.make().sqlValue
    values["name"] = .text(key.name)
    values["project_id"] = entities.project.sqlValue
    if let type { values["entity_type_id"] = type.sqlValue }
    values["created_by"] = (entities.call.caller?.id).sqlValue
    values["data"] = "{}"
    if kind == .shot { values["nb_frames"] = 0 }
    for column in ["created_at", "updated_at"] { values[column] = .text(Call.now.sql) }
    let defaults: [String: Value] = [
      "canceled": false, "nb_entities_out": 0, "is_casting_standby": false, "is_shared": false, "status": "running",
    ]
    let record = Record(.entity, values: values.merging(defaults) { value, _ in value })
    add(ImportedEntity(record, isNew: true, episode: episode), to: &entities)
    return (entities.entities.count - 1, false)
  }

  /// Nil where the sheet has no such column; an episode or none where it has.
  private mutating func episode(_ cells: inout Cells, _ entities: EntityImport) throws -> ID?? {
    guard let text = cells.row["Episode"] else {
      if kind == .shot && entities.isSeries { cells.fail("Episode", "A columns is missing: 'Episode'") }
      return nil
    }
    let name = text.trimmingBlanks()
    guard entities.isSeries else {
      if kind != .shot && !name.isEmpty {
        cells.fail("Episode", "An episode column is present for a production that isn't a TV Show")
      }
      return nil
    }
    if name.isEmpty {
      if kind == .shot { cells.fail("Episode", "Episode cannot be empty") }
      return .some(nil)
    }
    if kind == .asset && name == "MP" { return .some(nil) }
    if let id = episodes[text] { return id }
    guard name.unicodeScalars.count <= 160 else {
      cells.fail("Episode", "Episode has at most 160 characters")
      return .some(nil)
    }
    let id = try EntityCreation.ensure(
      .episode, .init(name: text, values: ["data": "{}"]), in: entities.project, among: .project, entities.call)
    episodes[text] = id
    return id
  }

  private mutating func sequence(_ name: String, in episode: ID?, _ entities: EntityImport) throws -> ID? {
    if name.isEmpty || name.unicodeScalars.count > 160 { return nil }
    let key = Key(name: name, parent: episode)
    if let id = sequences[key] { return id }
    let id = try EntityCreation.ensure(
      .sequence, .init(name: name, parent: episode, values: ["data": "{}"]), in: entities.project, entities.call)
    sequences[key] = id
    return id
  }
}

/// Types of assets by their names, and those that a production has named.
final class AssetTypeNames {
  private let project: ID
  private var ids: [String: ID] = [:]
  private var ofProject: Set<ID>
  private let namesTypes: Bool

  init(_ project: ID, _ database: Connection) throws {
    self.project = project
    ofProject = Set(try database.ids("SELECT asset_type_id FROM project_asset_type_link WHERE project_id = \(project)"))
    namesTypes = !ofProject.isEmpty
    try database.stream("SELECT id, LOWER(name) FROM entity_type ORDER BY id DESC") { row in
      if let id = row.id(0) { ids[row.text(1) ?? ""] = id }
    }
  }

  /// The type of a name; in a production without types of its own it is made when it is missing, in the others it is linked.
  func find(_ name: String, _ cells: inout Cells, _ call: Call) throws -> ID? {
    let key = name.lowercased()
    if EntityKind.reservedTypes.contains(where: { $0.lowercased() == key }) {
      cells.fail("Type", "\(name) is not an asset type")
      return nil
    }
    if let id = ids[key] {
      if namesTypes, ofProject.insert(id).inserted {
        try call.database.execute("INSERT IGNORE INTO project_asset_type_link (project_id, asset_type_id) VALUES (\(project), \(id))")
      }
      return id
    }
    if namesTypes || name.unicodeScalars.count > 30 {
      cells.fail("Type", namesTypes ? "Asset type \(name) is not configured for this project" : "Type has at most 30 characters")
      return nil
    }
    let id = try call.database.insert(into: .entityType, ["name": .text(name)])
    call.events.emit("asset-type:new", ["asset_type_id": JSON(id)])
    ids[key] = id
    return id
  }
}
