import Engine
import MariaDB
import Web

/// How found shots and assets are shown: their rows, the names of what they belong to, and where a word was found.
enum FoundEntities {
  /// In the order of the hits; what was deleted meanwhile is left out.
  static func documents(_ kind: EntitySearch.Kind, _ hits: [EntitySearch.Hit], _ call: Call) throws -> [JSON] {
    if hits.isEmpty { return [] }
    let entity: EntityKind = kind == .asset ? .asset : .shot
    var shape = kind == .asset ? asset : shot
    if try call.access.caller.role == .vendor {
      shape = shape.replacing("data", by: .value(try VendorView.data(ofAny: entity, try call.access.studio, call.database), .json))
    }
    let columns: SQL = kind == .asset ? "NULL, NULL" : "episode.name, episode.id"
    var documents: [ID: JSON.Object] = [:]
    try call.database.stream(
      """
      SELECT \(shape.select), entity.id, \(columns) FROM entity JOIN entity_type ON entity_type.id = entity.entity_type_id
      LEFT JOIN project ON project.id = entity.project_id LEFT JOIN preview_file ON preview_file.id = entity.preview_file_id
      LEFT JOIN entity sequence ON sequence.id = entity.parent_id
      LEFT JOIN entity episode ON episode.id = sequence.parent_id AND project.production_type = 'tvshow'
      WHERE entity.id IN \(hits.map(\.id))
      """
    ) { row in
      guard let id = row.id(shape.width), var document = try shape.document(row).object else { return }
      if let episode = row.id(shape.width + 2) {
        document["episode"] = .text(row.text(shape.width + 1) ?? "")
        document["episode_id"] = JSON(episode)
      }
      documents[id] = document
    }
    return hits.compactMap { hit in
      guard var document = documents[hit.id] else { return nil }
      document["matched_terms"] = .array(hit.fields.map { .text($0) })
      return .object(document)
    }
  }

  private static let asset = shape("Asset", Shape.Key(name: "asset_type_name", source: .value("entity_type.name", .text)))
  private static let shot = shape("Shot", Shape.Key(name: "sequence_name", source: .value("COALESCE(sequence.name, '')", .text)))

  private static func shape(_ type: String, _ name: Shape.Key) -> Shape {
    Shape(.entity, type: "'\(raw: type)'").adding(Shape.Key(name: "project_name", source: .value("COALESCE(project.name, '')", .text)))
      .adding(name).adding(Shape.Key(name: "preview_file_extension", source: .value("preview_file.extension", .text)))
  }
}
