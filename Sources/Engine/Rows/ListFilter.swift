import MariaDB
import Web

/// Conditions that a list takes from the query string: every column and relation by its name (contract chapter 02, part A).
package struct ListFilter {
  private let table: Table
  private let ignored: Set<String>

  package init(_ table: Table, ignoring ignored: Set<String> = []) {
    self.table = table
    self.ignored = ignored
  }

  /// Parameters that steer the list itself.
  private static let steering: Set<String> = ["page", "limit", "relations", "fields"]

  /// - Throws: 400 for a value that its column cannot be compared with.
  package func conditions(_ query: Query) throws(Failure) -> [SQL] {
    var conditions: [SQL] = []
    var seen: Set<String> = ignored.union(Self.steering)
    // Of a repeated parameter the first counts.
    for (name, value) in query.pairs where seen.insert(name).inserted {
      if name == "type" && table.name != "notification" { continue }
      if let column = table.column(name), column.kind != .bytes {
        conditions.append(try condition(column, value))
      } else if let relation = table.relation(name) {
        conditions.append(try condition(relation, value))
      } else if table.objects.contains(name) {
        throw .parameter("\(name) cannot be filtered by; use \(name)_id.")
      }
    }
    return conditions
  }

  private func condition(_ column: Column, _ value: String) throws(Failure) -> SQL {
    let expression = SQL(raw: "\(table.name).\(quoted(column.name))")
    // Names are searched without regard to case, with % and _ as wildcards.
    if column.name == "name" { return "LOWER(\(expression)) LIKE LOWER(\(value))" }
    if value.hasPrefix("[") {
      guard let elements = try? JSON.parse(value).array else {
        throw .parameter("\(column.name) is not a JSON list: as [\"a\",\"b\"] it would be.")
      }
      var values: [Value] = []
      for element in elements {
        if element.isNull {
          // Nothing equals null.
          guard column.kind != .boolean else { throw invalid(column, "null") }
          continue
        }
        guard let text = element.filterText else { throw invalid(column, element.description) }
        if let value = try comparable(column, text) { values.append(value) }
      }
      return "\(expression) IN \(values)"
    }
    guard let comparable = try comparable(column, value) else { return "FALSE" }
    return "\(expression) = \(comparable)"
  }

  /// What a text is compared as; nil when it equals nothing.
  private func comparable(_ column: Column, _ text: String) throws(Failure) -> Value? {
    switch column.kind {
    case .uuid:
      guard let id = ID(text) else { throw .parameter("Invalid UUID value: \(text)") }
      return id.sqlValue
    case .boolean:
      if ["y", "yes", "t", "true", "on", "1"].contains(text.lowercased()) { return true }
      if ["n", "no", "f", "false", "off", "0"].contains(text.lowercased()) { return false }
      throw invalid(column, text)
    case .integer:
      guard let number = Int32(text.trimmingBlanks()) else { throw invalid(column, text) }
      return .integer(Int64(number))
    case .bigint:
      guard let number = Int64(text.trimmingBlanks()) else { throw invalid(column, text) }
      return .integer(number)
    case .float:
      guard let number = Double(text.trimmingBlanks()), number.isFinite else { throw invalid(column, text) }
      return .double(number)
    case .date, .datetime:
      guard let date = DateTime(body: text.trimmingBlanks()) else { throw invalid(column, text) }
      return .text(column.kind == .date ? date.date : date.sql)
    case .timezone:
      guard Timezone.isKnown(text) else { throw invalid(column, text) }
      return .text(text)
    case .email: return .text(text.lowercased())
    case .choice(let codes): return codes.contains(text) ? .text(text) : nil
    // Documents are not compared.
    case .json, .array: return nil
    case .string, .text, .locale, .url, .address, .bytes: return .text(text)
    }
  }

  private func condition(_ relation: Relation, _ value: String) throws(Failure) -> SQL {
    guard let id = ID(value) else { throw .parameter("\(relation.name) is \"\(value)\": the id of one related row is expected.") }
    switch relation.kind {
    case .links(let link, let owner, let other):
      return "\(raw: table.name).id IN (SELECT link.\(raw: owner) FROM \(raw: link) link WHERE link.\(raw: other) = \(id))"
    case .children(let column):
      return "\(raw: table.name).id IN (SELECT child.\(raw: column) FROM \(raw: relation.target) child WHERE child.id = \(id))"
    }
  }

  private func invalid(_ column: Column, _ text: String) -> Failure {
    .parameter("\(column.name) cannot be \"\(text)\".")
  }
}

extension JSON {
  /// An element of a list filter as the text that a single filter would have.
  fileprivate var filterText: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .digits(let digits): digits
    case .number(let number): number.description
    case .bool(let bool): bool ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}
