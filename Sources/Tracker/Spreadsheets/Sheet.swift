import Engine
import Glibc
import MariaDB
import Web

/// A spreadsheet that came in: its header and its rows without the blank ones (contract chapter 08, CSV upload).
struct Sheet {
  struct Row {
    /// In the file, from 1.
    let line: Int
    fileprivate let cells: [String]
    fileprivate let places: [String: Int]

    /// Nil where there is no such column, or where the row ends before it.
    subscript(_ header: String) -> String? { places[header].flatMap { self[$0] } }

    subscript(_ place: Int) -> String? { cells.indices.contains(place) ? cells[place] : nil }

    /// The text of a cell with something in it.
    func filled(_ headers: String...) -> String? { headers.lazy.compactMap { self[$0]?.trimmingBlanks().nonEmpty }.first }
  }

  /// More rows are no list that a person made.
  private static let mostRows = 200_000

  let headers: [String]
  let rows: [Row]

  func has(_ header: String) -> Bool { headers.contains(header) }

  /// - Parameter isPlain: takes away the apostrophes that exports put before formulas.
  /// - Throws: 400 for what is no such file, or lacks a column; 413 for one with too many rows.
  fileprivate init(_ bytes: [UInt8], required: [String], isPlain: Bool) throws {
    var reader = try CSVReader(bytes)
    headers = try reader.next()?.fields ?? []
    let places = Dictionary(headers.enumerated().map { ($1, $0) }) { first, _ in first }
    var rows: [Row] = []
    while let record = try reader.next() {
      if record.fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      guard rows.count < Self.mostRows else { throw Failure.plain(413, "At most \(Self.mostRows) rows are read from one file.") }
      rows.append(Row(line: record.line, cells: isPlain ? record.fields.map(Formula.plain) : record.fields, places: places))
    }
    self.rows = rows
    guard let first = rows.first else { return }
    var problems = SheetProblems()
    for header in required where places[header] == nil { problems.add(first, header, "A columns is missing: '\(header)'") }
    try problems.throwIfAny()
  }
}

extension Step where Value == Sheet {
  /// The file `file` of a form. - Parameter required: the columns that it must have.
  static func sheet(_ required: [String]) -> Step {
    Step(StepNote(weight: .bulk)) { call in
      let file = try call.request.files(in: call.configuration.store.stagingFolder).first { $0.field == "file" }
      guard let file else { throw Failure.plain(400, "A form with the spreadsheet in the field file is expected.") }
      return try Sheet(file.content.bytes(), required: required, isPlain: call.configuration.neutralisesFormulas)
    }
  }
}

extension OpenFile {
  /// The whole content.
  fileprivate func bytes() throws(Failure) -> [UInt8] {
    let size = size
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, isRead, let base = buffer.baseAddress {
        let part = pread(descriptor, base + count, size - count, count)
        if part > 0 { count += part } else { isRead = part < 0 && errno == EINTR }
      }
    }
    guard bytes.count == size else { throw .internalError }
    return bytes
  }
}

/// What is wrong with the rows of a sheet: all of it is told at once, and nothing is stored.
struct SheetProblems {
  /// What an answer names at most.
  private static let most = 1000
  private var errors: [(line: Int, column: String, message: String)] = []

  mutating func add(_ row: Sheet.Row, _ column: String, _ message: String) {
    if errors.count < Self.most { errors.append((row.line, column, message)) }
  }

  /// - Throws: 400 in the original's form, which tells of the first row, with the list of all of them.
  func throwIfAny() throws(Failure) {
    guard let first = errors.first else { return }
    let list = errors.map { error -> JSON in
      ["line_number": JSON(error.line), "column": .text(error.column), "message": .text(error.message)]
    }
    throw Failure(
      status: 400,
      body: [
        "error": true, "message": .text(first.message), "line_number": JSON(first.line), "imported_rows": 0, "errors": .array(list),
      ])
  }
}

/// What became of each row of a sheet.
struct SheetOutcomes {
  enum Outcome: String {
    case created, updated, unchanged
  }

  private var rows: [(line: Int, outcome: Outcome, id: ID?)] = []

  /// A later change of a row that was made or changed before does not take that back.
  mutating func add(_ row: Sheet.Row, _ outcome: Outcome, _ id: ID? = nil) { rows.append((row.line, outcome, id)) }

  /// With `dry_run=true` the request ends here: what it did is told, and rolled back.
  func endDryRun(_ call: Call) throws {
    guard call.request.query.flag("dry_run") else { return }
    var counts: [Outcome: Int] = [:]
    for row in rows { counts[row.outcome, default: 0] += 1 }
    let list = rows.map { row -> JSON in ["line_number": JSON(row.line), "outcome": .text(row.outcome.rawValue)] }
    // Thrown, because that is what takes everything back.
    throw Failure(
      status: 200,
      body: [
        "dry_run": true, "created": JSON(counts[.created] ?? 0), "updated": JSON(counts[.updated] ?? 0),
        "unchanged": JSON(counts[.unchanged] ?? 0), "rows": .array(list),
      ])
  }

  /// The rows of a table in the order of the sheet; null where a row of the sheet made none.
  func answer(_ table: Table, _ shape: Shape, _ call: Call) throws -> Response {
    try endDryRun(call)
    let output = JSONOutput()
    var written: [ID: [UInt8]] = [:]
    for batch in Connection.batches(Array(Set(rows.compactMap(\.id)))) {
      try call.database.stream(
        "SELECT \(shape.select), \(raw: table.name).id FROM \(raw: table.name) WHERE \(raw: table.name).id IN \(batch)"
      ) {
        row in
        output.removeAll()
        shape.write(row, to: output)
        if let id = row.id(row.count - 1) { written[id] = Array(output.bytes) }
      }
    }
    return .stream(status: 201) { [rows] output, flush in
      output.append(byte: UInt8(ascii: "["))
      for (index, row) in rows.enumerated() {
        if index > 0 { output.append(byte: UInt8(ascii: ",")) }
        if let id = row.id, let bytes = written[id] { output.append(bytes) } else { output.appendNull() }
        try flush()
      }
      output.append(byte: UInt8(ascii: "]"))
    }
  }
}
