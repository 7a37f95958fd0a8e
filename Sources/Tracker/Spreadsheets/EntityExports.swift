import Engine
import MariaDB
import Web

/// Assets, shots and edits of a production with their metadata and tasks (contract chapter 08, Exports).
enum EntityExports {
  static func declare(in routes: inout Routes) {
    for table in EntityTable.all {
      routes.get(
        "/export/csv/projects/:project_id/\(table.path).csv", "Export the \(table.path) of a production as CSV", .project(.teamNoVendor)
      ) { call, project in try export(table, project, call) }
    }
  }

  private static func export(_ table: EntityTable, _ project: Subject<Project>, _ call: Call) throws -> Response {
    let asked = try conditions(table, project.standing, call)
    let condition: SQL = "entity.project_id = \(project.id) AND \(table.kind.condition()) AND \(table.condition)\(asked)"
    // Who asks for what they work on sees their own tasks only.
    let isTask: SQL =
      call.request.query["assigned_to"] == nil || table.kind == .edit
      ? "task.entity_id = entity.id" : "task.entity_id = entity.id AND task.id IN \(project.standing.assignments)"
    let from: SQL = "FROM entity JOIN project ON project.id = entity.project_id\(table.joins)"
    let metadata = try MetadataColumn.all(table.kind.rawValue, of: project.id, call.database)
    let taskTypes = try call.database.all(
      """
      SELECT task_type.id, task_type.name FROM task_type WHERE task_type.id IN (
        SELECT task.task_type_id \(from) JOIN task ON \(isTask) WHERE \(condition)
      ) ORDER BY task_type.priority, task_type.name, task_type.id
      """
    ) { (id: $0.id(0), name: $0.text(1) ?? "") }
    let header = table.columns.map(\.header) + metadata.map(\.header) + taskTypes.flatMap { [$0.name, "Assignations"] }
    let places = Dictionary(taskTypes.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let name = try call.database.texts("SELECT name FROM project WHERE id = \(project.id)").first ?? ""

    // What clients see of tasks is how far they are (chapter 09, row 25).
    let isClient = project.standing.isClient
    let (hours, people): (SQL, SQL) = isClient ? ("NULL", "NULL") : ("task.duration", Export.assignees(separator: ","))
    let values = table.columns.map { if case .value(_, let sql) = $0 { sql } else { "NULL" as SQL } }
    let sql: SQL = """
      SELECT entity.id, entity.data, task.task_type_id, task_status.short_name,
      \(hours), \(people), \(values.joined(separator: ", "))
      \(from) LEFT JOIN task ON \(isTask) LEFT JOIN task_status ON task_status.id = task.task_status_id
      WHERE \(condition) ORDER BY \(table.order), entity.id, task.created_at, task.id
      """
    return Export.file(named: "\(name) \(table.path)", header, call) { [database = call.database] writer, flush in
      var line: Line?
      try database.stream(sql) { row in
        if line?.entity != row.id(0) {
          line?.write(table, metadata, to: &writer)
          try flush()
          line = Line(row, table, tasks: taskTypes.count)
        }
        line?.add(row, places)
      }
      line?.write(table, metadata, to: &writer)
    }
  }

  /// - Throws: 400 for what is no id.
  private static func conditions(_ table: EntityTable, _ standing: Standing, _ call: Call) throws -> SQL {
    guard table.kind != .edit else { return "" }
    let query = call.request.query
    func id(_ name: String, _ text: String) throws(Failure) -> ID {
      guard let id = ID(anyNotation: text) else { throw .parameter("Invalid UUID format for \(name): \(text)") }
      return id
    }
    var conditions: SQL = ""
    if let text = query["id"] { conditions = "\(conditions) AND entity.id = \(try id("id", text))" }
    if let text = query["episode_id"] {
      switch try EpisodeChoice(text, or: Failure.parameter("Invalid UUID format for episode_id: \(text)"), { ID(anyNotation: $0) }) {
      case .all: break
      case .main where table.kind == .asset: conditions = "\(conditions) AND entity.source_id IS NULL"
      case .main: conditions = "\(conditions) AND sequence.parent_id IS NULL"
      case .of(let episode) where table.kind == .asset:
        conditions = """
          \(conditions) AND (entity.source_id = \(episode)
          OR entity.id IN (SELECT link.entity_out_id FROM entity_link link WHERE link.entity_in_id = \(episode)))
          """
      case .of(let episode): conditions = "\(conditions) AND sequence.parent_id = \(episode)"
      }
    }
    if query["assigned_to"] != nil { conditions = "\(conditions) AND \(VendorView.assigned(standing))" }
    return conditions
  }

  /// An entity, gathered from the rows of its tasks.
  private struct Line {
    let entity: ID?
    private let data: JSON
    private let values: [String]
    private var minutes = 0.0
    private var tasks: [(status: String, assignees: String)?]

    init(_ row: Row, _ table: EntityTable, tasks count: Int) {
      entity = row.id(0)
      data = row.text(1).flatMap { try? JSON.parse($0) } ?? .null
      values = table.columns.indices.map { row.text($0 + 6) ?? "" }
      tasks = Array(repeating: nil, count: count)
    }

    /// Of two tasks of a type the older one has the column.
    mutating func add(_ row: Row, _ places: [ID?: Int]) {
      guard let type = row.id(2), let place = places[type] else { return }
      minutes += row.double(4) ?? 0
      if tasks[place] == nil { tasks[place] = (row.text(3) ?? "", row.text(5) ?? "") }
    }

    func write(_ table: EntityTable, _ metadata: [MetadataColumn], to writer: inout CSVWriter) {
      for (column, value) in zip(table.columns, values) {
        switch column {
        case .value: writer.field(value)
        case .data(_, let key): writer.field(MetadataColumn.text(data[key]))
        case .timeSpent: writer.field(Export.hundredths(minutes / 8 / 60))
        }
      }
      for column in metadata { writer.field(column.cell(data[column.field])) }
      for task in tasks {
        writer.field(task?.status ?? "")
        writer.field(task?.assignees ?? "")
      }
      writer.end()
    }
  }
}
