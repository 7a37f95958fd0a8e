import MariaDB
import Web

extension Call {
  /// The rows of a query as a JSON array, written as they arrive.
  package func stream(_ sql: SQL, _ shape: Shape) -> Response {
    .stream { [database] output, flush in
      output.append(byte: UInt8(ascii: "["))
      try database.write(sql, shape, to: output, flush)
      output.append(byte: UInt8(ascii: "]"))
    }
  }

  /// The first row of a query as an object.
  /// - Parameter missing: what is answered when there is none.
  /// - Throws: 404 when there is none, and nothing to answer then.
  package func row(_ sql: SQL, _ shape: Shape, status: Int = 200, extras: JSON.Object = [:], or missing: JSON? = nil) throws -> Response {
    let output = JSONOutput(capacity: 4096)
    let found: Void? = try database.first(sql) { shape.write($0, to: output, extra: extras.isEmpty ? nil : extras) }
    if found != nil { return Response(status: status, body: .bytes(Array(output.bytes))) }
    guard let missing else { throw Failure.notFound() }
    return .json(missing)
  }
}

extension Connection {
  /// Writes the rows of a query, separated by commas.
  package func write(_ sql: SQL, _ shape: Shape, to output: JSONOutput, _ flush: () throws -> Void) throws {
    try write(sql, to: output, flush) { shape.write($0, to: output) }
  }

  /// Writes what `write` makes of each row of a query, separated by commas.
  package func write(_ sql: SQL, to output: JSONOutput, _ flush: () throws -> Void, _ write: (Row) -> Void) throws {
    var isFirst = true
    try stream(sql) { row in
      if !isFirst { output.append(byte: UInt8(ascii: ",")) }
      isFirst = false
      write(row)
      try flush()
    }
  }
}

extension Call {
  /// The rows of a query as documents, for answers that are put together of several queries.
  package func documents(_ sql: SQL, _ shape: Shape) throws -> [JSON] {
    try database.all(sql) { try shape.document($0) }
  }
}

extension Call {
  /// An object of lists: the rows by the text in the last column selected, which the query is ordered by.
  package func streamGroups(_ columns: SQL, by key: SQL, _ rest: SQL, _ shape: Shape) -> Response {
    .stream { [database] output, flush in
      output.append(byte: UInt8(ascii: "{"))
      var group: String?
      try database.stream("SELECT \(columns), \(key) \(rest)") { row in
        let next = row.text(row.count - 1) ?? "None"
        if next == group {
          output.append(byte: UInt8(ascii: ","))
        } else {
          if group != nil { output.append(raw: "],") }
          output.append(next)
          output.append(raw: ":[")
          group = next
        }
        shape.write(row, to: output)
        try flush()
      }
      if group != nil { output.append(byte: UInt8(ascii: "]")) }
      output.append(byte: UInt8(ascii: "}"))
    }
  }
}

extension Call {
  /// The rows of those ids as they are stored now, in the order of the ids; one that is named twice is there twice.
  package func rows(_ ids: [ID], of table: Table, _ shape: Shape, joins: SQL = "") throws -> Response {
    let output = JSONOutput()
    var rows: [ID: [UInt8]] = [:]
    for batch in Connection.batches(ids) {
      try database.stream(
        "SELECT \(shape.select), \(raw: table.name).id FROM \(raw: table.name)\(joins) WHERE \(raw: table.name).id IN \(batch)"
      ) { row in
        output.removeAll()
        shape.write(row, to: output)
        if let id = row.id(row.count - 1) { rows[id] = Array(output.bytes) }
      }
    }
    return .stream { output, flush in
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
