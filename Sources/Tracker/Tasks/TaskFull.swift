import Engine
import MariaDB
import Web

/// A task with what it is of, who works on it and where it stands in its project (contract chapter 06, TaskFull).
enum TaskFull {
  static func answer(_ call: Call, _ task: Subject<TaskFacts>) throws -> Response {
    let shape = try call.access.seen(Self.shape)
    let isFollowed: SQL = """
      EXISTS (SELECT 1 FROM subscription WHERE subscription.task_id = task.id AND subscription.person_id = \(try call.callerID))
      """
    let found = try call.database.first(
      """
      SELECT \(shape.select), \(isFollowed), entity_type.name, entity.parent_id, task.assigner_id FROM task
      LEFT JOIN entity ON entity.id = task.entity_id LEFT JOIN entity_type ON entity_type.id = entity.entity_type_id
      LEFT JOIN project ON project.id = task.project_id LEFT JOIN task_status ON task_status.id = task.task_status_id
      LEFT JOIN task_type ON task_type.id = task.task_type_id WHERE task.id = \(task.row.id)
      """
    ) { row in
      let end = shape.width
      return (
        row: try shape.document(row), isFollowed: row.bool(end), kind: row.text(end + 1), parent: row.id(end + 2), assigner: row.id(end + 3)
      )
    }
    guard let found else { throw Failure.notFound("There is no such task.") }
    var answer: JSON.Object = [:]
    for (name, value) in found.row.object ?? [:] {
      answer[name] = value
      guard name == "entity_type" else { continue }
      answer["is_subscribed"] = .bool(found.isFollowed)
      answer["persons"] = .array(task.standing.isClient ? [] : try assignees(of: task, call))
    }
    if !task.standing.isClient, let assigner = found.assigner {
      let shape = PersonShape.seen(by: task.standing.role, call.configuration)
      answer["assigner"] = try call.documents("SELECT \(shape.select) FROM person WHERE person.id = \(assigner)", shape).first
    }
    for (name, row) in try place(of: found.row["entity"], kind: found.kind, parent: found.parent, call) { answer[name] = row }
    return .json(.object(answer))
  }

  private static let shape: Shape = {
    func nested(_ name: String, _ table: Table) -> Shape.Key {
      Shape.Key(name: name, source: .nested(presence: SQL(raw: "\(table.name).id"), Shape(table).keys))
    }
    return Shape(
      keys: Shape(.task, relations: true).keys + [
        nested("entity", .entity), nested("entity_type", .entityType), nested("project", .project), nested("task_status", .taskStatus),
        nested("task_type", .taskType),
      ])
  }()

  /// Managers see everything but secrets, the others what colleagues see.
  private static func assignees(of task: Subject<TaskFacts>, _ call: Call) throws -> [JSON] {
    let shape = PersonShape.seen(by: task.standing.role, departments: false, call.configuration)
    return try call.documents(
      """
      SELECT \(shape.select) FROM person WHERE person.id IN
      (SELECT link.person_id FROM task_person_link link WHERE link.task_id = \(task.row.id)) ORDER BY person.id
      """, shape)
  }

  /// The sequence and the episode, as far as there are.
  /// - Throws: 404 when a shot is in what is no sequence.
  private static func place(of entity: JSON, kind: String?, parent: ID?, _ call: Call) throws -> JSON.Object {
    guard let parent else { return [:] }
    func row(_ id: ID, _ kind: EntityKind) throws -> JSON? {
      let shape = try call.access.seen(kind.shape)
      return try call.documents("SELECT \(shape.select) FROM entity WHERE entity.id = \(id) AND \(kind.condition())", shape).first
    }
    switch kind.map(EntityKind.init(type:)) {
    case .shot, .scene:
      guard let sequence = try row(parent, .sequence) else { throw Failure.notFound("What the entity is in is no sequence.") }
      var place: JSON.Object = ["sequence": sequence]
      if let id = sequence["parent_id"].text.flatMap({ ID($0) }), let episode = try row(id, .episode) { place["episode"] = episode }
      return place
    case .sequence:
      var place: JSON.Object = ["sequence": entity]
      if let episode = try row(parent, .episode) { place["episode"] = episode }
      return place
    default: return [:]
    }
  }
}
