import MariaDB
import Web

/// What clients see of tasks: how far they are, and nobody's assignments, hours, dates or estimates (contract chapter 09, row 25).
package enum ClientView {
  private static let blanks: [String: String] = {
    let nulls = [
      "assigner_id", "difficulty", "start_date", "due_date", "end_date", "done_date", "real_start_date", "last_comment_date",
    ]
    let zeros = [
      "duration", "estimation", "priority", "retake_count", "completion_rate", "nb_assets_ready", "nb_drawings",
    ]
    return Dictionary(nulls.map { ($0, "null") } + zeros.map { ($0, "0") } + [("assignees", "[]")]) { first, _ in first }
  }()

  /// The keys of tasks with those that clients do not see left blank.
  package static func blanked(_ keys: [Shape.Key]) -> [Shape.Key] {
    keys.map { key in blanks[key.name].map { Shape.Key(name: key.name, source: .constant($0), isConcealed: key.isConcealed) } ?? key }
  }

  /// The same for those rows that meet a condition.
  package static func blanked(_ keys: [Shape.Key], where condition: SQL) -> [Shape.Key] {
    keys.map { key in
      guard let blank = blanks[key.name], case .value(let sql, let kind, let whenNull) = key.source else { return key }
      // The empty list is what stands for null.
      let hidden: SQL = "IF(\(condition), \(raw: blank == "[]" ? "NULL" : blank), \(sql))"
      return Shape.Key(name: key.name, source: .value(hidden, kind, whenNull: whenNull), isConcealed: key.isConcealed)
    }
  }
}

extension Standing {
  /// A shape of tasks of the project as the caller sees it.
  package func seen(_ shape: Shape) -> Shape { isClient ? Shape(keys: ClientView.blanked(shape.keys)) : shape }
}

extension Access {
  /// A shape of tasks of several projects as the caller sees it: in each by their role there.
  package func seen(_ shape: Shape) throws -> Shape {
    let projects = try projects(as: .client)
    return projects.isEmpty ? shape : Shape(keys: try blanked(shape.keys, in: projects))
  }

  /// The same for the keys of a shape.
  package func seen(_ keys: [Shape.Key]) throws -> [Shape.Key] {
    let projects = try projects(as: .client)
    return projects.isEmpty ? keys : try blanked(keys, in: projects)
  }

  private func blanked(_ keys: [Shape.Key], in projects: [ID]) throws -> [Shape.Key] {
    let teams = try database.count("SELECT COUNT(*) FROM project_person_link link WHERE link.person_id = \(caller.id)")
    return teams == projects.count
      ? ClientView.blanked(keys) : ClientView.blanked(keys, where: "task.project_id IN \(projects)")
  }

  /// Ids of the projects in which the caller has that role. No project makes an administrator, and no administrator is anything else.
  package func projects(as role: Role) throws -> [ID] {
    if isAdmin { return [] }
    return try database.ids(
      """
      SELECT link.project_id FROM project_person_link link
      WHERE link.person_id = \(caller.id) AND COALESCE(NULLIF(link.role, 'admin'), \(caller.role.rawValue)) = \(role.rawValue)
      """)
  }
}
