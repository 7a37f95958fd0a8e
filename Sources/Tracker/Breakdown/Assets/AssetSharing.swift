import Engine
import MariaDB
import Web

/// Assets that other productions may cast too. Sharing is announced to nobody (oddity 05-24).
enum AssetSharing {
  static func declare(in routes: inout Routes) {
    routes.post("/actions/assets/share", "Share assets, or stop sharing them", body, then: share)
    // The ids choose nothing for a type; still they are looked at.
    routes.post(
      "/actions/projects/:project_id/asset-types/:asset_type_id/assets/share", "Share the assets of a type",
      .project(.manager, unseenByAdmins: true), body, .id("asset_type_id")
    ) { call, project, body, type in
      try set(body.isShared, "entity.project_id = \(project.id) AND entity.entity_type_id = \(type)", call)
    }
    routes.post(
      "/actions/projects/:project_id/assets/share", "Share assets of a project", body, .project(.manager, unseenByAdmins: true)
    ) { call, body, project in
      let chosen: SQL = body.assets.isEmpty ? "TRUE" : "entity.id IN \(body.assets)"
      return try set(body.isShared, "entity.project_id = \(project.id) AND \(chosen)", call)
    }
    let path = "/data/projects/:project_id"
    routes.list(
      "\(path)/assets/shared-used", "List the assets of other projects that are cast in a project", .project(.team, unseenByAdmins: true)
    ) { call, project in try used(in: project, "TRUE", call) }
    routes.list(
      "\(path)/episodes/:episode_id/assets/shared-used", "List the assets of other projects that are cast in an episode", .episode,
      .project(.team, unseenByAdmins: true)
    ) { call, episode, project in
      guard case .of(let id) = episode else { return try used(in: project, "TRUE", call) }
      return try used(in: project, "sequence.parent_id = \(id)", call)
    }
  }

  private typealias Body = (assets: [ID], isShared: Bool)

  private static let body = Step<Body>.fields { fields in
    (assets: fields.someIDs("asset_ids"), isShared: fields.boolean("is_shared", default: true))
  }

  /// Each for the managers of its project.
  private static func share(_ call: Call, _ body: Body) throws -> Response {
    let found = try call.database.all(
      "SELECT \(Record.selection(.entity)) FROM entity WHERE entity.id IN \(body.assets) AND \(EntityKind.asset.condition())"
    ) { Record(.entity, $0) }
    let assets = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    for id in body.assets {
      guard let asset = assets[id] else { throw Failure.notFound("There is no such asset.") }
      _ = try call.subject(asset, .manager)
    }
    return try set(body.isShared, "entity.id IN \(body.assets)", call)
  }

  private static func set(_ isShared: Bool, _ condition: SQL, _ call: Call) throws -> Response {
    let assets = try call.database.ids(
      "SELECT entity.id FROM entity WHERE \(condition) AND \(EntityKind.asset.condition()) ORDER BY entity.id FOR UPDATE")
    try call.database.execute("UPDATE entity SET is_shared = \(isShared), updated_at = UTC_TIMESTAMP(6) WHERE id IN \(assets)")
    let shape = EntityKind.asset.shape
    return .json(.array(try call.documents("SELECT \(shape.select) FROM entity WHERE entity.id IN \(assets) ORDER BY entity.id", shape)))
  }

  private static func used(in project: Subject<Project>, _ condition: SQL, _ call: Call) throws -> Listing {
    let data = try VendorView.data(ofAny: .asset, project.standing, call.database)
    return Listing(
      EntityKind.asset.shape.replacing("data", by: .value(data, .json)),
      """
      FROM entity
      WHERE entity.is_shared AND NOT COALESCE(entity.canceled, FALSE) AND entity.project_id <> \(project.id) AND \(EntityKind.asset.condition())
      AND entity.id IN (SELECT link.entity_out_id FROM entity shot JOIN entity sequence ON sequence.id = shot.parent_id
        JOIN entity_link link ON link.entity_in_id = shot.id
        WHERE shot.project_id = \(project.id) AND \(EntityKind.shot.condition(on: "shot")) AND \(condition))
      ORDER BY entity.id
      """)
  }
}

extension FieldReader {
  /// Ids; none when absent or null.
  fileprivate mutating func someIDs(_ field: String) -> [ID] { self[field]?.isNull == true ? [] : ids(field) }
}
