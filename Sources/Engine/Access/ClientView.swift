import MariaDB
import Web

/// What clients see of tasks: how far they are, and nobody's assignments, hours, dates or estimates (contract chapter 09, row 25).
package enum ClientView {
  private static let blanks: [String: String] = {
    let nulls = [
      "assigner_id", "difficulty", "start_date", "due_date", "end_date", "done_date", "real_start_date", "last_comment_date",
      "task_start_date", "task_due_date",
    ]
    let zeros = [
      "duration", "estimation", "priority", "retake_count", "completion_rate", "nb_assets_ready", "nb_drawings", "task_duration",
      "task_estimation",
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
