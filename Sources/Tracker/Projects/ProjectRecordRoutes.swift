import Engine
import MariaDB
import Web

/// What a production holds about its tasks, over all of them (contract chapter 06, Task and project listings of records). For synchronising
/// a copy: last changed first, whole or by pages.
enum ProjectRecordRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id"
    routes.get("\(path)/tasks", "List the tasks of a project", .project(.team), then: tasks)
    routes.get("\(path)/comments", "List the comments of a project", .project(.teamNoVendorNoClient)) { call, project in
      let limit = try call.request.query.integer("limit", default: 0)
      guard limit >= 0 else { throw Failure.parameter("limit must not be negative.") }
      return try call.pages(
        of: .comment, where: "comment.object_id IN \(ids(of: project.id)) AND \(seen(project))", Shape(.comment, relations: true),
        limit: limit == 0 ? 100 : limit)
    }
    let lists: [(String, Table, Shape)] = [
      ("notifications", .notification, NotificationRows.plain), ("preview-files", .previewFile, Shape(.previewFile)),
    ]
    for (name, table, shape) in lists {
      routes.get("\(path)/\(name)", "List the \(table.spokenName)s of a project's tasks", .may(.admin), .project(.anyone)) {
        call, _, project in
        try call.pages(of: table, where: "\(raw: table.name).task_id IN \(ids(of: project.id))", shape)
      }
    }
    routes.get("\(path)/subscriptions", "List who follows which task of a project", .may(.admin), .project(.anyone)) { call, _, project in
      let shape = Shape(.subscription)
      return call.stream(
        """
        SELECT \(shape.select) FROM subscription WHERE subscription.task_id IN \(ids(of: project.id)) ORDER BY subscription.id
        """, shape)
    }
    routes.get("\(path)/attachment-files", "List the files added to the comments of a project", .may(.admin), .id("project_id")) {
      call, _, project in AttachmentFileRows.list("comment.object_id IN \(ids(of: project))", call)
    }
    routes.get("/data/tasks/:task_id/attachment-files", "List the files added to the comments of a task", .may(.admin), .id("task_id")) {
      call, _, task in AttachmentFileRows.list("comment.object_id IN (SELECT task.id FROM task WHERE task.id = \(task))", call)
    }
  }

  /// An SQL condition on comments: artists do not see those of clients.
  private static func seen(_ project: Subject<Project>) -> SQL {
    if project.standing.isAdmin || project.standing.isAtLeastSupervisor { return "TRUE" }
    return """
      NOT EXISTS (SELECT 1 FROM person author LEFT JOIN project_person_link link ON link.person_id = author.id
      AND link.project_id = \(project.id) WHERE author.id = comment.person_id AND COALESCE(link.role, author.role) = 'client')
      """
  }

  private static func ids(of project: ID) -> SQL { "(SELECT task.id FROM task WHERE task.project_id = \(project))" }

  private static let task = Shape(.task, relations: true)

  /// Of vendors only their own; when an episode is asked for, only what is worked on.
  private static func tasks(_ call: Call, of project: Subject<Project>) throws -> Response {
    let access = try call.access
    let query = call.request.query
    func id(_ name: String) throws(Failure) -> ID? {
      guard let text = query[name] else { return nil }
      guard let id = ID(text) else { throw .parameter("\(name) must be a UUID.") }
      return id
    }
    var conditions: [SQL] = ["task.project_id = \(project.id)"]
    if let type = try id("task_type_id") { conditions.append("task.task_type_id = \(type)") }
    if let episode = try id("episode_id") {
      conditions.append(
        """
        task.entity_id IN (SELECT shot.id FROM entity shot JOIN entity sequence ON sequence.id = shot.parent_id
        WHERE sequence.parent_id = \(episode))
        """)
      if !access.isAdmin { conditions.append("task.project_id IN \(access.openProjects)") }
    }
    if project.standing.isVendor { conditions.append("task.id IN \(access.assignments)") }
    let condition = conditions.joined(separator: " AND ")
    let shape = project.standing.seen(task)
    let tag = try ListingVersion(reach: .project(project.id)).tag(
      ["\(shape.select) \(condition)"], form: ["tasks", query["page"] ?? ""], call.database)
    if call.request.holds(tag) { return .notModified(tag) }
    return try call.pages(of: .task, where: condition, shape).named(tag)
  }
}
