import Engine
import MariaDB
import Web

/// Stores records of ShotGrid as rows: one that came earlier, or is the same by its name, is changed, the others are made (contract chapter
/// 08, ShotGrid imports). All of a body, or nothing.
struct ShotGridImport {
  private static let maxRecords = 100_000

  let kind: ShotGridKind
  let call: Call
  private var table: Table { kind.table }
  private var database: Connection { call.database }

  static func declare(in routes: inout Routes) {
    for kind in ShotGridKind.all {
      routes.post("/import/shotgun/\(kind.path)", weight: .bulk, "Import ShotGrid records: \(kind.path)", .may(.admin), .document) {
        call, _, document in
        let records = try self.records(document)
        return try Failure.mappingIntegrity { try ShotGridImport(kind: kind, call: call).run(records) }
      }
    }
  }

  /// - Throws: 400 for what is no list of objects.
  static func records(_ document: JSON) throws(Failure) -> [ShotGridRecord] {
    guard let elements = document.array else { throw .parameter("A list of ShotGrid records is expected.") }
    if elements.count > maxRecords { throw .plain(413, "At most \(maxRecords) records are accepted at once; these are \(elements.count).") }
    var records: [ShotGridRecord] = []
    for element in elements {
      guard case .object(let fields) = element else { throw .parameter("A ShotGrid record is an object with named fields.") }
      records.append(ShotGridRecord(fields: fields))
    }
    return records
  }

  // MARK: Steps

  private struct Entry {
    var record: Record
    let isNew: Bool
    var related: [String: [ID]] = [:]
  }

  private func run(_ all: [ShotGridRecord]) throws -> Response {
    // A record without one of its fields is left out (contract chapter 08).
    let records = all.filter { record in record.number("id") != nil && kind.required.allSatisfy { record.has($0) } }
    let draft = try kind.prepare(records, call)
    let drafts = try records.compactMap { record in try draft(record).map { (record, $0) } }
    var entries: [Entry] = []
    var answered: [(record: ShotGridRecord, place: Int)] = []
    var places = Places(kind)
    for record in try stored(drafts.map { ($0.0, $0.1) }) {
      places.add(record, at: entries.count)
      entries.append(Entry(record: record, isNew: false))
    }
    var changed: Set<Int> = []
    for (record, draft) in drafts {
      let number = record.number("id")
      var values = draft.values
      values["shotgun_id"] = number.sqlValue
      let found = places.find(number, values)
      let isTaken = places.isTaken(values, but: found)
      if isTaken, found == nil { continue }
      let place = found ?? entries.count
      if let found {
        let kept = isTaken ? Set(kind.unique) : []
        for (column, value) in values where kind.updates?.contains(column) != false && !kept.contains(column) {
          entries[found].record[column] = value
        }
      } else {
        entries.append(Entry(record: try new(values), isNew: true))
      }
      for (name, ids) in draft.related { entries[place].related[name] = ids }
      places.add(entries[place].record, at: place)
      changed.insert(place)
      answered.append((record, place))
    }
    try write(changed.sorted().map { entries[$0] })
    let rows = answered.map { (record: $0.record, row: entries[$0.place].record) }
    try kind.finish(rows, call)
    return try call.rows(rows.map(\.row.id), of: table, kind.shape)
  }

  /// The rows that may be meant, locked, the oldest first.
  private func stored(_ drafts: [(record: ShotGridRecord, draft: ShotGridKind.Draft)]) throws -> [Record] {
    var rows: [ID: Record] = [:]
    func add(_ column: String, _ values: [Value]) throws {
      // Names of task types are compared without regard to case.
      let isFolded = kind.foldsNames && column == "name"
      let values = Array(Set(values.filter { !$0.isNull }.map { isFolded ? .text($0.text?.lowercased() ?? "") : $0 }))
      let compared = SQL(raw: isFolded ? "LOWER(\(table.name).\(column))" : "\(table.name).\(quoted(column))")
      for start in stride(from: 0, to: values.count, by: 10_000) {
        try database.stream(
          """
          SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE \(compared) IN
          \(Array(values[start..<min(start + 10_000, values.count)])) AND \(kind.condition) FOR UPDATE
          """
        ) { row in
          let record = Record(table, row)
          rows[record.id] = record
        }
      }
    }
    try add("shotgun_id", drafts.map { $0.record.number("id").sqlValue })
    for columns in [kind.second, kind.unique] {
      if let column = columns.first { try add(column, drafts.map { $0.draft.values[column] ?? .null }) }
    }
    return rows.values.sorted { $0.id < $1.id }
  }

