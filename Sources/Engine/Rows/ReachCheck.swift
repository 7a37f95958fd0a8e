import MariaDB
import Web

/// Refuses references that point farther than their column may (`Reach`). It looks after the write, in its transaction: what is checked is
/// what was stored, in whatever form it was sent.
struct ReachCheck {
  let table: Table
  let call: Call

  /// Takes out of a body what the server writes itself, except for administrators, who bring data from elsewhere.
  func removeServerFields(_ body: inout JSON.Object) throws {
    if try call.access.isAdmin { return }
    for column in table.columns where column.reach == .server { body[column.name] = nil }
    for relation in table.relations where relation.reach == .server { body[relation.name] = nil }
  }

  /// The production of a stored row; nil where it has none.
  func production(of id: ID) throws -> ID? {
    guard table.isOfProduction else { return nil }
    return try call.database.ids("SELECT \(table.production(of: table.name)) FROM \(raw: table.name) WHERE id = \(id)").first
  }

  /// The productions of rows that a write is about to make its own: afterwards nothing shows any more where they were.
  func claimed(_ changes: Changes) throws -> Set<ID> {
    var productions: Set<ID> = []
    for (relation, ids) in changes.relations where relation.reach != .anywhere && !ids.isEmpty {
      guard case .children = relation.kind, let target = Table.named(relation.target), target.isOfProduction else { continue }
      productions.formUnion(
        try call.database.ids("SELECT DISTINCT \(target.production(of: target.name)) FROM \(raw: target.name) WHERE id IN \(ids)"))
    }
    return productions
  }

  /// - Parameters:
  ///   - changes: what was written.
  ///   - claimed: the productions of rows that it made its own.
  ///   - former: the production of the row before; nil for a new one, and for one that belonged to none.
  /// - Throws: 400, like a reference that names nothing.
  func check(_ changes: Changes, of id: ID, former: ID? = nil, claimed: Set<ID>) throws {
    let written = Set(changes.columns.filter { !$0.value.isNull }.map(\.column.name) + changes.relations.map(\.relation.name))
    let checks = table.reachChecks(of: written)
    // One of the owners may have moved the row to another production.
    guard !checks.isEmpty || !written.isDisjoint(with: table.ownerColumns) else { return }
    let now = try production(of: id)
    if let former, now != former { throw Self.refusal }
    if claimed.contains(where: { $0 != now }) { throw Self.refusal }
    if former == nil, let now, table.name != Table.project.name, try !call.access.isAdmin, try !call.access.standing(in: now).isMember {
      throw Self.refusal
    }
    if checks.isEmpty { return }
    let violations = checks.map(\.violation).joined(separator: ", ")
    let isViolated = try call.database.first("SELECT \(violations) FROM \(raw: table.name) WHERE id = \(id)") { row in
      (0..<checks.count).contains { row.bool($0) }
    }
    if isViolated == true { throw Self.refusal }
  }

  private static let refusal = Failure.row("The change conflicts with records referencing this one.")
}
