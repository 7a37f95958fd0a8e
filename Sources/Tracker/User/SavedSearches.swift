import Engine
import MariaDB
import Web

/// The search filters, or the groups of them, that the caller sees in the lists of the web app: `{list: {project or "all": [row]}}`
/// (contract chapter 03, FilterMap). Those are the caller's own and the shared ones; of a production that they are in while it is open; of a department
/// for its people and for managers.
struct SavedSearches {
  private let shape: Shape
  private let sql: SQL

  /// - Parameter table: `searchFilter` or `searchFilterGroup`.
  init(_ table: Table, _ call: Call) throws {
    let access = try call.access
    shape = Shape(table)
    let isInDepartment: SQL =
      access.caller.role.isManager ? "TRUE" : "(department_id IS NULL OR department_id IN \(try access.departments()))"
    // A list is named even if all that it has is a department's; that is seen of groups only.
    let isSeen: SQL = table.name == Table.searchFilter.name ? isInDepartment : "TRUE"
    let projects = call.configuration.sharesFiltersEverywhere ? ProjectStatus.openProjects : access.visibleProjects
    sql = """
      SELECT \(shape.select), list_type, IF(\(isInDepartment), COALESCE(CAST(project_id AS CHAR(36)), 'all'), NULL) FROM \(raw: table.name)
      WHERE (person_id = \(access.caller.id) OR is_shared) AND \(isSeen)
      AND (project_id IS NULL OR project_id IN \(projects))
      ORDER BY list_type, project_id, created_at DESC, id DESC
      """
  }

  func write(from database: Connection, to output: JSONOutput) throws {
    var list: String?
    var place: String?
    output.append(byte: UInt8(ascii: "{"))
    try database.stream(sql) { row in
      let there = (list: row.text(shape.width), place: row.text(shape.width + 1))
      if there.list != list {
        output.append(raw: place == nil ? "" : "]")
        output.append(raw: list == nil ? "" : "},")
        (list, place) = (there.list, nil)
        output.append(list ?? "")
        output.append(raw: ":{")
      }
      guard let key = there.place else { return }
      if key == place {
        output.append(byte: UInt8(ascii: ","))
      } else {
        output.append(raw: place == nil ? "" : "],")
        place = key
        output.append(key)
        output.append(raw: ":[")
      }
      shape.write(row, to: output)
    }
    output.append(raw: place == nil ? "" : "]")
    output.append(raw: list == nil ? "}" : "}}")
  }
}