  /// A row with the table's defaults where nothing is said.
  private func new(_ values: [String: Value]) throws -> Record {
    var record = Record(table, values: ["id": ID.make().sqlValue, "created_at": Call.now.sqlValue, "updated_at": Call.now.sqlValue])
    for column in table.columns {
      if let value = values[column.name] {
        record[column.name] = value
      } else if let fallback = column.fallback {
        record[column.name] = try Coercion.value(fallback, column)
      }
    }
    return record
  }

  private func write(_ entries: [Entry]) throws {
    let (fresh, stored) = (entries.filter(\.isNew).map(\.record), entries.filter { !$0.isNew }.map(\.record))
    try database.insert(fresh, into: table)
    try database.update(
      stored.map { record in
        var record = record
        record["updated_at"] = Call.now.sqlValue
        return record
      }, of: table)
    for relation in table.relations {
      var wanted: [ID: [ID]] = [:]
      for entry in entries { if let ids = entry.related[relation.name] { wanted[entry.record.id] = ids } }
      if !wanted.isEmpty { try database.set(relation, to: wanted, isReplacing: true) }
    }
    try check(entries.map(\.record))
  }
}

extension ShotGridImport {
  /// ShotGrid's ids lead anywhere: what is stored belongs to one production. - Throws: 400.
  private func check(_ rows: [Record]) throws {
    let columns = Set(table.columns.map(\.name))
    if let (id, name) = try table.firstOutOfReach(rows.map(\.id), writing: columns, database) {
      let number = rows.first { $0.id == id }?.integer("shotgun_id") ?? 0
      throw Failure.parameter("\(name) of the record \(number) leads to another production.")
    }
    guard table.name == Table.entity.name else { return }
    let errors = try EntityWriting.misplaced(rows.enumerated().map { ($0, $1, nil) }, database)
    if let error = errors.first {
      throw Failure.parameter("\(error.field) of the record \(rows[error.index].integer("shotgun_id") ?? 0): \(error.message)")
    }
    for row in rows {
      if let problem = row.text("data").flatMap({ Metadata.problem($0) }) { throw Failure.parameter(problem) }
    }
  }
}

/// Where rows are, by what says which is meant.
private struct Places {
  private let kind: ShotGridKind
  private var byNumber: [Value: Int] = [:]
  private var bySecond: [[Value]: Int] = [:]
  private var byUnique: [[Value]: Set<Int>] = [:]

  init(_ kind: ShotGridKind) { self.kind = kind }

  mutating func add(_ record: Record, at place: Int) {
    let values = record.values
    if let number = values["shotgun_id"], !number.isNull, byNumber[number] == nil { byNumber[number] = place }
    if !kind.second.isEmpty, bySecond[key(kind.second, values)] == nil { bySecond[key(kind.second, values)] = place }
    if !kind.unique.isEmpty { byUnique[key(kind.unique, values), default: []].insert(place) }
  }

  func find(_ number: Int?, _ values: [String: Value]) -> Int? {
    byNumber[number.sqlValue] ?? (kind.second.isEmpty ? nil : bySecond[key(kind.second, values)])
  }

  /// Has another row what no two may have in common?
  func isTaken(_ values: [String: Value], but place: Int?) -> Bool {
    kind.unique.isEmpty ? false : byUnique[key(kind.unique, values)]?.contains { $0 != place } ?? false
  }

  private func key(_ columns: [String], _ values: [String: Value]) -> [Value] {
    columns.map { column in
      let value = values[column] ?? .null
      return kind.foldsNames && column == "name" ? .text(value.text?.lowercased() ?? "") : value
    }
  }
}
