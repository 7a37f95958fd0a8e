import MariaDB
import Web

/// How a row is written out: the keys in order, and what is selected for each.
///
/// A shape makes both sides of a query: `select` is the list of expressions, `write` turns a row of them into JSON without anything in
/// between.
package struct Shape: Sendable {
  /// One key of the object.
  package struct Key: Sendable {
    package enum Source: Sendable {
      /// A selected expression, written as its column's kind; JSON text stands for null.
      case value(SQL, Column.Kind, whenNull: String = "null")
      /// A member of a selected JSON document that is an object, of any type.
      case member(SQL, String)
      /// Is the selected id among those that are given with the row?
      case isAmong(SQL)
      /// The id of a row that is joined one to many: the list is gathered over the rows of the result (`Shape.write(_:gathering:to:)`).
      case gathered(SQL)
      /// JSON text that is the same for every row.
      case constant(String)
      /// A joined row, or null where the expression `presence` is null.
      case nested(presence: SQL, [Key])
      /// What the writer of the row puts there itself.
      case part

      /// A selected JSON array of ids; null is the empty list.
      package static func ids(_ sql: SQL) -> Source { .value(sql, .json, whenNull: "[]") }
    }

    package let name: String
    package let source: Source
    /// Selected, so that shapes with and without the key share a query, but not written.
    package var isConcealed = false

    package init(name: String, source: Source, isConcealed: Bool = false) {
      self.name = name
      self.source = source
      self.isConcealed = isConcealed
    }

    package init(_ name: String, _ source: Source) { self.init(name: name, source: source) }

    /// An expression of a kind.
    package init(_ name: String, _ sql: SQL, _ kind: Column.Kind = .uuid, whenNull: String = "null") {
      self.init(name: name, source: .value(sql, kind, whenNull: whenNull))
    }

    /// A column under its own name, or under another.
    package init(_ table: Table, _ column: String, as name: String? = nil, whenNull: String = "null") {
      self.init(name ?? column, SQL(raw: "\(table.name).\(quoted(column))"), table.column(column)?.kind ?? .text, whenNull: whenNull)
    }

    /// Columns under their own names, separated by blanks.
    package static func columns(_ names: String, of table: Table) -> [Key] {
      names.split(separator: " ").map { Key(table, String($0)) }
    }
  }

  package let keys: [Key]
  /// The expressions to select, for `SELECT \(shape.select) FROM …`.
  package let select: SQL
  /// How many expressions that are.
  package let width: Int
  private let program: RowProgram

  /// - Parameters:
  ///   - leading: expressions that stand first in the result, for whoever reads it.
  ///   - isCompact: writes arrays of the values alone.
  package init(keys: [Key], leading: [SQL]? = nil, isCompact: Bool = false) {
    self.keys = keys
    program = RowProgram(keys, leading: leading, isCompact: isCompact)
    select = program.expressions.joined(separator: ", ")
    width = program.expressions.count
  }

  /// The plain row of a table (contract chapter 01, section 2).
  /// - Parameters:
  ///   - alias: the name that the table goes by in the query.
  ///   - relations: shows the related ids too.
  ///   - hidden: columns that are left out.
  ///   - type: an SQL expression for `type`, where the model's name is not it.
  package init(_ table: Table, as alias: String? = nil, relations: Bool = false, hiding hidden: Set<String> = [], type: SQL? = nil) {
    let alias = alias ?? table.name
    var keys: [Key] = []
    var last: [Key] = []
    for field in table.fields {
      switch field {
      case .column(let column):
        if column.kind == .bytes || hidden.contains(column.name) { continue }
        keys.append(Key(name: column.name, source: .value(SQL(raw: "\(alias).\(quoted(column.name))"), column.kind)))
      case .relation(let relation):
        guard relations, !hidden.contains(relation.name) else { continue }
        let key = Key(name: relation.name, source: .ids(relation.selection(of: alias)))
        if relation.isAfterType { last.append(key) } else { keys.append(key) }
      }
    }
    keys.append(Key(name: "type", source: type.map { .value($0, .text) } ?? .constant("\"\(table.model)\"")))
    self.init(keys: keys + last)
  }

  /// The shape with `key` put behind the key `name`, or at the end.
  package func adding(_ key: Key, after name: String? = nil) -> Shape {
    var keys = keys
    let index = name.flatMap { name in keys.firstIndex { $0.name == name } }
    keys.insert(key, at: index.map { $0 + 1 } ?? keys.count)
    return Shape(keys: keys)
  }

  /// The shape with the source of one key changed.
  package func replacing(_ name: String, by source: Key.Source) -> Shape {
    Shape(keys: keys.map { $0.name == name ? Key(name: name, source: source) : $0 })
  }

  /// A shape for the same query that leaves out some keys of a joined row.
  package func concealing(_ names: Set<String>, in nested: String) -> Shape {
    Shape(
      keys: keys.map { key in
        guard key.name == nested, case .nested(let presence, let keys) = key.source else { return key }
        let concealed = keys.map { Key(name: $0.name, source: $0.source, isConcealed: names.contains($0.name)) }
        return Key(name: nested, source: .nested(presence: presence, concealed))
      })
  }

  /// The shape without the keys that `names` does not hold.
  package func keeping(_ names: Set<String>) -> Shape {
    Shape(keys: keys.filter { names.contains($0.name) })
  }

  // MARK: Writing

  /// Writes the row as an object; `extra` members stand at its end.
  package func write(_ row: Row, to output: JSONOutput, extra: JSON.Object? = nil) {
    var gathering = Gathering()
    program.write(row, extra: extra, gathering: &gathering, to: output) {}
  }

  /// Writes the row with what it leaves to its writer.
  /// - Parameters:
  ///   - ids: what keys that are `isAmong` look in.
  ///   - extra: members at the end.
  ///   - part: writes the key that is a `part`.
  package func write(
    _ row: Row, ids: Set<ID> = [], extra: JSON.Object? = nil, to output: JSONOutput, part: () throws -> Void
  ) rethrows {
    var gathering = Gathering()
    try program.write(row, ids: ids, extra: extra, gathering: &gathering, to: output, part: part)
  }

  /// The row as a document, for answers that are put together of several queries.
  package func document(_ row: Row) throws -> JSON {
    let output = JSONOutput(capacity: 512)
    write(row, to: output)
    return try JSON.parse(Array(output.bytes))
  }

  /// Where a list that is gathered over several rows goes on.
  package struct Gathering {
    var index = -1
    var position = 0
    var isEmpty = true

    init(index: Int = -1, position: Int = 0) {
      self.index = index
      self.position = position
    }
  }

  /// Writes an object from several rows that differ only in what is gathered: the first one whole, and of the others the id.
  package func write(_ row: Row, gathering: inout Gathering?, to output: JSONOutput) {
    if var begun = gathering {
      begun.add(row, to: output)
      gathering = begun
    } else {
      var begun = Gathering()
      program.write(row, gathering: &begun, to: output) {}
      if begun.index >= 0 { begun.add(row, to: output) }
      gathering = begun
    }
  }

  /// How a kind of column is seen on the wire (chapter 01, section 2).
  package enum Format: Sendable {
    case quoted, plain, integer, float, boolean, document, date, datetime

    package init(_ kind: Column.Kind) {
      self =
        switch kind {
        case .string, .text, .email, .timezone, .locale, .url, .address, .bytes: .quoted
        case .uuid, .choice: .plain
        case .integer, .bigint: .integer
        case .float: .float
        case .boolean: .boolean
        case .json, .array: .document
        case .date: .date
        case .datetime: .datetime
        }
    }
  }

  package static func write(_ row: Row, _ index: Int, _ format: Format, to output: JSONOutput) {
    if row.isNull(index) { return output.appendNull() }
    switch format {
    case .quoted: output.append(quoted: row.bytes(index))
    case .plain: output.append(plain: row.bytes(index))
    case .integer: output.append(row.int(index) ?? 0)
    case .float: output.append(row.double(index) ?? 0)
    case .boolean: output.append(row.bool(index))
    case .document: output.append(row.bytes(index))
    case .date:
      if let time = row.time(index) { output.append(year: time.year, month: time.month, day: time.day) } else { output.appendNull() }
    case .datetime:
      guard let time = row.time(index) else { return output.appendNull() }
      output.append(
        year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute, second: time.second)
    }
  }
}

extension Shape.Gathering {
  fileprivate mutating func add(_ row: Row, to output: JSONOutput) {
    if row.isNull(index) { return }
    let id = Array("\(isEmpty ? "" : ",")\"".utf8) + Array(row.bytes(index)) + [UInt8(ascii: "\"")]
    id.withUnsafeBytes { output.insert($0, at: position) }
    position += id.count
    isEmpty = false
  }
}

extension Relation {
  /// A JSON array of the related ids, in order of creation; null when there are none.
  package func selection(of alias: String) -> SQL {
    switch kind {
    case .links(let table, let owner, let other):
      SQL(raw: "(SELECT JSON_ARRAYAGG(link.\(other) ORDER BY link.\(other)) FROM \(table) link WHERE link.\(owner) = \(alias).id)")
    case .children(let column):
      SQL(raw: "(SELECT JSON_ARRAYAGG(child.id ORDER BY child.id) FROM \(target) child WHERE child.\(column) = \(alias).id)")
    }
  }
}

/// A column's name as SQL reads it: some are words of the language.
package func quoted(_ name: String) -> String { "`\(name)`" }
