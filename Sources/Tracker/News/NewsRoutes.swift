import Engine
import MariaDB
import Web

/// The news of productions and of entities.
enum NewsRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/projects/:project_id/news", "List the news of a project", .project(.teamNoClient)) { call, project in
      try feed("project.id = \(project.id)", call)
    }
    routes.get("/data/projects/news", "List the news of the projects that the caller works in") { try feed(try projects($0), $0) }
    routes.get(
      "/data/projects/:project_id/news/:news_id", "Read one of the news of a project", .project(.teamNoVendorNoClient),
      .text("news_id")
    ) { call, project, news in
      try NewsFeed(conditions: ["news.id = \(ID(news))", "project.id = \(project.id)"]).one(call)
    }
    routes.get("/data/entities/:entity_id/news", "List the news of an entity", .entity(.readNoClient)) { call, entity in
      try NewsFeed(conditions: ["task.entity_id = \(entity.id)"]).answer(call)
    }
  }

  /// Entries that one page holds at most.
  private static let mostEntries = 1000

  /// Open projects; one of them if it is named. Another name is not looked at.
  private static func projects(_ call: Call) throws -> SQL {
    let access = try call.access
    let open = try call.database.ids("SELECT id FROM project WHERE id IN \(access.visibleProjects)")
    guard !open.isEmpty else { return access.isAdmin ? "TRUE" : "project.id IN \(access.projects)" }
    guard let named = try DeclaredParameters(call.request).text("project_id").flatMap({ ID($0) }), open.contains(named) else {
      return "project.id IN \(open)"
    }
    return "project.id = \(named)"
  }

  private static func feed(_ projects: SQL, _ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    let access = try call.access
    let seen = [
      projects, try access.notForClients(project: "task.project_id"),
      try access.vendorsOnly(project: "task.project_id", VendorView.assigned(access.studio)),
    ]
    var feed = NewsFeed(conditions: seen + (try filters(parameters)))
    feed.page = try number("page", default: 1, atMost: 1_000_000, parameters)
    feed.limit = min(try number("limit", default: 50, atMost: .max, parameters), mostEntries)
    feed.tellsPreviews = try parameters.flag("only_preview", default: false)
    return try feed.answer(hasStatistics: true, call)
  }

  private static func number(
    _ name: String, default fallback: Int, atMost maximum: Int, _ parameters: DeclaredParameters
  ) throws(Failure) -> Int {
    let number = try parameters.integer(name, default: fallback) ?? fallback
    guard (1...maximum).contains(number) else { throw .parameter("\(name) must be a number from 1 on.") }
    return number
  }

  private static func filters(_ parameters: DeclaredParameters) throws -> [SQL] {
    var conditions: [SQL] = []
    if try parameters.flag("only_preview", default: false) { conditions.append("news.preview_file_id IS NOT NULL") }
    let columns: [(name: String, column: SQL)] = [
      ("task_type_id", "task.task_type_id"), ("task_status_id", "comment.task_status_id"), ("person_id", "news.author_id"),
      ("episode_id", "entity_type.name = 'Shot' AND parent.parent_id"),
    ]
    for (name, column) in columns {
      guard let text = try parameters.text(name)?.nonEmpty else { continue }
      guard let id = ID(text) else { throw Failure.parameter("\(name) must be a UUID.") }
      conditions.append("\(column) = \(id)")
    }
    for (name, comparison) in [("after", ">"), ("before", "<")] {
      guard let text = try parameters.text(name) else { continue }
      guard let time = DateTime(query: text) else { throw Failure.parameter("\(name) must be a date as 2026-11-21T10:00:00.") }
      conditions.append("news.created_at \(raw: comparison) \(time)")
    }
    return conditions
  }
}
