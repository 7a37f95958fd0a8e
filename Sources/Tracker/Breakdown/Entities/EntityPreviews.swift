import Engine
import MariaDB
import Web

/// The previews of one entity by task type: for each, the revisions from the newest on, with all previews of a revision in one item
/// (contract chapter 05, PreviewMap).
struct EntityPreviews {
  private struct Preview {
    let entity, task, taskType: ID?
    let revision: Int
    let row: JSON.Object
  }

  private static let columns =
    "id revision position original_name extension width height duration status annotations created_at task_id".split(separator: " ")
    .map(String.init)
  private static let originals = ["original_width", "original_height", "original_duration", "original_file_size"]

  static func answer(_ call: Call, for entity: Subject<EntityFacts>) throws -> Response {
    .json(.object(try maps(of: [entity.id], call.database)[entity.id] ?? [:]))
  }

  /// The maps of several entities, by their ids. One without previews has none.
  static func maps(of entities: [ID], _ database: Connection) throws -> [ID: JSON.Object] {
    Dictionary(grouping: try previews(of: entities, database)) { $0.entity ?? ID(high: 0, low: 0) }.mapValues(map)
  }

  private static func map(_ previews: [Preview]) -> JSON.Object {
    var map = JSON.Object()
    // In the order of task types; of two tasks of one type the last one is told.
    var chosen: [ID: ID] = [:]
    for preview in previews { if let type = preview.taskType, let task = preview.task { chosen[type] = task } }
    for preview in previews {
      guard let type = preview.taskType, chosen[type] == preview.task else { continue }
      var revisions = map[type.description]?.array ?? []
      if var head = revisions.last?.object, head["revision"]?.integer == Int64(preview.revision) {
        head["previews"] = .array((head["previews"]?.array ?? []) + [.object(preview.row)])
        revisions[revisions.count - 1] = .object(head)
      } else {
        var head = preview.row
        head["position"] = nil
        head["task_type_id"] = nil
        head["previews"] = []
        revisions.append(.object(head))
      }
      map[type.description] = .array(revisions)
    }
    return map
  }

  /// Of each entity, newest revision first, in it the oldest preview first.
  private static func previews(of entities: [ID], _ database: Connection) throws -> [Preview] {
    let names = columns.map { "preview_file.\($0)" } + originals.map { "JSON_EXTRACT(preview_file.data, '$.\($0)')" }
    return try database.all(
      """
      SELECT task.entity_id, task.id, task.task_type_id, \(raw: names.joined(separator: ", ")) FROM preview_file JOIN task ON task.id = preview_file.task_id
      JOIN task_type ON task_type.id = task.task_type_id WHERE task.entity_id IN \(entities)
      ORDER BY task_type.priority DESC, task_type.name, task_type.id, task.id, preview_file.revision DESC, preview_file.created_at,
      preview_file.id
      """
    ) { row in
      var object = JSON.Object()
      for (index, name) in columns.enumerated() { object[name] = value(row, index + 3, name) }
      object["task_type_id"] = JSON(row.id(2))
      for (index, name) in originals.enumerated() {
        object[name] = row.text(columns.count + 3 + index).flatMap { try? JSON.parse($0) } ?? .null
      }
      return Preview(entity: row.id(0), task: row.id(1), taskType: row.id(2), revision: row.int(4) ?? 0, row: object)
    }
  }

  private static func value(_ row: Row, _ index: Int, _ name: String) -> JSON {
    if row.isNull(index) { return .null }
    switch name {
    case "revision", "position", "width", "height": return JSON(row.int(index))
    case "duration": return .number(row.double(index) ?? 0)
    case "annotations": return row.text(index).flatMap { try? JSON.parse($0) } ?? .null
    case "created_at":
      // As everywhere: without the fraction of the second.
      return .text(String((row.text(index) ?? "").prefix(19)).replacing(" ", with: "T"))
    default: return JSON(row.text(index))
    }
  }
}
