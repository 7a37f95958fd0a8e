import Engine
import MariaDB
import Web

/// A record as ShotGrid's own API answers it: fields, of which some are links to other records.
struct ShotGridRecord: Sendable {
  let fields: JSON.Object

  /// The value at a path: `project.name`, or of the first of a list, `tasks.0.id`. Null where there is none.
  subscript(_ path: String) -> JSON {
    path.split(separator: ".").reduce(JSON.object(fields)) { value, step in
      Int(step).map { index in value.array.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .null } ?? value[String(step)]
    }
  }

  func has(_ field: String) -> Bool { fields[field] != nil }
  func text(_ path: String) -> String? { self[path].text }
  func number(_ path: String) -> Int? { self[path].integer.flatMap { Int(exactly: $0) } }

  /// The ids of the records that a field links to.
  func numbers(_ field: String) -> [Int] {
    self[field].array?.compactMap { $0["id"].integer.flatMap { Int(exactly: $0) } } ?? []
  }

  /// A studio's own fields that are not null.
  func ownFields(but excluded: Set<String>) -> JSON.Object {
    var own: JSON.Object = [:]
    for (name, value) in fields where name.hasPrefix("sg_") && !value.isNull && !excluded.contains(name) { own[name] = value }
    return own
  }

  /// `r,g,b` as `#rrggbb`; black where there is none.
  func color(_ field: String) -> String {
    let parts = (text(field) ?? "").split(separator: ",").compactMap { UInt8($0.trimmingBlanks()) }
    guard parts.count == 3 else { return "#000000" }
    return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Rows that came from ShotGrid earlier, by the ids that they have there.
struct ShotGridIDs: Sendable {
  private let ids: [Int: ID]

  /// - Parameter condition: which rows of the table are looked at.
  init(_ table: Table, _ numbers: [Int?], where condition: SQL = "TRUE", _ database: Connection) throws {
    var ids: [Int: ID] = [:]
    let wanted = Array(Set(numbers.compactMap { $0 }))
    for start in stride(from: 0, to: wanted.count, by: 10_000) {
      try database.stream(
        """
        SELECT shotgun_id, id FROM \(raw: table.name) WHERE shotgun_id IN \(Array(wanted[start..<min(start + 10_000, wanted.count)]))
        AND \(condition) ORDER BY id DESC
        """
      ) { row in
        if let number = row.int(0) { ids[number] = row.id(1) }
      }
    }
    self.ids = ids
  }

  subscript(_ number: Int?) -> ID? { number.flatMap { ids[$0] } }
}

extension Connection {
  /// Rows by a name that is unique among them.
  func named(_ names: [String?], in table: Table, by column: String = "name") throws -> [String: ID] {
    let rows = try all(
      "SELECT \(raw: column), id FROM \(raw: table.name) WHERE \(raw: column) IN \(Array(Set(names.compactMap { $0 })))"
    ) { ($0.text(0) ?? "", $0.id(1)) }
    return Dictionary(rows.compactMap { name, id in id.map { (name, $0) } }) { first, _ in first }
  }
}

extension Call {
  /// Rows by their names; those that there are not are made, and announced where the event has a name.
  func ensure(_ names: [(name: String, values: [String: Value])], in table: Table, event: String? = nil) throws -> [String: ID] {
    var known = try database.named(names.map(\.name), in: table)
    var missing: [[String: Value]] = []
    var seen = Set(known.keys)
    for (name, values) in names where seen.insert(name).inserted { missing.append(values.merging(["name": .text(name)]) { $1 }) }
    for (id, row) in zip(try database.insert(into: table, rows: missing), missing) {
      if let name = row["name"]?.text { known[name] = id }
      if let event { events.emit("\(event):new", ["\(event.replacing("-", with: "_"))_id": JSON(id)]) }
    }
    return known
  }
}
