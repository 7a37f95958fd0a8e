import Engine
import MariaDB
import Web

/// The bars of a production's schedule, and its milestones (contract chapter 04, section 7). Clients rely on there being a bar for
/// everything that is worked on, so asking for them makes those that are missing (oddity 04-26).
enum ScheduleItemRoutes {
  static func declare(in routes: inout Routes) {
    routes.list("/data/projects/:project_id/milestones", "List the milestones of a project", project(.teamNoClient)) { _, project in
      Listing(milestone, "FROM milestone WHERE project_id = \(project.id) ORDER BY milestone.id")
    }
    let (path, scheduled) = ("/data/projects/:project_id/schedule-items", project(.teamNoVendorNoClient))
    routes.list(path, "List the schedule items of a project", scheduled) { _, project in
      Listing(row, "FROM schedule_item WHERE project_id = \(project.id) ORDER BY schedule_item.id")
    }
    routes.get("\(path)/task-types", writing: true, "List the schedule items of a project's task types", scheduled, then: ofTaskTypes)
    for objects in Objects.allCases {
      routes.get(
        "\(path)/:task_type_id/\(objects.rawValue)", writing: true, "List the schedule items of a project's \(objects.noun)", scheduled,
        .id("task_type_id", or: .parameter("task_type_id must be a UUID."))
      ) {
        try ofObjects(objects, $0, $1, $2)
      }
    }
  }

  private static func project(_ rule: Rule<Project>) -> Step<Subject<Project>> {
    .project(rule, unseenByAdmins: true, malformed: .parameter("project_id must be a UUID."))
  }

  // MARK: Shapes

  private static let row = Shape(.scheduleItem)
  private static let milestone = Shape(.milestone).keeping(["id", "date", "name", "project_id", "task_type_id"])
  private static let brief = row.keeping(["id", "start_date", "end_date", "man_days", "project_id", "task_type_id", "object_id"])
  private static let named = brief.adding(Shape.Key("name", "object.name", .text))

  // MARK: Task types

  private static func ofTaskTypes(_ call: Call, _ subject: Subject<Project>) throws -> Response {
    let project = subject.id
    let used: SQL = """
      (SELECT task_type.id FROM task_type WHERE task_type.for_entity IN ('Asset', 'Shot', 'Sequence', 'Episode', 'Edit')
      AND task_type.id IN (SELECT task.task_type_id FROM task WHERE task.project_id = \(project)))
      """
    try call.database.hold(project: project)
    let missing = try call.database.ids(
      """
      SELECT used.id FROM \(used) used WHERE NOT EXISTS (SELECT 1 FROM schedule_item
      WHERE schedule_item.project_id = \(project) AND schedule_item.task_type_id = used.id AND schedule_item.object_id IS NULL)
      """)
    try add(missing.map { ["task_type_id": $0.sqlValue] }, to: project, call)
    return call.stream(
      """
      SELECT \(brief.select) FROM schedule_item WHERE project_id = \(project) AND object_id IS NULL
      AND (task_type_id IS NULL OR task_type_id IN \(used)) ORDER BY start_date IS NULL, start_date, schedule_item.id
      """, brief)
  }

  // MARK: Objects

  /// What a task type has bars for, one each.
  private enum Objects: String, CaseIterable {
    case assetTypes = "asset-types"
    case episodes, sequences, edits

    var noun: String { self == .assetTypes ? "asset types" : rawValue }

    /// A query of their ids and names. - Parameter episode: narrows them.
    func query(in project: ID, episode: ID?) -> SQL {
      func entities(_ kind: EntityKind, _ column: SQL, and condition: SQL = "TRUE") -> SQL {
        """
        (SELECT entity.id, entity.name FROM entity
        WHERE entity.project_id = \(project) AND \(kind.condition()) AND \(within(column)) AND \(condition))
        """
      }
      func within(_ column: SQL) -> SQL { episode.map { "\(column) = \($0)" } ?? "TRUE" }
      switch self {
      case .assetTypes:
        return """
          (SELECT entity_type.id, entity_type.name FROM entity_type WHERE entity_type.name NOT IN \(EntityKind.reservedTypes)
          AND entity_type.id IN (SELECT entity.entity_type_id FROM entity
          WHERE entity.project_id = \(project) AND \(within("entity.source_id"))))
          """
      case .episodes: return entities(.episode, "entity.id")
      case .sequences: return entities(.sequence, "entity.parent_id")
      case .edits: return entities(.edit, "entity.parent_id", and: "NOT COALESCE(entity.canceled, FALSE)")
      }
    }
  }

  private static func ofObjects(_ objects: Objects, _ call: Call, _ subject: Subject<Project>, _ type: ID) throws -> Response {
    let project = subject.id
    let episode = try call.request.query["episode_id"]?.nonEmpty.map { text throws(Failure) in
      guard let id = ID(text) else { throw Failure.parameter("episode_id must be a UUID.") }
      return id
    }
    let query = objects.query(in: project, episode: episode)
    let items: SQL = "schedule_item.project_id = \(project) AND schedule_item.task_type_id = \(type)"
    try call.database.hold(project: project)
    let missing = try call.database.ids(
      """
      SELECT object.id FROM \(query) object WHERE NOT EXISTS
      (SELECT 1 FROM schedule_item WHERE \(items) AND schedule_item.object_id = object.id)
      """)
    if !missing.isEmpty, !(try call.database.exists("SELECT 1 FROM task_type WHERE id = \(type)")) {
      throw Failure.notFound("There is no such task type.")
    }
    try add(missing.map { ["task_type_id": type.sqlValue, "object_id": $0.sqlValue] }, to: project, call)
    return call.stream(
      """
      SELECT \(named.select) FROM schedule_item JOIN \(query) object ON object.id = schedule_item.object_id
      WHERE \(items) ORDER BY object.name, schedule_item.id
      """, named)
  }

  /// New bars, of today.
  private static func add(_ rows: [[String: Value]], to project: ID, _ call: Call) throws {
    if rows.isEmpty { return }
    let today = Call.now
    let days: [String: Value] = [
      "project_id": project.sqlValue, "start_date": .text(today.date), "end_date": .text(today.adding(days: 1).date),
    ]
    for id in try call.database.insert(into: .scheduleItem, rows: rows.map { $0.merging(days) { $1 } }) {
      call.events.emit("schedule-item:new", ["schedule_item_id": JSON(id)], project: project)
    }
  }
}
