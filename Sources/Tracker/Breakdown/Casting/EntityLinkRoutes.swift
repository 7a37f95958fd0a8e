import Engine
import MariaDB
import Web

/// The castings of a production as rows, for programs that read all of them.
enum EntityLinkRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/entity-links"
    routes.get(path, "List the casting links of a project", page, .project(.manager), then: list)
    routes.delete(
      "\(path)/:entity_link_id", "Delete a casting link", .project(.manager, unseenByAdmins: true), .row(.entityLink), then: delete)
  }

  private static let plain = Shape(.entityLink)

  /// A moment with all six digits of its fraction.
  private static func exact(_ column: SQL) -> Shape.Key.Source { .value("DATE_FORMAT(\(column), '%Y-%m-%dT%H:%i:%s.%f')", .text) }

  /// The row with exact moments: the cursor of the next page is one of them.
  private static let exactRow = plain.replacing("created_at", by: exact("entity_link.created_at"))
    .replacing("updated_at", by: exact("entity_link.updated_at"))

  /// What the bare list shows.
  private static let bare = Shape(
    keys: ["id", "entity_in_id", "entity_out_id", "nb_occurences", "label", "data", "created_at", "type"].compactMap { name in
      exactRow.keys.first { $0.name == name }
    })

  private typealias Page = (number: Int, limit: Int)

  /// Which page is asked for, of how many rows. - Throws: 400.
  private static let page = Step<Page>(StepNote()) { call in
    let query = call.request.query
    return (number: try query.integer("page", default: -1), limit: try query.integer("limit", default: 0))
  }

  private static func list(_ call: Call, _ asked: Page, of project: Subject<Project>) throws -> Response {
    let (page, limit) = asked
    let source: SQL = """
      FROM entity_link JOIN entity ON entity.id = entity_link.entity_in_id WHERE entity.project_id = \(project.id)
      """
    let order: SQL = "ORDER BY entity_link.created_at, entity_link.id"
    if page >= 1 { return try envelope(page, limit < 1 ? 100 : limit, source, order, call) }
    if let cursor = call.request.query["cursor_created_at"] { return try after(cursor, limit < 1 ? 100 : limit, source, order, call) }
    let limiting: SQL = limit > 0 ? " LIMIT \(limit)" : ""
    return call.stream(Listing(bare, "\(source) \(order)\(limiting)"))
  }

  private static func envelope(_ page: Int, _ limit: Int, _ source: SQL, _ order: SQL, _ call: Call) throws -> Response {
    let total = try call.database.count("SELECT COUNT(*) \(source)")
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    let isBeyond = isTooFar || offset > total
    let rows = try isBeyond ? [] : call.documents("SELECT \(plain.select) \(source) \(order) LIMIT \(limit) OFFSET \(offset)", plain)
    return .json([
      "data": .array(rows), "total": JSON(isBeyond ? 0 : total), "nb_pages": JSON((total - 1) / limit + (total > 0 ? 1 : 0)),
      "limit": JSON(limit), "offset": JSON(offset), "page": JSON(page),
    ])
  }

  private static func after(_ cursor: String, _ limit: Int, _ source: SQL, _ order: SQL, _ call: Call) throws -> Response {
    guard let moment = DateTime(body: cursor) else { throw Failure.parameter("cursor_created_at must be as 2026-11-21T19:00:00.000000.") }
    let total = try call.database.count("SELECT COUNT(*) \(source)")
    let rows = try call.documents(
      "SELECT \(exactRow.select) \(source) AND entity_link.created_at > \(moment) \(order) LIMIT \(limit)", exactRow)
    return .json(["data": .array(rows), "total": JSON(total), "limit": JSON(limit)])
  }

  /// Nothing follows from it: neither counters nor events (oddity 05-24).
  private static func delete(_ call: Call, from project: Subject<Project>, _ link: Record) throws -> Response {
    let owner = try call.database.ids("SELECT project_id FROM entity WHERE id = \(link.id("entity_in_id"))").first
    if owner != project.id { throw Failure.forbidden }
    let answer = try call.row("SELECT \(plain.select) FROM entity_link WHERE entity_link.id = \(link.id)", plain)
    try call.database.execute("DELETE FROM entity_link WHERE id = \(link.id)")
    return answer
  }
}
