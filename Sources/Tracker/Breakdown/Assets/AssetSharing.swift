import Engine
import MariaDB
import Web

/// Assets that other productions may cast too. Sharing is announced to nobody (oddity 24).
enum AssetSharing {
  static func declare(in routes: inout Routes) {
    routes.post("/actions/assets/share", "Share assets, or stop sharing them", then: share)
    routes.post("/actions/projects/:project_id/assets/share", "Share assets of a project", then: shareOfProject)
    routes.post("/actions/projects/:project_id/asset-types/:asset_type_id/assets/share", "Share the assets of a type", then: shareOfType)
    routes.get("/data/projects/:project_id/assets/shared-used", "List the assets of other projects that are cast in a project") {
      try used($0, "TRUE")
    }
    routes.get("/data/projects/:project_id/episodes/:episode_id/assets/shared-used", "List the assets of other projects in an episode") {
      try usedInEpisode($0)
    }
  }

  private static func share(_ call: Call) throws -> Response {
    let body = try call.request.validated { (assets: $0.someIDs("asset_ids"), isShared: $0.boolean("is_shared", default: true)) }
    for id in body.assets {
      guard let asset = try call.database.entity(.asset, id) else { throw Failure.notFound("There is no such asset.") }
      try call.access.projectManager(asset.id("project_id"))
    }
    return try set(body.isShared, "entity.id IN \(body.assets)", call)
  }

  private static func shareOfProject(_ call: Call) throws -> Response {
    let body = try call.request.validated { (assets: $0.someIDs("asset_ids"), isShared: $0.boolean("is_shared", default: true)) }
    let project = try call.namedProject()
    try call.access.projectManager(project)
    let chosen: SQL = body.assets.isEmpty ? "TRUE" : "entity.id IN \(body.assets)"
    return try set(body.isShared, "entity.project_id = \(project) AND \(chosen)", call)
  }

  private static func shareOfType(_ call: Call) throws -> Response {
    let project = try call.namedProject()
    try call.access.projectManager(project)
    // The ids choose nothing here; still they are looked at.
    let isShared = try call.request.validated { fields in
      _ = fields.someIDs("asset_ids")
      return fields.boolean("is_shared", default: true)
    }
    guard let type = ID(call["asset_type_id"]) else { throw Failure.notFound("There is no such asset type.") }
    return try set(isShared, "entity.project_id = \(project) AND entity.entity_type_id = \(type)", call)
  }

  private static func set(_ isShared: Bool, _ condition: SQL, _ call: Call) throws -> Response {
    let assets = try call.database.ids(
      "SELECT entity.id FROM entity WHERE \(condition) AND \(EntityKind.asset.condition()) ORDER BY entity.id FOR UPDATE")
    try call.database.execute("UPDATE entity SET is_shared = \(isShared), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(assets)")
    let shape = EntityKind.asset.shape
    return .json(.array(try call.documents("SELECT \(shape.select) FROM entity WHERE entity.id IN \(assets) ORDER BY entity.id", shape)))
  }

  private static func usedInEpisode(_ call: Call) throws -> Response {
    switch call["episode_id"] {
    case "all", "main": return try used(call, "TRUE")
    case let text:
      guard let episode = ID(text) else { throw Failure.notFound("There is no such episode.") }
      return try used(call, "sequence.parent_id = \(episode)")
    }
  }

  private static func used(_ call: Call, _ condition: SQL) throws -> Response {
    let project = try call.namedProject()
    try call.access.project(project)
    let shape = EntityKind.asset.shape.replacing("data", by: .value(try VendorLimits.data(of: .asset, try call.access), .json))
    return call.stream(
      """
      SELECT \(shape.select) FROM entity
      WHERE entity.is_shared AND NOT COALESCE(entity.canceled, FALSE) AND entity.project_id <> \(project) AND \(EntityKind.asset.condition())
      AND entity.id IN (SELECT link.entity_out_id FROM entity shot JOIN entity sequence ON sequence.id = shot.parent_id
        JOIN entity_link link ON link.entity_in_id = shot.id
        WHERE shot.project_id = \(project) AND \(EntityKind.shot.condition(on: "shot")) AND \(condition))
      ORDER BY entity.id
      """, shape)
  }
}

extension FieldReader {
  /// Ids; none when absent or null.
  fileprivate mutating func someIDs(_ field: String) -> [ID] { self[field]?.isNull == true ? [] : ids(field) }
}
