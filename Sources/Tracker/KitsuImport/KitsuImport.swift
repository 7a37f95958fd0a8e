import Engine
import MariaDB
import Web

/// Stores the rows that another server hands over, each under its own id: a row that is there is changed, the others are made. All of them
/// are stored by few statements, or none.
struct KitsuImport {
  /// Rows that one request may hold.
  private static let maxRows = 100_000

  let kind: KitsuKind
  let call: Call
  private var table: Table { kind.table }

  static func declare(in routes: inout Routes) {
    for kind in KitsuKind.all {
      let rows = kind.table.spokenName
      routes.post("/import/kitsu/\(kind.path)", weight: .bulk, "Import rows of another server: \(rows)", .document) { call, document in
        guard let elements = document.array else { throw Failure.parameter("A list of entities is expected.") }
        // Clients expect it of everybody else (oddity 08-8).
        guard try call.access.isAdmin else { return .json([]) }
        if elements.count > maxRows {
          throw Failure.plain(413, "At most \(maxRows) rows are accepted at once; these are \(elements.count).")
        }
        do {
          return try KitsuImport(kind: kind, call: call).run(elements)
        } catch let error as DatabaseError {
          guard let failure = Failure(integrity: error) else { throw error }
          throw Failure.parameter(failure.body["message"].text ?? "")
        }
      }
    }
  }

  // MARK: Steps

  private func run(_ elements: [JSON]) throws -> Response {
    var problems = Problems()
    let sent = try self.sent(elements, &problems)
    let stored = try self.stored(sent)
    let convert = try kind.prepare(sent.map(\.row), call)
    var reader = KitsuRowReader(kind: kind, now: Call.now)
    var rows: [KitsuRow] = []
    var places: [[ID]: Int] = [:]
    var wanted: [String: [ID: [ID]]] = [:]
    // Each as a row of the body makes it: one that comes twice is made, then changed.
    var actions: [(place: Int, action: RowAction)] = []
    for (index, key, object) in sent {
      let place = places[key]
      let former = place.map { rows[$0].record } ?? stored[key]
      var object = object
      convert(&object, former)
      let read = reader.read(object, former: former)
      problems.add(read.errors, at: index)
      let record = read.record
      if let place { rows[place].record = record } else { rows.append(KitsuRow(index: index, record: record, former: former)) }
      places[key] = place ?? rows.count - 1
      actions.append((place ?? rows.count - 1, former == nil ? .new : .update))
      for (name, ids) in read.related { wanted[name, default: [:]][record.id] = ids }
    }
    try problems.throwIfAny()
    try refuseUnknown(rows, reader.written, &problems)
    wanted = try known(wanted, rows, &problems)
    try problems.throwIfAny()
    try write(rows, wanted, Set(reader.written).union(wanted.keys))
    try announce(rows, actions)
    return try call.rows(actions.map { rows[$0.place].record.id }, of: table, kind.shape, joins: kind.joins)
  }

  private typealias Sent = (index: Int, key: [ID], row: JSON.Object)

  /// The rows of the body with what says which they are.
  private func sent(_ elements: [JSON], _ problems: inout Problems) throws -> [Sent] {
    var sent: [Sent] = []
    for (index, element) in elements.enumerated() {
      guard case .object(var row) = element else {
        problems.add([("", "An object with named fields is expected.")], at: index)
        continue
      }
      var key: [ID] = []
      for column in kind.key {
        let id = row[column]?.text.flatMap { ID($0) ?? ID(undashed: $0) }
        if let id { key.append(id) } else { problems.add([(column, "An id is expected.")], at: index) }
      }
      if let only = kind.only {
        problems.add(only.filter { row[$0] == nil }.sorted().map { ($0, "It is missing.") }, at: index)
        row.removeAll { !only.contains($0) }
      }
      row.removeAll { kind.dropped.contains($0) }
      if key.count == kind.key.count { sent.append((index, key, row)) }
    }
    try problems.throwIfAny()
    return sent
  }

  /// The rows that there are, locked, by what says which they are.
  private func stored(_ sent: [Sent]) throws -> [[ID]: Record] {
    var found: [[ID]: Record] = [:]
    if kind.key == ["id"] {
      for (id, record) in try call.database.records(table, sent.map { $0.key[0] }, isLocked: true) { found[[id]] = record }
      return found
    }
    // Links: all of the first ends that are named.
    let columns = kind.key
    for batch in Connection.batches(Array(Set(sent.map { $0.key[0] }))) {
      try call.database.stream(
        "SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE \(raw: quoted(columns[0])) IN \(batch) FOR UPDATE"
      ) { row in
        let record = Record(table, row)
        found[columns.compactMap { record.id($0) }] = record
      }
    }
    return found
  }

