import Engine
import MariaDB
import Web

/// The columns of a sheet about tasks: for each task type its status, a comment, and who works on it (contract chapter 08, Task columns).
/// Exports have those who work on it in the column behind the status, under `Assignations`.
struct TaskColumns {
  private struct Column {
    let type: ID
    let name: String
    let status: Int?
    let comment: Int?
    let assignees: Int?
  }

  /// What a row says of a task.
  private struct Wish {
    let type: ID
    let status: ID?
    let comment: String?
    let assignees: [ID]
  }

  private let kind: EntityKind
  private let project: ID
  private let types: [ID]
  /// Of types of assets that have a list of task types of their own.
  private var workflows: [ID: Set<ID>] = [:]
  private let columns: [Column]
  private let statuses: Directory
  private let people: Directory
  private var wishes: [(place: Int, wish: Wish)] = []

  init(_ entities: EntityImport) throws {
    (kind, project, people) = (entities.kind, entities.project, entities.people)
    let (database, headers) = (entities.call.database, entities.sheet.headers)
    statuses = try Directory.statuses(database)
    let isOfKind: SQL =
      kind == .asset ? "(task_type.for_entity = 'Asset' OR task_type.for_entity IS NULL)" : "task_type.for_entity = \(kind.rawValue)"
    let found = try database.all(
      """
      SELECT task_type.id, task_type.name FROM project_task_type_link link JOIN task_type ON task_type.id = link.task_type_id
      WHERE link.project_id = \(project) AND \(isOfKind) ORDER BY task_type.id
      """
    ) { row in row.id(0).map { (id: $0, name: row.text(1) ?? "") } }.compactMap { $0 }
    types = found.map(\.id)
    columns = found.compactMap { type in
      let status = headers.firstIndex(of: type.name)
      var assignees = headers.firstIndex(of: type.name + " assignations")
      if assignees == nil, let status, status + 1 < headers.count, headers[status + 1] == "Assignations" { assignees = status + 1 }
      let comment = headers.firstIndex(of: type.name + " comment")
      guard status != nil || assignees != nil || comment != nil else { return nil }
      return Column(type: type.id, name: type.name, status: status, comment: comment, assignees: assignees)
    }
    guard kind == .asset else { return }
    try database.stream("SELECT asset_type_id, task_type_id FROM task_type_asset_type_link") { row in
      if let type = row.id(0), let taskType = row.id(1) { workflows[type, default: []].insert(taskType) }
    }
  }

  mutating func read(_ cells: inout Cells, of place: Int) {
    for column in columns {
      let status = column.status.flatMap { cells.row[$0]?.trimmingBlanks().nonEmpty }
      let names = (column.assignees.flatMap { cells.row[$0] } ?? "").split(separator: ",").map { $0.trimmingBlanks() }.filter {
        !$0.isEmpty
      }
      let comment = column.comment.flatMap { cells.row[$0] }
      guard status != nil || !names.isEmpty || comment?.isEmpty == false else { continue }
      let statusID = status.flatMap { cells.find($0, in: statuses, column.name, or: "Task status not found for") }
      let assignees = names.compactMap { cells.find($0, in: people, column.name + " assignations", or: "Person not found for") }
      wishes.append((place, Wish(type: column.type, status: statusID, comment: comment, assignees: assignees)))
    }
  }

  // MARK: Applying

  private struct Key: Hashable {
    let entity: ID
    let type: ID
  }

  private struct Task {
    let id: ID
    let status: ID?
  }

  /// Makes the tasks that are missing, then does what the rows say of them. Comments go through everything that a comment sets in motion, one
  /// by one; a row that says nothing new makes none (oddity 08-14).
  /// - Returns: the places of entities of whose tasks something changed.
  func apply(to entities: [ImportedEntity], _ call: Call) throws -> Set<Int> {
    var tasks: [Key: Task] = [:]
    try call.database.stream(
      """
      SELECT task.entity_id, task.task_type_id, task.id, task.task_status_id FROM task JOIN entity ON entity.id = task.entity_id
      WHERE entity.project_id = \(project) AND \(kind.condition()) ORDER BY task.id DESC
      """
    ) { row in
      if let entity = row.id(0), let type = row.id(1), let id = row.id(2) {
        tasks[Key(entity: entity, type: type)] = Task(id: id, status: row.id(3))
      }
    }
    var touched = try makeMissing(entities, &tasks, call)
    let assigned = try assign(entities, tasks, call)
    touched.formUnion(assigned)
    touched.formUnion(try comment(entities, tasks, call))
    return touched
  }

