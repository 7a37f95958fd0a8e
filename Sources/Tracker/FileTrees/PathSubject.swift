import Engine
import MariaDB
import Web

/// What a path is made for: where its tags get their names from (contract chapter 07, File tree language).
final class PathSubject {
  private let call: Call
  private let project: Record
  /// What the path is about; the shot, scene or asset that an instance is in.
  private let entity: Record
  /// An asset instance and the asset that it shows.
  private let instance: (row: Record, asset: Record)?
  /// Without one, tags of tasks stand for nothing.
  private let task: Record?
  var taskType: Record?
  var outputType: Record?
  var software: Record?
  var name = "main"
  var revision = 0
  var representation = ""

  /// - Throws: 404 for an entity whose project is gone.
  init(_ entity: Record, instance: (row: Record, asset: Record)? = nil, task: Record? = nil, _ call: Call) throws {
    guard let project = try entity.id("project_id").flatMap({ try call.database.record(.project, $0) }) else {
      throw Failure.notFound("The entity belongs to no project.")
    }
    (self.call, self.project, self.entity, self.instance, self.task) = (call, project, entity, instance, task)
  }

  // MARK: Paths

  /// The folder for files of a mode. - Throws: `FileTree.Problem`; 404 for a name that the row should have.
  func folder(_ mode: String, separator: String) throws -> String { try template(mode).folder(separator: separator, value) }

  /// The name of a file of a mode.
  func name(_ mode: String) throws -> String { try template(mode).name(value) }

  private func template(_ mode: String) throws -> FileTree.Mode {
    try FileTree(project.json("file_tree")).mode(mode, for: try templateKind)
  }

  private var templateKind: String {
    get throws {
      if let instance { return instance.row.id("target_asset_id") == nil ? "instance" : "instance_asset" }
      let kind = try kind
      return [.shot, .sequence, .scene, .episode].contains(kind) ? kind.eventName : "asset"
    }
  }

  // MARK: Names

  private typealias Name = FileTree.Mode.Name

  private func value(_ tag: String, _ field: String) throws -> Name {
    switch tag {
    case "Project": try named(project, tag, field)
    case "Episode": try episode.map { try named($0, tag, field) } ?? .text("e001")
    case "Sequence": try sequence.map { Self.shortened(try named($0, tag, field)) } ?? .text("")
    case "Shot", "Scene": try named(entity, tag, field)
    case "Asset": try named(instance?.asset ?? entity, tag, field)
    case "AssetType": try assetType(field)
    case "TemporalEntity": Self.lowered(try named(entity, tag, field))
    case "TemporalEntityType": Self.lowered(try named(try row(.entityType, entity.id("entity_type_id")), tag, field))
    case "TaskType": try knownTaskType.map { try named($0, tag, field) } ?? .text("")
    case "Department": try knownTaskType.map { try named(try row(.department, $0.id("department_id")), tag, field) } ?? .text("")
    case "Task": try named(try task.found(or: "There is no task to name."), tag, field)
    case "Software": try named(try software ?? FileCatalogue.software(.otherMax, call), tag, field)
    case "OutputType": Self.lowered(try named(try outputType ?? FileCatalogue.outputType("Geometry", call), tag, field))
    case "Name", "OutputFile", "WorkingFile": .text(name)
    case "Version", "Revision": .text(Self.padded(String(revision), 3))
    case "Representation": .text(representation)
    case "Instance": .text(instanceName(field))
    default: throw FileTree.Problem(message: "Unknown data type: \(tag).")
    }
  }

  /// A field of a row; any but these is its name.
  private func named(_ row: Record, _ tag: String, _ field: String) throws -> Name {
    let field = ["short_name", "number", "id"].contains(field) ? field : "name"
    guard row.has(field) else { throw FileTree.Problem(message: "There is no <\(tag).\(field)>.") }
    switch row[field] {
    case .text(let text): return field == "id" ? .id(text) : .text(text)
    case .integer(let number): return .text(String(number))
    default: return .none
    }
  }

  private func instanceName(_ field: String) -> String {
    guard let row = instance?.row else { return "" }
    let number = Self.padded(String(row.integer("number") ?? 0), 4)
    return field.isEmpty || field == "name" ? row.text("name")?.nonEmpty ?? number : number
  }

  private func assetType(_ field: String) throws -> Name {
    let asset = instance?.asset ?? entity
    guard try EntityKind.of(asset, call.database) == .asset else { throw Failure.notFound("There is no such asset.") }
    return try named(try row(.entityType, asset.id("entity_type_id")), "AssetType", field)
  }

  private var kind: EntityKind { get throws { try EntityKind.of(entity, call.database) } }

  /// What is above a shot or a scene, or the sequence itself; nil for everything else. - Throws: 404 for one that is in no sequence.
  private var sequence: Record? {
    get throws {
      switch try kind {
      case .shot, .scene: try row(.entity, entity.id("parent_id"))
      case .sequence: entity
      default: nil
      }
    }
  }

  private var episode: Record? {
    get throws {
      switch try kind {
      case .episode: entity
      case .sequence: try parent(of: entity)
      case .shot, .scene: try parent(of: entity).flatMap { try parent(of: $0) }
      default: nil
      }
    }
  }

  private func parent(of entity: Record) throws -> Record? {
    try entity.id("parent_id").flatMap { try call.database.record(.entity, $0) }
  }

  private var knownTaskType: Record? {
    get throws {
      if let taskType { return taskType }
      taskType = try task?.id("task_type_id").flatMap { try call.database.record(.taskType, $0) }
      return taskType
    }
  }

  private func row(_ table: Table, _ id: ID?) throws -> Record {
    try id.flatMap { try call.database.record(table, $0) }.found(or: "There is no such \(table.spokenName).")
  }

  /// `Seq12` is written `S012`.
  private static func shortened(_ name: Name) -> Name {
    guard case .text(let text) = name, text.contains("Seq") else { return name }
    return .text("S" + padded(String(text.dropFirst(3)), 3))
  }

  private static func lowered(_ name: Name) -> Name {
    if case .text(let text) = name { .text(text.lowercased()) } else { name }
  }

  /// With zeros before it, behind a sign.
  static func padded(_ text: String, _ width: Int) -> String {
    let sign = text.first == "-" || text.first == "+" ? text.prefix(1) : ""
    return sign + String(repeating: "0", count: max(0, width - text.count)) + text.dropFirst(sign.count)
  }
}
