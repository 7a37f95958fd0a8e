import Engine
import MariaDB
import Web

/// Whom a comment's text mentions: `@Full Name` of somebody in the team, `@Name` of a department, followed by a blank or the end of the
/// text (contract chapter 02, Algorithms).
struct Mentions {
  let people: [ID]
  let departments: [ID]

  /// Nobody.
  init() { (people, departments) = ([], []) }

  init(in text: String, project: ID?, _ database: Connection) throws {
    let team = try database.all(
      """
      SELECT person.id, \(PersonShape.fullName) FROM person JOIN project_person_link link ON link.person_id = person.id
      WHERE link.project_id = \(project) AND person.preview_project_id IS NULL ORDER BY person.id
      """
    ) { ($0.id(0), $0.text(1) ?? "") }
    let departments = try database.all("SELECT id, name FROM department ORDER BY id") { ($0.id(0), $0.text(1) ?? "") }
    people = team.filter { Self.mentions(text, $0.1) }.compactMap(\.0)
    self.departments = departments.filter { Self.mentions(text, $0.1) }.compactMap(\.0)
  }

  /// Does `@name` stand in the text with a blank, or nothing but one line break, behind it?
  static func mentions(_ text: String, _ name: String) -> Bool {
    guard !name.isEmpty else { return false }
    let bytes = Array(text.utf8)
    let wanted = Array("@\(name)".utf8)
    guard bytes.count >= wanted.count else { return false }
    for start in 0...(bytes.count - wanted.count) where bytes[start] == wanted[0] {
      guard bytes[start..<start + wanted.count].elementsEqual(wanted) else { continue }
      let rest = bytes[(start + wanted.count)...]
      if rest.isEmpty || rest.first == UInt8(ascii: " ") || rest.elementsEqual([UInt8(ascii: "\n")]) { return true }
    }
    return false
  }

  /// Writes them down for a new comment.
  func store(for comment: ID, _ database: Connection) throws {
    try database.insert("INSERT INTO comment_mentions (comment, person)", people.map { "(\(comment), \($0))" })
    try database.insert(
      "INSERT INTO comment_department_mentions (comment, department)", departments.map { "(\(comment), \($0))" })
  }

  /// Everybody to tell, once for each way they are mentioned: by name, and as a member of the team in a mentioned department.
  func addressees(project: ID?, _ database: Connection) throws -> [ID] {
    guard !departments.isEmpty else { return people }
    let members = try database.ids(
      """
      SELECT DISTINCT department_link.person_id FROM department_link
      JOIN project_person_link link ON link.person_id = department_link.person_id
      WHERE link.project_id = \(project) AND department_link.department_id IN \(departments)
      """)
    return people + members
  }
}