  /// New assets and those that are named again get all tasks of their type; shots and edits only when they are new. What a row speaks of
  /// is made in any case.
  private func makeMissing(_ entities: [ImportedEntity], _ tasks: inout [Key: Task], _ call: Call) throws -> Set<Int> {
    var wanted: [(place: Int, type: ID)] = []
    for (place, entity) in entities.enumerated() where entity.isNew || (kind == .asset && named.contains(place)) {
      let workflow = entity.record.id("entity_type_id").flatMap { workflows[$0] }
      for type in types where workflow?.contains(type) ?? true { wanted.append((place, type)) }
    }
    wanted += wishes.map { ($0.place, $0.wish.type) }
    var missing: [(key: Key, place: Int)] = []
    var seen: Set<Key> = []
    for (place, type) in wanted {
      let key = Key(entity: entities[place].record.id, type: type)
      if tasks[key] == nil, seen.insert(key).inserted { missing.append((key, place)) }
    }
    if missing.isEmpty { return [] }
    let (status, author) = (try DefaultStatus.ensure(forConcepts: false, call), try call.callerID)
    let ids = try call.database.insert(
      into: .task,
      rows: missing.map { missing in
        [
          "name": "main", "project_id": project.sqlValue, "task_type_id": missing.key.type.sqlValue, "task_status_id": status.sqlValue,
          "entity_id": missing.key.entity.sqlValue, "assigner_id": author.sqlValue,
        ]
      })
    for (id, task) in zip(ids, missing) {
      tasks[task.key] = Task(id: id, status: status)
      call.events.emit("task:new", ["task_id": JSON(id)], project: project)
    }
    return Set(missing.map(\.place))
  }

  /// Places of entities that rows name, whatever they say of them.
  var named: Set<Int> = []

  private func assign(_ entities: [ImportedEntity], _ tasks: [Key: Task], _ call: Call) throws -> Set<Int> {
    var links: [(task: ID, person: ID, place: Int)] = []
    for (place, wish) in wishes {
      guard let task = tasks[Key(entity: entities[place].record.id, type: wish.type)] else { continue }
      links += wish.assignees.map { (task.id, $0, place) }
    }
    if links.isEmpty { return [] }
    struct Link: Hashable {
      let task: ID
      let person: ID
    }
    var known: Set<Link> = []
    for batch in Connection.batches(Array(Set(links.map(\.task)))) {
      try call.database.stream("SELECT task_id, person_id FROM task_person_link WHERE task_id IN \(batch)") { row in
        if let task = row.id(0), let person = row.id(1) { known.insert(Link(task: task, person: person)) }
      }
    }
    let new = links.filter { known.insert(Link(task: $0.task, person: $0.person)).inserted }
    try call.database.insert("INSERT INTO task_person_link (task_id, person_id)", new.map { "(\($0.task), \($0.person))" as SQL })
    for link in new {
      call.events.emit("task:assign", ["task_id": JSON(link.task), "person_id": JSON(link.person)], project: project)
      call.events.emit("task:update", ["task_id": JSON(link.task)], project: project)
    }
    return Set(new.map(\.place))
  }

  private func comment(_ entities: [ImportedEntity], _ tasks: [Key: Task], _ call: Call) throws -> Set<Int> {
    let asked = wishes.compactMap { place, wish -> (place: Int, wish: Wish, task: Task)? in
      guard let task = tasks[Key(entity: entities[place].record.id, type: wish.type)] else { return nil }
      let isChange = wish.status != nil && wish.status != task.status
      return isChange || wish.comment?.isEmpty == false ? (place, wish, task) : nil
    }
    var last: [ID: String] = [:]
    for batch in Connection.batches(asked.filter { $0.wish.comment?.isEmpty == false }.map(\.task.id)) {
      try call.database.stream("SELECT object_id, text FROM comment WHERE object_id IN \(batch) ORDER BY created_at, id") { row in
        if let task = row.id(0) { last[task] = row.text(1) ?? "" }
      }
    }
    let (author, pipeline) = (try call.callerID, CommentPipeline(call))
    var touched: Set<Int> = []
    for (place, wish, known) in asked {
      guard let status = wish.status ?? known.status else { continue }
      let text = wish.comment ?? ""
      guard status != known.status || (!text.isEmpty && last[known.id] != text) else { continue }
      let task = try CommentedTask(known.id, status: status, call.database)
      // One that was sent back often enough is passed over.
      if task.isRetakeRefused { continue }
      try pipeline.post(CommentDraft(author: author, status: status, text: text), on: task)
      last[known.id] = text
      touched.insert(place)
    }
    return touched
  }
}
