import Engine
import MariaDB
import Web

extension EntityCreation {
  /// Rows that one request may hold.
  static let maxRows = 10_000

  /// References of rows to what must be there: for each row the id in a field, if any.
  typealias References = (field: String, ids: [ID?], known: Set<ID>)

  /// - Throws: 400 that names every row with an id that is not known.
  static func refuseUnknown(_ references: References...) throws(Failure) {
    let errors = references.flatMap { field, ids, known in
      ids.enumerated().compactMap { index, id -> RowError? in
        guard let id, !known.contains(id) else { return nil }
        return RowError(index, field, "There is nothing of that id here.")
      }
    }
    if !errors.isEmpty { throw .rows(errors.sorted { $0.index < $1.index }) }
  }
}

extension Connection {
  /// The entities of a kind in a project, by their ids; what is unknown, or elsewhere, is left out.
  func entities(_ kind: EntityKind, _ ids: [ID], in project: ID) throws -> [ID: Record] {
    if ids.isEmpty { return [:] }
    let rows = try all(
      """
      SELECT \(Record.selection(.entity)) FROM entity
      WHERE entity.id IN \(Array(Set(ids))) AND entity.project_id = \(project) AND \(kind.condition())
      """
    ) { Record(.entity, $0) }
    return Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
  }
}

extension Call {
  /// The entity that a new one is to belong to, if any, by its id. - Throws: 404 when the project has none of that kind and id (oddity 05-15).
  @discardableResult
  func require(_ kind: EntityKind, _ id: ID?, in project: ID) throws -> [ID: Record] {
    let found = try database.entities(kind, [id].compactMap { $0 }, in: project)
    if let id, found[id] == nil { throw Failure.notFound("There is no such \(kind.eventName) in this project.") }
    return found
  }

  /// Entities as their plain rows in the order of the ids, one as often as it is named; status 201.
  func entityRows(_ ids: [ID], _ kind: EntityKind) throws -> Response {
    let shape = kind.shape
    let output = JSONOutput()
    var rows: [ID: [UInt8]] = [:]
    try database.stream("SELECT \(shape.select), entity.id FROM entity WHERE entity.id IN \(ids)") { row in
      output.removeAll()
      shape.write(row, to: output)
      if let id = row.id(row.count - 1) { rows[id] = Array(output.bytes) }
    }
    return .stream(status: 201) { output, flush in
      output.append(byte: UInt8(ascii: "["))
      for (index, id) in ids.enumerated() {
        if index > 0 { output.append(byte: UInt8(ascii: ",")) }
        output.append(rows[id] ?? [])
        try flush()
      }
      output.append(byte: UInt8(ascii: "]"))
    }
  }
}
