import Engine
import MariaDB
import Web

/// What a file belongs to, read from its path with the help of the project's file tree (contract chapter 07, Guess from path).
struct PathGuess {
  static func declare(in routes: inout Routes) {
    for path in ["guess-from-path", "guess_from_path"] {
      routes.post("/data/entities/\(path)", "Guess from a path what a file belongs to", body, then: answer)
    }
  }

  private typealias Body = (project: String, path: String, separator: String)

  private static let body = Step<Body>.fields { fields in
    (
      project: fields.text("project_id", atLeast: 1), path: fields.text("file_path", atLeast: 1),
      separator: fields.text("sep", atLeast: 1, default: "/")
    )
  }

  /// Bytes of a path that systems take (PATH_MAX of Linux). It is compared with each template of the tree.
  private static let longestPath = 4096

  private static func answer(_ call: Call, _ body: Body) throws -> Response {
    if body.path.utf8.count > longestPath { throw Failure.parameter("file_path takes more than \(longestPath) bytes.") }
    guard let project = ID(body.project),
      let tree = try call.database.first("SELECT file_tree FROM project WHERE id = \(project)", { $0.text(0) })
    else { throw Failure.notFound("There is no such project.") }
    try call.check(.team, in: project)
    guard case .object(let modes)? = try? JSON.parse(tree ?? "null") else {
      throw Failure.parameter("No tree can be found for given project.")
    }
    let matches = matches(body.path, modes, separator: body.separator)
    let guess = try PathGuess(matches, in: project, call.database)
    var answers: [JSON] = []
    var known: Set<String> = []
    for match in matches {
      let answer = guess.resolve(match)
      if known.insert(answer.description).inserted { answers.append(answer) }
    }
    return .json(.array(answers))
  }

  // MARK: Templates

  /// A folder template that the path may be made from.
  private struct Match {
    let template: String
    let names: [(tag: String, name: String)]
  }

  /// Over all modes of the tree. What is no mode or no template is left out.
  private static func matches(_ path: String, _ modes: JSON.Object, separator: String) -> [Match] {
    var matches: [Match] = []
    for (_, mode) in byLength(modes) {
      guard let folders = mode["folder_path"].object, let mountpoint = mode["mountpoint"].text else { continue }
      let style = folders["style"]?.text
      let parent = mountpoint + separator + (mode["root"].text.flatMap { $0.isEmpty ? nil : $0 + separator } ?? "")
      let (root, path) = (styled(parent, style), styled(path, style))
      guard path.hasPrefix(root) else { continue }
      let parts = FolderTemplate.split(String(path.dropFirst(root.count)), separator)
      for (name, template) in byLength(folders) {
        guard let names = template.text.flatMap({ FolderTemplate.names($0, parts, separator: separator) }) else { continue }
        matches.append(Match(template: name, names: names))
      }
    }
    return matches
  }

  /// The order in which clients have always seen the members of a tree.
  private static func byLength(_ object: JSON.Object) -> [(name: String, value: JSON)] {
    object.sorted { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }
  }

  private static func styled(_ path: String, _ style: String?) -> String {
    switch style {
    case "lowercase": path.lowercased()
    case "uppercase": path.uppercased()
    default: path
    }
  }

  // MARK: Names

  /// A row with one of the names in the path: of the project's entities and tasks, or of the studio's types.
  private struct Named {
    /// An entity's kind, or the table.
    let kind: String
    let id: ID
    /// In lower case.
    let name: String
    let type: ID?
    /// An entity's parent, a task's entity.
    let parent: ID?
  }

  /// By their name.
  private let rows: [String: [Named]]

  /// Reads all rows that may be meant, the oldest first: it is taken where several have the name.
  private init(_ matches: [Match], in project: ID, _ database: Connection) throws {
    let names = Set(matches.flatMap { $0.names.map { $0.name.lowercased() } }).sorted()
    func named(_ table: String) -> SQL { "LOWER(\(raw: table).name) IN \(names)" }
    let studio = ["entity_type", "task_type", "department", "output_type"].map { table in
      "SELECT '\(raw: table)', id, LOWER(name), NULL, NULL, created_at FROM \(raw: table) WHERE \(named(table))" as SQL
    }
    let found = try database.all(
      """
      SELECT 'project', id, LOWER(name), NULL, NULL, created_at FROM project WHERE id = \(project) AND \(named("project"))
      UNION ALL SELECT \(EntityKind.expression()), id, LOWER(name), entity_type_id, parent_id, created_at FROM entity
      WHERE project_id = \(project) AND \(named("entity"))
      UNION ALL SELECT 'task', task.id, LOWER(task.name), task.task_type_id, task.entity_id, task.created_at
      FROM task JOIN entity ON entity.id = task.entity_id AND entity.project_id = \(project) AND \(named("entity")) WHERE \(named("task"))
      UNION ALL \(studio.joined(separator: " UNION ALL ")) ORDER BY 6, 2
      """
    ) { row in
      row.id(1).map { Named(kind: row.text(0) ?? "", id: $0, name: row.text(2) ?? "", type: row.id(3), parent: row.id(4)) }
    }.compactMap { $0 }
    rows = Dictionary(grouping: found, by: \.name)
  }

  /// The ids of what a match names, up to the first name that nothing has.
  private func resolve(_ match: Match) -> JSON {
    var answer: JSON.Object = ["Template": .text(match.template)]
    var found: [String: ID] = [:]
    for (tag, name) in match.names {
      if let text = Self.text(tag, name) {
        answer[tag] = .text(text)
      } else if let id = find(tag, name.lowercased(), found) {
        found[tag] = id
        answer[tag] = JSON(id)
      } else {
        break
      }
    }
    return .object(answer)
  }

  /// What is a text or a number itself.
  private static func text(_ tag: String, _ name: String) -> String? {
    switch tag {
    case "Name", "Representation": name.isEmpty ? nil : name
    case "Version": Int(name.trimmingBlanks()).flatMap { $0 == 0 ? nil : String($0) }
    default: nil
    }
  }

  private func find(_ tag: String, _ name: String, _ found: [String: ID]) -> ID? {
    func row(_ kind: String, _ condition: (Named) -> Bool = { _ in true }) -> ID? {
      rows[name]?.first { $0.kind == kind && condition($0) }?.id
    }
    switch tag {
    case "Project": return row("project")
    case "AssetType", "TemporalEntityType": return row("entity_type")
    case "TaskType": return row("task_type")
    case "Department": return row("department")
    case "OutputType": return row("output_type")
    case "Task":
      guard let type = found["TaskType"], let entity = found["Asset"] ?? found["Shot"] ?? found["Scene"] else { return nil }
      return row("task") { $0.type == type && $0.parent == entity }
    default: break
    }
    guard found["Project"] != nil else { return nil }
    switch tag {
    case "Episode": return row("Episode")
    case "Sequence": return row("Sequence") { $0.parent == found["Episode"] ?? $0.parent }
    case "Scene": return row("Scene") { $0.parent == found["Sequence"] ?? $0.parent }
    case "Shot":
      guard let sequence = found["Sequence"] else { return nil }
      return row("Shot") { $0.parent == sequence }
    case "Asset":
      guard let type = found["AssetType"] else { return nil }
      return row("Asset") { $0.type == type }
    case "TemporalEntity":
      guard let type = found["TemporalEntityType"] else { return nil }
      return rows[name]?.first { $0.type == type && $0.kind != "task" }?.id
    default: return nil
    }
  }
}
