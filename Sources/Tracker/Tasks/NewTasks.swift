import Engine
import MariaDB
import Web

/// Making a task of one type for each of many entities (contract chapter 06, Creating and deleting tasks).
struct NewTasks {
  let project: ID
  let taskType: ID

  /// CreatedTask.
  static let shape: Shape = Shape(
    keys: Shape(.task).keys + [
      Shape.Key("assignees", .constant("[]")), Shape.Key("task_status_name", "task_status.name", .text),
      Shape.Key("task_status_short_name", "task_status.short_name", .text), Shape.Key("task_status_color", "task_status.color", .text),
      Shape.Key("task_type_name", "task_type.name", .text), Shape.Key("task_type_color", "task_type.color", .text),
      Shape.Key("task_type_priority", "task_type.priority", .integer),
    ])

  /// Entities that have a task of the type are passed over, whatever its name.
  /// - Parameter entities: locked, so that of two requests for the same tasks the second finds them made.
  /// - Returns: the new tasks.
  func create(for entities: [(id: ID, isConcept: Bool)], _ call: Call) throws -> Response {
    var taken: Set<ID> = []
    try entities.map(\.id).inBatches { ids in
      taken.formUnion(
        try call.database.ids("SELECT entity_id FROM task WHERE task_type_id = \(taskType) AND entity_id IN \(ids)"))
    }
    let missing = entities.filter { !taken.contains($0.id) }
    guard let first = entities.first, !missing.isEmpty else { return .json([], status: 201) }
    let status = try DefaultStatus.ensure(forConcepts: first.isConcept, call)
    let author = try call.callerID
    let tasks = try call.database.insert(
      into: .task,
      rows: missing.map { entity in
        [
          "name": "main", "project_id": project.sqlValue, "task_type_id": taskType.sqlValue, "task_status_id": status.sqlValue,
          "entity_id": entity.id.sqlValue, "assigner_id": author.sqlValue,
        ]
      })
    for task in tasks { call.events.emit("task:new", ["task_id": JSON(task)], project: project) }
    // Written while the transaction still holds them.
    let output = JSONOutput(capacity: tasks.count * 1024)
    output.append(byte: UInt8(ascii: "["))
    var isFirst = true
    try tasks.inBatches { ids in
      if !isFirst { output.append(byte: UInt8(ascii: ",")) }
      isFirst = false
      try call.database.write(
        """
        SELECT \(Self.shape.select) FROM task JOIN task_type ON task_type.id = task.task_type_id
        JOIN task_status ON task_status.id = task.task_status_id WHERE task.id IN \(ids) ORDER BY task.id
        """, Self.shape, to: output
      ) {}
    }
    output.append(byte: UInt8(ascii: "]"))
    return Response(status: 201, body: .bytes(Array(output.bytes)))
  }
}

/// The status of tasks that nobody commented on.
enum DefaultStatus {
  /// The status that new tasks have; concepts have one of their own. It is made when there is none.
  static func ensure(forConcepts isConcept: Bool, _ call: Call) throws -> ID {
    let chosen = try call.database.ids(
      "SELECT id FROM task_status WHERE is_default AND COALESCE(for_concept, FALSE) = \(isConcept) ORDER BY id LIMIT 1")
    if let status = chosen.first { return status }
    let (name, shortName, color) = isConcept ? ("Neutral", "neutral", "#CCCCCC") : ("Todo", "todo", "#f5f5f5")
    if let known = try call.database.ids("SELECT id FROM task_status WHERE short_name = \(shortName) LIMIT 1").first { return known }
    let status = try call.database.insert(
      into: .taskStatus,
      [
        "name": .text(name), "short_name": .text(shortName), "color": .text(color), "is_default": true,
        "for_concept": isConcept.sqlValue,
      ])
    call.events.emit("task-status:new", ["task_status_id": JSON(status)])
    return status
  }
}
