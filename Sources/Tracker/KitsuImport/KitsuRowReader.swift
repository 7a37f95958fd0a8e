import Engine
import MariaDB
import Web

/// Makes stored rows of those that were sent.
struct KitsuRowReader {
  let kind: KitsuKind
  /// Columns that hold something that was sent.
  private(set) var written: Set<String> = []
  private let now: Value
  /// What a new row has where nothing is sent.
  private let fallbacks: [Value]

  init(kind: KitsuKind, now: DateTime) {
    self.kind = kind
    self.now = now.sqlValue
    fallbacks = kind.table.columns.map { column in
      column.fallback.flatMap { try? Coercion.value($0, column) } ?? (Self.moments.contains(column.name) ? now.sqlValue : .null)
    }
  }

  private static let moments: Set<String> = ["created_at", "updated_at"]

  typealias Read = (record: Record, related: [(name: String, ids: [ID])], errors: [(field: String, message: String)])

  /// - Parameter former: the stored row; nil for a new one, which has no fields but those of its table.
  mutating func read(_ row: JSON.Object, former: Record?) -> Read {
    let table = kind.table
    var record = former ?? Record(table, values: [:])
    var related: [(name: String, ids: [ID])] = []
    var errors: [(field: String, message: String)] = []
    if former == nil {
      for name in row.names where table.column(name) == nil && table.relation(name) == nil && name != "type" {
        errors.append((name, "It is not an attribute of \(table.model)."))
      }
    }
    for (column, fallback) in zip(table.columns, fallbacks) {
      let sent = row[column.name]
      if former != nil, sent == nil {
        if column.name == "updated_at" { record[column.name] = now }
        continue
      }
      do throws(Failure) {
        var value = try Coercion.value(sent ?? .null, column)
        if value.isNull, former == nil || Self.moments.contains(column.name) { value = fallback }
        if value.isNull, column.isRequired || (column.name == "project_id" && former == nil) { throw Failure.row("It is missing.") }
        if column.name == "updated_at", kind.isStamped { value = now }
        if !value.isNull, sent != nil { written.insert(column.name) }
        record[column.name] = value
      } catch {
        errors.append((column.name, error.body["message"].text ?? ""))
      }
    }
    for relation in table.relations where kind.links[relation.name] != nil {
      guard let sent = row[relation.name] else { continue }
      do throws(Failure) {
        related.append((relation.name, try Coercion.ids(sent)))
      } catch {
        errors.append((relation.name, "A list of ids is expected."))
      }
    }
    return (record, related, errors)
  }
}