  /// References to rows that there are not: nothing of the database says which row of the body it refuses.
  private func refuseUnknown(_ rows: [KitsuRow], _ written: Set<String>, _ problems: inout Problems) throws {
    for column in table.columns where written.contains(column.name) {
      guard let target = column.target else { continue }
      var known = try call.database.known(Set(rows.compactMap { $0.record.id(column.name) }), in: target)
      for row in rows {
        if let id = row.record.id(column.name), id != row.former?.id(column.name), !known.contains(id) {
          problems.add([(column.name, "There is nothing of that id here.")], at: row.index)
        }
        if target == table.name { known.insert(row.record.id) }
      }
    }
  }

  /// Of the related ids those that there are, each once.
  private func known(_ wanted: [String: [ID: [ID]]], _ rows: [KitsuRow], _ problems: inout Problems) throws -> [String: [ID: [ID]]] {
    var result: [String: [ID: [ID]]] = [:]
    for (name, lists) in wanted {
      guard let relation = table.relation(name) else { continue }
      var known = try call.database.known(Set(lists.values.joined()), in: relation.target)
      if relation.target == table.name { known.formUnion(rows.map(\.record.id)) }
      for row in rows {
        guard let ids = lists[row.record.id] else { continue }
        if kind.links[name] == .added, !known.isSuperset(of: ids) {
          problems.add([(name, "It holds an id of which there is nothing here.")], at: row.index)
        }
        var seen: Set<ID> = []
        result[name, default: [:]][row.record.id] = ids.filter { known.contains($0) && seen.insert($0).inserted }
      }
    }
    return result
  }

  private func write(_ rows: [KitsuRow], _ wanted: [String: [ID: [ID]]], _ written: Set<String>) throws {
    let (database, ids) = (call.database, rows.map(\.record.id))
    let before = try table.productions(of: rows.compactMap(\.former?.id), database)
    try database.insert(rows.filter { $0.former == nil }.map(\.record), into: table)
    try database.update(rows.filter { $0.former != nil }.map(\.record), of: table, by: kind.key)
    for (name, lists) in wanted {
      guard let relation = table.relation(name) else { continue }
      try claim(relation, lists)
      try database.set(relation, to: lists, isReplacing: kind.links[name] == .replaced)
    }
    try kind.check(rows, call)
    let outside = "It names what belongs to another production."
    func refuse(_ row: KitsuRow?, _ name: String) throws { throw Failure.rows([RowError(row?.index ?? 0, name, outside)]) }
    if let (id, name) = try table.firstOutOfReach(ids, writing: written, database) {
      try refuse(rows.first { $0.record.id == id }, name)
    }
    let after = try table.productions(of: ids, database)
    for row in rows {
      if let former = row.former, let production = before[former.id], after[row.record.id] != production { try refuse(row, "") }
    }
  }

  /// Rows that become those of another row stay in their production: afterwards nothing shows any more where they were.
  private func claim(_ relation: Relation, _ lists: [ID: [ID]]) throws {
    guard case .children = relation.kind, let target = Table.named(relation.target) else { return }
    let theirs = try target.productions(of: lists.values.flatMap { $0 }, call.database)
    let ours = try table.productions(of: Array(lists.keys), call.database)
    for (owner, ids) in lists where ids.contains(where: { theirs[$0] != nil && theirs[$0] != ours[owner] }) {
      throw Failure.parameter("\(relation.name) of \(owner) names what belongs to another production.")
    }
  }

  private func announce(_ rows: [KitsuRow], _ actions: [(place: Int, action: RowAction)]) throws {
    if ["1", "true", "yes"].contains(call.request.query["silent"]?.lowercased()) { return }
    let productions = try table.productions(of: rows.map(\.record.id), call.database)
    let event = try kind.event(rows, call)
    for (place, action) in actions {
      let record = rows[place].record
      let (name, data) = event(record)
      call.events.emit("\(name):\(action.rawValue)", data, project: productions[record.id])
    }
  }
}

/// What is wrong with the rows of a body.
struct Problems {
  /// What an answer names at most.
  private static let limit = 100
  private var errors: [RowError] = []

  mutating func add(_ found: [(field: String, message: String)], at index: Int) {
    if errors.count < Self.limit { errors += found.map { RowError(index, $0.field, $0.message) } }
  }

  func throwIfAny() throws(Failure) {
    if !errors.isEmpty { throw .rows(errors) }
  }
}
