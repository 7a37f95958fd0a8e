import MariaDB
import Web

/// Inserting, updating and deleting rows with their links.
extension Connection {
  /// Inserts a row and its relations. Answers its id.
  package func insert(_ changes: Changes, into table: Table, id: ID = .make()) throws -> ID {
    let columns = changes.columns.filter { !Coercion.generated.contains($0.column.name) }
    let names = (["id", "created_at", "updated_at"] + columns.map(\.column.name)).map(quoted).joined(separator: ", ")
    let values = (["\(id)", "UTC_TIMESTAMP(6)", "UTC_TIMESTAMP(6)"] + columns.map { "\($0.value)" as SQL }).joined(separator: ", ")
    try execute("INSERT INTO \(raw: table.name) (\(raw: names)) VALUES (\(values))")
    for (relation, ids) in changes.relations { try set(relation, of: id, to: ids) }
    return id
  }

  /// Inserts a row that the server makes itself. The names are those of columns; what is not named has the table's default.
  @discardableResult
  package func insert(into table: Table, _ values: [String: Value]) throws -> ID {
    table.checkNames(values.keys)
    var changes = Changes()
    for column in table.columns where !Coercion.generated.contains(column.name) {
      let fallback = try column.fallback.map { try Coercion.value($0, column) } ?? .null
      changes.columns.append((column, values[column.name] ?? fallback))
    }
    return try insert(changes, into: table)
  }

  /// Inserts rows that the server makes itself, as the function for one row does, by few statements. Answers their ids in the same order,
  /// which is also theirs.
  package func insert(into table: Table, rows: [[String: Value]]) throws -> [ID] {
    for row in rows { table.checkNames(row.keys) }
    let columns = table.columns.filter { !Coercion.generated.contains($0.name) }
    let fallbacks = try columns.map { column in try column.fallback.map { try Coercion.value($0, column) } ?? .null }
    // Two made within a fraction of a microsecond may be in the wrong order.
    let ids = rows.map { _ in ID.make() }.sorted()
    let names = (["id", "created_at", "updated_at"] + columns.map(\.name)).map(quoted).joined(separator: ", ")
    let tuples = zip(ids, rows).map { id, row in
      let values = zip(columns, fallbacks).map { "\(row[$0.name] ?? $1)" as SQL }
      return "(\(id), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), \(values.joined(separator: ", ")))" as SQL
    }
    try insert("INSERT INTO \(raw: table.name) (\(raw: names))", tuples)
    return ids
  }

  /// Runs an insertion of any number of rows, in statements that are as long as the server takes them.
  /// - Parameters:
  ///   - tuples: the values of each row in parentheses.
  ///   - tail: what follows them, for rows that are there already.
  package func insert(_ head: SQL, _ tuples: [SQL], _ tail: SQL = "") throws {
    var batch: [SQL] = []
    var (places, bytes) = (0, 0)
    for tuple in tuples {
      let size = tuple.values.reduce(tuple.text.utf8.count) { $0 + ($1.text?.utf8.count ?? 8) }
      if !batch.isEmpty, places + tuple.values.count > 10_000 || bytes + size > 4_000_000 {
        try execute("\(head) VALUES \(batch.joined(separator: ", ")) \(tail)")
        batch.removeAll()
        (places, bytes) = (0, 0)
      }
      batch.append(tuple)
      places += tuple.values.count
      bytes += size
    }
    if !batch.isEmpty { try execute("\(head) VALUES \(batch.joined(separator: ", ")) \(tail)") }
  }

  /// Updates a row; `updated_at` moves in any case.
  package func update(_ changes: Changes, of table: Table, id: ID) throws {
    let assignments = (changes.columns.map { "\(raw: quoted($0.column.name)) = \($0.value)" } + ["updated_at = UTC_TIMESTAMP(6)" as SQL])
    try execute("UPDATE \(raw: table.name) SET \(assignments.joined(separator: ", ")) WHERE id = \(id)")
    for (relation, ids) in changes.relations { try set(relation, of: id, to: ids) }
  }

  /// Gives each of several rows a number of its own; their `updated_at` moves.
  package func update(_ column: String, of table: Table, to numbers: [(id: ID, number: Int)]) throws {
    for start in stride(from: 0, to: numbers.count, by: 1000) {
      let batch = numbers[start..<min(start + 1000, numbers.count)]
      let cases = batch.map { "WHEN \($0.id) THEN \($0.number)" as SQL }.joined(separator: " ")
      try execute(
        """
        UPDATE \(raw: table.name) SET \(raw: quoted(column)) = CASE id \(cases) END, updated_at = UTC_TIMESTAMP(6)
        WHERE id IN \(batch.map(\.id))
        """)
    }
  }

  /// Deletes a row with its links; children that it shows as a relation stay, without it.
  package func delete(_ row: Record) throws {
    for relation in row.table.relations {
      switch relation.kind {
      case .links(let link, let owner, _): try execute("DELETE FROM \(raw: link) WHERE \(raw: owner) = \(row.id)")
      case .children(let column):
        try execute("UPDATE \(raw: relation.target) SET \(raw: column) = NULL WHERE \(raw: column) = \(row.id)")
      }
    }
    try execute("DELETE FROM \(raw: row.table.name) WHERE id = \(row.id)")
  }

  /// Makes `ids` the related rows. Those that do not exist are skipped; links that stay keep what else they hold.
  package func set(_ relation: Relation, of id: ID, to wanted: [ID]) throws {
    guard Set(wanted).count == wanted.count else { throw Failure.row("A record with the same unique values already exists.") }
    let known = try wanted.isEmpty ? [] : ids("SELECT id FROM \(raw: relation.target) WHERE id IN \(wanted)")
    switch relation.kind {
    case .links(let link, let owner, let other):
      let present = try ids("SELECT \(raw: other) FROM \(raw: link) WHERE \(raw: owner) = \(id)")
      let gone = Set(present).subtracting(known)
      if !gone.isEmpty { try execute("DELETE FROM \(raw: link) WHERE \(raw: owner) = \(id) AND \(raw: other) IN \(Array(gone))") }
      let added = known.filter { !present.contains($0) }
      guard !added.isEmpty else { return }
      // Some links have an id of their own.
      let hasID = Table.named(link)?.column("id") != nil
      let rows = added.map { hasID ? "(\(id), \($0), \(ID.make()))" : "(\(id), \($0))" as SQL }
      try execute(
        """
        INSERT INTO \(raw: link) (\(raw: owner), \(raw: other)\(raw: hasID ? ", id" : "")) VALUES \(rows.joined(separator: ", "))
        """)
    case .children(let column):
      try execute(
        "UPDATE \(raw: relation.target) SET \(raw: column) = NULL WHERE \(raw: column) = \(id) AND id NOT IN \(known)")
      if !known.isEmpty { try execute("UPDATE \(raw: relation.target) SET \(raw: column) = \(id) WHERE id IN \(known)") }
    }
  }
}

extension Table {
  /// A name that is no column of the table ends the program: nobody would notice that the value is not stored.
  fileprivate func checkNames(_ names: some Sequence<String>) {
    for name in names where index(of: name) == nil { preconditionFailure("\(self.name) has no column \(name)") }
  }
}
