import MariaDB
import Web

/// Whole rows by the thousand, in few statements.
extension Connection {
  /// Values that one statement binds at most; the protocol takes 65,535.
  private static let maxValues = 10_000

  /// The rows of those ids that there are, by their ids.
  /// - Parameter isLocked: keeps other transactions from changing them until this one ends.
  package func records(_ table: Table, _ ids: [ID], isLocked: Bool = false) throws -> [ID: Record] {
    var found: [ID: Record] = [:]
    for batch in Self.batches(ids) {
      try stream(
        """
        SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE \(raw: table.name).id IN \(batch)\(raw: isLocked ? " FOR UPDATE" : "")
        """
      ) { row in
        let record = Record(table, row)
        found[record.id] = record
      }
    }
    return found
  }

  /// Those of the ids that are rows of the table.
  package func known(_ ids: Set<ID>, in table: String) throws -> Set<ID> {
    try Set(Self.batches(Array(ids)).flatMap { try self.ids("SELECT id FROM \(raw: table) WHERE id IN \($0)") })
  }

  /// The ids in lists that a statement can bind.
  package static func batches(_ ids: [ID]) -> [[ID]] {
    stride(from: 0, to: ids.count, by: maxValues).map { Array(ids[$0..<min($0 + maxValues, ids.count)]) }
  }

  /// Inserts rows as they are, with the ids and moments that they have.
  package func insert(_ records: [Record], into table: Table) throws { try insert(records, into: table.name, table) }

  private func insert(_ records: [Record], into name: String, _ table: Table) throws {
    let names = table.columns.map { quoted($0.name) }.joined(separator: ", ")
    try insert(
      "INSERT INTO \(raw: name) (\(raw: names))", records.map { record in "(\(record.row.map { "\($0)" as SQL }.joined(separator: ", ")))" }
    )
  }

  /// Gives stored rows the values of the records.
  /// - Parameter key: the columns that say which record is of which row.
  package func update(_ records: [Record], of table: Table, by key: [String] = ["id"]) throws {
    if records.isEmpty { return }
    let (name, columns) = ("changed_\(table.name)", table.columns.map(\.name))
    let selection = columns.map(quoted).joined(separator: ", ")
    try execute("CREATE OR REPLACE TEMPORARY TABLE \(raw: name) AS SELECT \(raw: selection) FROM \(raw: table.name) WHERE FALSE")
    try insert(records, into: name, table)
    let condition = key.map { "\(table.name).\(quoted($0)) = \(name).\(quoted($0))" }.joined(separator: " AND ")
    let changes = columns.filter { !key.contains($0) }.map { "\(table.name).\(quoted($0)) = \(name).\(quoted($0))" }.joined(separator: ", ")
    // From the records to the rows: nobody knows how many there are of either.
    try execute("UPDATE \(raw: name) STRAIGHT_JOIN \(raw: table.name) ON \(raw: condition) SET \(raw: changes)")
    try execute("DROP TEMPORARY TABLE \(raw: name)")
  }

  /// Makes ids related rows of several owners. Links that stay keep what else they hold.
  /// - Parameters:
  ///   - wanted: ids that there are, by the owner; none twice.
  ///   - isReplacing: takes away those that are not wanted.
  package func set(_ relation: Relation, to wanted: [ID: [ID]], isReplacing: Bool) throws {
    switch relation.kind {
    case .links(let link, let owner, let other):
      try setLinks(link, from: owner, via: other, to: wanted, isReplacing: isReplacing)
    case .children(let column):
      guard let target = Table.named(relation.target) else { return }
      let owners = wanted.flatMap { owner, ids in ids.map { ($0, owner) } }
      let parents = Dictionary(owners) { $1 }
      if isReplacing {
        let former = try Self.batches(Array(wanted.keys)).flatMap { batch in
          try ids("SELECT id FROM \(raw: target.name) WHERE \(raw: quoted(column)) IN \(batch)")
        }
        for batch in Self.batches(former.filter { parents[$0] == nil }) {
          try execute("UPDATE \(raw: target.name) SET \(raw: quoted(column)) = NULL WHERE id IN \(batch)")
        }
      }
      let children = try records(target, Array(parents.keys), isLocked: true).map { id, child in
        var child = child
        child[column] = parents[id].sqlValue
        return child
      }
      try update(children, of: target)
    }
  }

  private func setLinks(_ link: String, from owner: String, via other: String, to wanted: [ID: [ID]], isReplacing: Bool) throws {
    var present: [ID: Set<ID>] = [:]
    for batch in Self.batches(Array(wanted.keys)) {
      let columns: SQL = "\(raw: quoted(owner)), \(raw: quoted(other))"
      try stream("SELECT \(columns) FROM \(raw: link) WHERE \(raw: quoted(owner)) IN \(batch)") { row in
        if let owner = row.id(0), let other = row.id(1) { present[owner, default: []].insert(other) }
      }
    }
    if isReplacing {
      let gone = present.flatMap { owner, others in others.subtracting(wanted[owner] ?? []).map { "(\(owner), \($0))" as SQL } }
      if !gone.isEmpty {
        try execute("CREATE OR REPLACE TEMPORARY TABLE gone_links (owner UUID NOT NULL, other UUID NOT NULL)")
        try insert("INSERT INTO gone_links (owner, other)", gone)
        try execute(
          """
          DELETE \(raw: link) FROM gone_links STRAIGHT_JOIN \(raw: link)
          ON \(raw: link).\(raw: quoted(owner)) = gone_links.owner AND \(raw: link).\(raw: quoted(other)) = gone_links.other
          """)
        try execute("DROP TEMPORARY TABLE gone_links")
      }
    }
    // Some links have an id of their own.
    let hasID = Table.named(link)?.column("id") != nil
    let added = wanted.flatMap { owner, others in
      others.filter { present[owner]?.contains($0) != true }.map { other in
        hasID ? "(\(owner), \(other), \(ID.make()))" : "(\(owner), \(other))" as SQL
      }
    }
    try insert("INSERT INTO \(raw: link) (\(raw: quoted(owner)), \(raw: quoted(other))\(raw: hasID ? ", id" : ""))", added)
  }
}

extension Table {
  /// The first rows among those of the ids whose references point farther than their columns may (`Reach`); nil when none does.
  /// - Parameter columns: names of the columns and relations that were written.
  package func firstOutOfReach(_ ids: [ID], writing written: Set<String>, _ database: Connection) throws -> (id: ID, name: String)? {
    let checks = reachChecks(of: written)
    if checks.isEmpty { return nil }
    let violations = checks.map { "(\($0.violation))" as SQL }
    for batch in Connection.batches(ids) {
      let found = try database.first(
        """
        SELECT \(raw: name).id, \(violations.joined(separator: ", ")) FROM \(raw: name)
        WHERE \(raw: name).id IN \(batch) AND (\(violations.joined(separator: " OR "))) LIMIT 1
        """
      ) { row in (row.id(0), checks.indices.first { row.bool($0 + 1) }) }
      if let id = found?.0, let check = found?.1 { return (id, checks[check].name) }
    }
    return nil
  }

  /// The productions of the rows of those ids; rows of none are left out.
  package func productions(of ids: [ID], _ database: Connection) throws -> [ID: ID] {
    guard isOfProduction else { return [:] }
    var found: [ID: ID] = [:]
    for batch in Connection.batches(ids) {
      try database.stream("SELECT id, \(production(of: name)) FROM \(raw: name) WHERE id IN \(batch)") { row in
        if let id = row.id(0) { found[id] = row.id(1) }
      }
    }
    return found
  }
}
