import Engine
import MariaDB
import Web

/// Lists of what happened, newest first, that go on from a row the client has already (a cursor).
enum Chronicle {
  static func newest(_ shape: Shape, of table: Table, _ conditions: [SQL], _ limit: Int) -> SQL {
    let condition: SQL = conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))"
    return "SELECT \(shape.select) FROM \(raw: table.name)\(condition) ORDER BY created_at DESC, id DESC LIMIT \(limit)"
  }

  /// The rows behind the cursor. Rows written together have one time: the id goes on within them, so that none is left out.
  /// - Throws: 400 when there is no such row.
  static func older(than cursor: ID, in table: Table, _ database: Connection) throws -> SQL {
    let time = try database.first("SELECT created_at FROM \(raw: table.name) WHERE id = \(cursor)") { $0.text(0) }
    guard let time else { throw Failure.parameter("The cursor \(cursor) is the id of no row that is still there.") }
    return "created_at <= \(time) AND (created_at < \(time) OR id < \(cursor))"
  }
}

extension DeclaredParameters {
  /// Rows of an answer: 100 when the client does not say, never more than 1000.
  func limit() throws(Failure) -> Int {
    guard let limit = try integer("limit", default: 100), limit >= 0 else {
      throw .parameter("limit must be a number of rows, 0 or more.")
    }
    return min(limit, 1000)
  }

  /// What is strictly after and before the times of these names.
  func period() throws(Failure) -> [SQL] {
    var conditions: [SQL] = []
    if let after = try time("after") { conditions.append("created_at > \(after)") }
    if let before = try time("before") { conditions.append("created_at < \(before)") }
    return conditions
  }

  private func time(_ name: String) throws(Failure) -> DateTime? {
    guard let text = try text(name) else { return nil }
    guard let time = DateTime(query: text) else {
      throw .parameter("The arguments before and after must be as 2020-01-05T13:23:10 or 2020-01-05.")
    }
    return time
  }

  /// Nil when absent or null. - Throws: 400 for what is no UUID.
  func id(_ name: String) throws(Failure) -> ID? {
    guard let text = try text(name) else { return nil }
    guard let id = ID(text) else { throw .parameter("The parameter \(name) is not a valid id.") }
    return id
  }

  /// Nil when absent. - Throws: 400 when one is no UUID.
  func ids(_ name: String) throws(Failure) -> [ID]? {
    guard let list = list(name) else { return nil }
    var ids: [ID] = []
    for element in list {
      guard let id = element.text.flatMap({ ID($0) }) else { throw .parameter("The parameter \(name) contains an invalid id.") }
      ids.append(id)
    }
    return ids
  }

  /// Halves of event names: small letters, digits and dashes. Nil when absent. - Throws: 400 for anything else.
  func nameParts(_ name: String) throws(Failure) -> [String]? {
    guard let list = list(name) else { return nil }
    var parts: [String] = []
    for element in list {
      let part = element.text ?? element.integer.map { String($0) } ?? ""
      let isFormed = !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      guard isFormed else { throw .parameter("The parameter \(name) must hold small letters, digits and dashes only.") }
      parts.append(part)
    }
    return parts
  }
}
