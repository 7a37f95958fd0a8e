import Engine
import MariaDB
import Web

/// Making and deleting many tasks at once (contract chapter 06, Creating and deleting tasks).
enum TaskCreationRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/actions/projects/:project_id/task-types/:task_type_id"
    for kind in [EntityKind.asset, .shot, .edit, .concept] {
      let name = "\(kind.eventName)s"
      let who: Step<Subject<Project>> =
        kind == .concept ? .project(.teamNoVendorNoClient, unseenByAdmins: true) : .project(.manager, unseenByAdmins: true)
      routes.post("\(path)/\(name)/create-tasks", "Create tasks of a type for \(name)", who, .id("task_type_id")) {
        call, project, type in try create(kind, project.id, type, call)
      }
    }
    routes.post(
      "\(path)/create-tasks/:entity_type", "Create tasks of a type for entities of a type", .project(.manager, unseenByAdmins: true),
      .id("task_type_id"), .text("entity_type")
    ) { call, project, type, name in
      try known(type, call)
      // The first letter is a capital, the others are none.
      let typeName = name.prefix(1).uppercased() + name.dropFirst().lowercased()
      guard let entityType = try call.database.ids("SELECT id FROM entity_type WHERE name = \(typeName)").first else {
        throw Failure.notFound("There is no such entity type.")
      }
      return try create("entity.entity_type_id = \(entityType)", all: episode(call), project.id, type, call)
    }
    routes.post(
      "/actions/projects/:project_id/delete-tasks", "Delete tasks of a project", .project(.manager, unseenByAdmins: true), .ids
    ) { call, project, ids in
      try delete("task.project_id = \(project.id)", among: ids, call)
      return .json(.array(ids.map { JSON($0) }))
    }
    routes.delete(
      "\(path)/delete-tasks", "Delete the tasks of a type of a project", .may(.admin), .project(.anyone), .id("task_type_id")
    ) { call, _, project, type in
      let condition: SQL = "task.project_id = \(project.id) AND task.task_type_id = \(type)"
      try delete(condition, among: try call.database.ids("SELECT task.id FROM task WHERE \(condition)"), call)
      return .deleted
    }
  }

  private static func known(_ type: ID, _ call: Call) throws {
    guard try call.database.exists("SELECT 1 FROM task_type WHERE id = \(type)") else {
      throw Failure.notFound("There is no such task type.")
    }
  }

  /// The ids in the body; nil for all: no body, what cannot be read, null and everything empty. - Throws: 400.
  private static func named(_ call: Call) throws -> [ID]? {
    guard let body = try? call.request.json(), body != [:], body != [] else { return nil }
    return try call.request.idList()
  }

  /// Entities that the body names must be of the kind; the query string filters by columns.
  private static func create(_ kind: EntityKind, _ project: ID, _ type: ID, _ call: Call) throws -> Response {
    var filters = try call.entityFilters(ignoring: ["project_id", "entity_type_id"])
    // As in all lists of shots: one that is in no sequence is not meant.
    if kind == .shot { filters.append("entity.parent_id IS NOT NULL") }
    return try create(kind.condition(), named: kind.condition(), all: filters, project, type, call)
  }

  /// - Parameters:
  ///   - kind: of the entities when the body names none.
  ///   - named: what those must meet that the body names; any others are not found.
  ///   - filters: on the entities when the body names none.
  private static func create(
    _ kind: SQL, named condition: SQL = "TRUE", all filters: [SQL], _ project: ID, _ type: ID, _ call: Call
  ) throws -> Response {
    try known(type, call)
    var found: [(id: ID, project: ID?, isConcept: Bool)] = []
    func find(_ condition: SQL) throws {
      try call.database.stream(
        """
        SELECT entity.id, entity.project_id, \(EntityKind.concept.condition()) FROM entity WHERE \(condition) ORDER BY entity.id FOR UPDATE
        """
      ) { row in if let id = row.id(0) { found.append((id, row.id(1), row.bool(2))) } }
    }
    if let ids = try named(call) {
      var seen: Set<ID> = []
      let wanted = ids.filter { seen.insert($0).inserted }
      try wanted.inBatches { ids in try find("entity.id IN \(ids) AND \(condition)") }
      guard found.count == wanted.count else { throw Failure.notFound("There is no such entity.") }
      let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
      found = wanted.compactMap { byID[$0] }.filter { $0.project == project }
    } else {
      try find((["entity.project_id = \(project)", kind] + filters).joined(separator: " AND "))
    }
    return try NewTasks(project: project, taskType: type).create(for: found.map { ($0.id, $0.isConcept) }, call)
  }

  private static func episode(_ call: Call) throws -> [SQL] {
    guard let text = call.request.query["episode_id"] else { return [] }
    guard let episode = ID(text) else { throw Failure.parameter("Invalid UUID value: \(text)") }
    return ["entity.parent_id = \(episode)"]
  }

  /// Deletes those of the tasks that meet the condition, with everything that is about them.
  private static func delete(_ condition: SQL, among ids: [ID], _ call: Call) throws {
    try ids.inBatches { ids in
      let tasks = try call.database.all(
        """
        SELECT task.id, task.project_id, task.entity_id, task.task_type_id FROM task WHERE \(condition) AND task.id IN \(ids)
        ORDER BY task.id FOR UPDATE
        """
      ) { (id: $0.id(0), project: $0.id(1), entity: $0.id(2), type: $0.id(3)) }
      try Cascade(call).deleteTasks(tasks.compactMap(\.id))
      for task in tasks {
        call.events.emit(
          "task:delete", ["task_id": JSON(task.id), "entity_id": JSON(task.entity), "task_type_id": JSON(task.type)], project: task.project)
      }
    }
  }
}
