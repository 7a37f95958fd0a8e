import Engine
import MariaDB
import Web

/// `POST /data/search`: people, assets and shots by words (contract chapter 04, 13 and Algorithm 8).
enum SearchRoutes {
  static func declare(in routes: inout Routes) {
    // Nothing is written, so no transaction.
    routes.add(.post, "/data/search", for: .signedIn, writing: false, "Search people, assets and shots", body, then: search)
  }

  private struct Body: Sendable {
    let query: String
    let project: ID?
    let limit: Int
    let offset: Int
    let indexes: [String]
  }

  private static let shortest = 3

  private static let body = Step<Body>.fields { fields in
    let query = fields.text("query")
    let project = fields.optionalID("project_id")
    func number(_ name: String, default fallback: Int, from least: Int) -> Int {
      if fields[name]?.isNull == true { fields.fail(name, "Input should be a valid integer") }
      let number = fields.optionalInteger(name) ?? fallback
      if number < least { fields.fail(name, "Input should be greater than or equal to \(least)") }
      return number
    }
    let (limit, offset) = (number("limit", default: 3, from: 1), number("offset", default: 0, from: 0))
    let indexes = fields["index_names"] == nil ? ["assets", "shots", "persons"] : fields.texts("index_names")
    return Body(query: query, project: project, limit: limit, offset: offset, indexes: indexes)
  }

  private static func search(_ call: Call, body: Body) throws -> Response {
    guard body.query.unicodeScalars.count >= shortest else { return .json([:]) }
    let query = SearchQuery(body.query)
    var answer = JSON.Object()
    if body.indexes.contains("persons") { answer["persons"] = .array(try people(query, body, call)) }
    let kinds = [EntitySearch.Kind.asset, .shot].filter { body.indexes.contains("\($0.rawValue)s") }
    if kinds.isEmpty { return .json(.object(answer)) }
    let projects = try projects(body.project, call)
    for kind in kinds {
      let hits = try EntitySearch(kind: kind, query: query, projects: projects, call: call).hits(limit: body.limit, offset: body.offset)
      answer["\(kind.rawValue)s"] = .array(try FoundEntities.documents(kind, hits, call))
    }
    return .json(.object(answer))
  }

  /// The open projects that the caller sees; one of them when it is named. Administrators may name a closed one.
  private static func projects(_ named: ID?, _ call: Call) throws -> [ID] {
    let access = try call.access
    guard let named else { return try call.database.ids("SELECT id FROM project WHERE id IN \(access.visibleProjects)") }
    if access.isAdmin { return try call.database.ids("SELECT id FROM project WHERE id = \(named)") }
    return try call.database.ids("SELECT id FROM project WHERE id = \(named) AND id IN \(access.visibleProjects)")
  }

  /// Active people of the studio, whose name holds the words.
  private static func people(_ query: SearchQuery, _ body: Body, _ call: Call) throws -> [JSON] {
    guard let beginning = query.beginning else { return [] }
    let shape = try call.access.isAdmin ? PersonShape.safe : PersonShape.short(departments: false)
    let name: SQL = """
      CONCAT(' ', REGEXP_REPLACE(\(PersonShape.fullName), '[^\\\\p{L}\\\\p{M}\\\\p{N}]+', ' '), ' ') COLLATE utf8mb4_uca1400_ai_ci
      """
    let conditions = query.whole.map { "\(name) LIKE \("% " + $0 + " %")" as SQL } + ["\(name) LIKE \("% " + beginning + "%")"]
    return try call.documents(
      """
      SELECT \(shape.select) FROM person WHERE person.active AND person.preview_project_id IS NULL AND \(conditions.joined(separator: " AND "))
      ORDER BY \(PersonShape.fullName), person.id LIMIT \(body.limit) OFFSET \(body.offset)
      """, shape
    ).map { person in
      guard case .object(var object) = person else { return person }
      object["matched_terms"] = ["name"]
      return .object(object)
    }
  }
}
