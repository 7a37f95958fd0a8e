import Engine
import MariaDB
import Web

/// Types of assets: all entity types but the few that make shots, sequences and the like.
enum AssetTypes {
  static func declare(in routes: inout Routes) {
    routes.list("/data/asset-types", "List asset types", of: list)
    routes.get("/data/asset-types/:asset_type_id", "Read an asset type", .assetType) { call, type in
      try call.row("SELECT \(full.select) FROM entity_type WHERE entity_type.id = \(type.id)", full)
    }
    routes.list(
      "/data/projects/:project_id/asset-types", "List the types of a project's assets", .project(.team, unseenByAdmins: true)
    ) { _, project in list(used(in: project.id), relations: false) }
  }

  private static let plain = Shape(.entityType).typed("AssetType")
  static let full = Shape(.entityType, relations: true).typed("AssetType")

  private static func list(_ call: Call) throws -> Listing {
    let query = call.request.query
    var conditions = try ListFilter(.entityType).conditions(query)
    if let text = query["project_id"] {
      guard let project = ID(text) else { throw Failure.parameter("Invalid UUID value: \(text)") }
      conditions.append(used(in: project))
    }
    return list(conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "), relations: true)
  }

  /// The asset types that meet a condition.
  static func list(_ condition: SQL, relations: Bool) -> Listing {
    Listing(
      relations ? full : plain,
      """
      FROM entity_type WHERE entity_type.name NOT IN \(EntityKind.reservedTypes) AND \(condition) ORDER BY entity_type.id
      """)
  }

  private static func used(in project: ID) -> SQL {
    "entity_type.id IN (SELECT entity.entity_type_id FROM entity WHERE entity.project_id = \(project))"
  }

  /// The ids among these that are asset types.
  static func known(_ ids: [ID], _ database: Connection) throws -> Set<ID> {
    Set(
      try database.ids(
        "SELECT id FROM entity_type WHERE id IN \(Array(Set(ids))) AND name NOT IN \(EntityKind.reservedTypes)"))
  }
}

extension Step where Value == Record {
  /// The asset type that the path names. - Throws: 404 for what is unknown, no id, or the type of another kind.
  static var assetType: Step {
    let missing = Failure.notFound("There is no such asset type.")
    return row(.entityType, in: "asset_type_id", missing: missing).map { _, type in
      guard EntityKind(type: type.text("name") ?? "") == .asset else { throw missing }
      return type
    }
  }
}
