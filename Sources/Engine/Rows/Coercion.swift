import MariaDB
import Web

/// What a body changes: values for columns, and ids for relations.
package struct Changes {
  package var columns: [(column: Column, value: Value)] = []
  package var relations: [(relation: Relation, ids: [ID])] = []

  package init(columns: [(column: Column, value: Value)] = [], relations: [(relation: Relation, ids: [ID])] = []) {
    self.columns = columns
    self.relations = relations
  }

  package var isEmpty: Bool { columns.isEmpty && relations.isEmpty }
}

/// Turns what a body says into values of columns (contract chapter 02, Input coercion).
package enum Coercion {
  /// For a new row: a value for every column. - Throws: 400 for a key that the table does not have.
  package static func create(_ body: JSON.Object, _ table: Table, _ configuration: Configuration) throws(Failure) -> Changes {
    for name in body.names where table.column(name) == nil && table.relation(name) == nil {
      throw .row("\"\(name)\" is not an attribute of \(table.model).")
    }
    var changes = Changes()
    for column in table.columns where !generated.contains(column.name) {
      let sent = body[column.name] ?? .null
      // Null is the default where there is one, except that a JSON column can hold null.
      let keepsNull = column.kind == .json && body[column.name] != nil
      let value = sent.isNull && !keepsNull ? fallback(of: column, configuration) : sent
      if value.isNull && column.isRequired { throw .row("A required field is missing.") }
      changes.columns.append((column, try self.value(value, column)))
    }
    try addRelations(of: body, table, to: &changes)
    return changes
  }

  /// For a stored row: what is sent. Keys that the table does not have are ignored.
  package static func update(_ body: JSON.Object, _ table: Table) throws(Failure) -> Changes {
    var changes = Changes()
    if let name = table.objects.first(where: { body[$0] != nil }) { throw .row("\(name) cannot be written; use \(name)_id.") }
    for (name, sent) in body {
      guard let column = table.column(name), !generated.contains(name) else { continue }
      if sent.isNull && column.isRequired { throw .row("A required field is missing.") }
      changes.columns.append((column, try value(sent, column, isUpdate: true)))
    }
    try addRelations(of: body, table, to: &changes)
    return changes
  }

  /// Columns that the server writes.
  package static let generated: Set<String> = ["id", "created_at", "updated_at"]

  private static func fallback(of column: Column, _ configuration: Configuration) -> JSON {
    switch column.kind {
    case .timezone: .text(configuration.defaultTimezone)
    case .locale: .text(configuration.defaultLocale)
    default: column.fallback ?? .null
    }
  }

  private static func addRelations(of body: JSON.Object, _ table: Table, to changes: inout Changes) throws(Failure) {
    for relation in table.relations {
      if let sent = body[relation.name] { changes.relations.append((relation, try ids(sent))) }
    }
  }

  // MARK: Values

  package static func value(_ json: JSON, _ column: Column, isUpdate: Bool = false) throws(Failure) -> Value {
    if json.isNull { return .null }
    switch column.kind {
    case .string(let length): return try text(json, limit: length)
    case .text: return try text(json, limit: 4_000_000)
    case .url: return try text(json, limit: 2000)
    case .address: return try text(json, limit: 50)
    case .bytes: return try text(json, limit: 255)
    case .email: return try text(json, limit: 255, transform: { $0.lowercased() })
    case .timezone where json == "", .locale where json == "": return .null
    case .timezone:
      let value = try text(json, limit: 50)
      guard Timezone.isKnown(value.text ?? "") else { throw .badFormat }
      return value
    case .locale:
      let value = try text(json, limit: 10)
      guard Locale.isKnown(value.text ?? "") else { throw .badFormat }
      return value
    case .integer: return try integer(json, in: Int64(Int32.min)...Int64(Int32.max))
    case .bigint: return try integer(json, in: Int64.min...Int64.max)
    case .float: return try float(json)
    case .boolean: return try boolean(json)
    case .uuid: return try uuid(json)
    case .date, .datetime: return try date(json, column, isUpdate: isUpdate)
    case .json:
      guard !json.holdsNUL else { throw .badFormat }
      let text = json.description
      guard text.utf8.count <= column.maxBytes else { throw .parameter("\(column.name) takes more than \(column.maxBytes) bytes.") }
      return .text(text)
    case .array: return try array(json)
    case .choice(let codes):
      guard let code = json.text, codes.contains(code) else {
        throw .parameter("\(column.name) must be one of \(codes.joined(separator: ", ")).")
      }
      return .text(code)
    }
  }

  private static func text(_ json: JSON, limit: Int, transform: (String) -> String = { $0 }) throws(Failure) -> Value {
    guard let text = plainText(json), !text.utf8.contains(0), text.unicodeScalars.count <= limit else { throw .badFormat }
    return .text(transform(text))
  }

  /// A text as it is; numbers and booleans as theirs; a list as `{a,b}`, the array syntax that clients of the original get.
  private static func plainText(_ json: JSON) -> String? {
    switch json {
    case .text(let text): return text
    case .integer(let number): return String(number)
    case .digits(let digits): return digits
    case .number(let number): return number.description
    case .bool(let bool): return bool ? "true" : "false"
    case .array(let elements):
      let isMixed = Set(elements.filter { !$0.isNull }.map(\.kindName)).count > 1
      if isMixed { return nil }
      let pieces = elements.map { arrayElement($0) }
      return pieces.contains(nil) ? nil : "{" + pieces.compactMap { $0 }.joined(separator: ",") + "}"
    case .null, .object: return nil
    }
  }

  private static func arrayElement(_ json: JSON) -> String? {
    switch json {
    case .null: return "NULL"
    case .bool(let bool): return bool ? "t" : "f"
    case .text(let text):
      let needsQuotes = text.isEmpty || text.lowercased() == "null" || text.contains { "{},\"\\".contains($0) || $0.isWhitespace }
      guard needsQuotes else { return text }
      return "\"" + text.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "\""
    default: return plainText(json)
    }
  }

  private static func integer(_ json: JSON, in range: ClosedRange<Int64>) throws(Failure) -> Value {
    let number: Int64?
    switch json {
    case .integer(let value): number = value
    case .bool(let bool): number = range.upperBound == .max ? nil : bool ? 1 : 0
    // The nearest; halves to the even neighbour.
    case .number(let value): number = Int64(exactly: value.rounded(.toNearestOrEven))
    case .text(let text): number = Int64(text.trimmingBlanks())
    default: number = nil
    }
    guard let number, range.contains(number) else { throw .badFormat }
    return .integer(number)
  }

  private static func float(_ json: JSON) throws(Failure) -> Value {
    let number: Double?
    switch json {
    case .integer(let value): number = Double(value)
    case .digits(let digits): number = Double(digits)
    case .number(let value): number = value
    case .text(let text): number = Double(text.trimmingBlanks())
    default: number = nil
    }
    guard let number, number.isFinite else { throw .badFormat }
    return .double(number)
  }

  private static func boolean(_ json: JSON) throws(Failure) -> Value {
    switch json {
    case .bool(let bool): return .integer(bool ? 1 : 0)
    case .integer(let number) where number == 0 || number == 1: return .integer(number)
    case .number(let number) where number == 0 || number == 1: return .integer(Int64(number))
    default: throw .badFormat
    }
  }

  private static func uuid(_ json: JSON) throws(Failure) -> Value {
    guard let text = json.text, let id = ID(text) ?? ID(undashed: text) else { throw .badFormat }
    return .text(id.description)
  }

  private static func date(_ json: JSON, _ column: Column, isUpdate: Bool) throws(Failure) -> Value {
    guard let text = json.text, !text.isEmpty else { throw .badFormat }
    guard let date = DateTime(body: text) else {
      if isUpdate { throw .parameter("\(column.name) is \"\(text)\": a date as 2026-11-21 or 2026-11-21T19:00:00 is expected.") }
      throw .badFormat
    }
    return .text(column.kind == .date ? date.date : date.sql)
  }

  private static func array(_ json: JSON) throws(Failure) -> Value {
    switch json {
    case .array(let elements):
      var texts: [JSON] = []
      for element in elements {
        if element.isNull { texts.append(.null) } else { texts.append(JSON(try text(element, limit: 4_000_000).text)) }
      }
      return .text(JSON.array(texts).description)
    case .text(let text): return .text(JSON.array(text.map { .text(String($0)) }).description)
    default: throw .badFormat
    }
  }

  // MARK: Relations

  /// The ids of a relation list: texts, or objects with an `id`. Everything empty is the empty list; nulls are skipped.
  package static func ids(_ json: JSON) throws(Failure) -> [ID] {
    if !json.isTruthy, json != .integer(0), json != .bool(false) { return [] }
    guard case .array(let elements) = json else { throw .badFormat }
    if elements.count > ID.mostInList { throw .row("At most \(ID.mostInList) ids are accepted at once; these are \(elements.count).") }
    var ids: [ID] = []
    for element in elements where !element.isNull {
      let reference = element.object?["id"] ?? element
      if reference.isNull { continue }
      guard let id = reference.text.flatMap({ ID($0) ?? ID(undashed: $0) }) else { throw .badFormat }
      ids.append(id)
    }
    return ids
  }
}

extension ID {
  /// Reads 32 hexadecimal digits without dashes.
  package init?(undashed text: String) {
    let digits = Array(text)
    guard digits.count == 32 else { return nil }
    let dashed = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    self.init(dashed)
  }
}

extension JSON {
  /// A NUL cannot be stored in any text.
  fileprivate var holdsNUL: Bool {
    switch self {
    case .text(let text): text.utf8.contains(0)
    case .array(let elements): elements.contains(where: \.holdsNUL)
    case .object(let object): object.contains { $0.name.utf8.contains(0) || $0.value.holdsNUL }
    default: false
    }
  }

  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer, .digits, .number: "number"
    case .text: "text"
    case .array: "array"
    case .object: "object"
    }
  }
}
