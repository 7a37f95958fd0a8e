import Engine
import MariaDB
import Web

/// Writes rows of the same fields as objects, or compact: as arrays of the values alone.
///
/// What stands between the values is one text that is put together beforehand, and a row is written by walking along plain memory: a
/// listing has a quarter of a million values.
struct ListedRow: Sendable {
  private enum Content: Sendable {
    case nothing
    case value(Int, Shape.Format, whenNull: Range<Int>)
    case member(Int, name: Range<Int>)
    case isSubscribed(Int)
  }

  private struct Step: Sendable {
    /// What precedes the content: a place in `text`.
    let prefix: Range<Int>
    let content: Content
  }

  /// The expressions to select, in order: the keys, then those of the fields, each once.
  let select: SQL
  private var text: [UInt8] = []
  /// The steps up to the list of tasks, and those after it.
  private var head: [Step] = []
  private var tail: [Step] = []

  /// - Parameter keys: expressions that stand first in the row.
  init(_ fields: [ListedField], keys: [SQL], isCompact: Bool) {
    var columns = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
    var expressions = keys
    func column(_ expression: SQL) -> Int {
      if let index = columns[expression] { return index }
      columns[expression] = expressions.count
      expressions.append(expression)
      return expressions.count - 1
    }
    var steps: [Step] = []
    var between = isCompact ? "[" : "{"
    for field in fields {
      between += isCompact ? "" : "\"\(field.name)\":"
      switch field.source {
      case .value(let sql, let kind, let whenNull):
        let prefix = Self.put(between, in: &text)
        steps.append(Step(prefix: prefix, content: .value(column(sql), Shape.Format(kind), whenNull: Self.put(whenNull, in: &text))))
        between = ","
      case .member(let document, let name):
        let prefix = Self.put(between, in: &text)
        steps.append(Step(prefix: prefix, content: .member(column(document), name: Self.put(name, in: &text))))
        between = ","
      case .constant(let constant): between += constant + ","
      case .isSubscribed:
        steps.append(Step(prefix: Self.put(between, in: &text), content: .isSubscribed(column("task.`id`"))))
        between = ","
      case .tasks:
        head = steps + [Step(prefix: Self.put(between, in: &text), content: .nothing)]
        steps = []
        between = ","
      }
    }
    // The last comma is none.
    tail = steps + [Step(prefix: Self.put(between.dropLast() + (isCompact ? "]" : "}"), in: &text), content: .nothing)]
    select = expressions.joined(separator: ", ")
  }

  private static func put(_ part: some StringProtocol, in text: inout [UInt8]) -> Range<Int> {
    let start = text.count
    text += part.utf8
    return start..<text.count
  }

  /// Writes a row that has no tasks in it.
  /// - Parameter subscriptions: the tasks that the caller follows.
  func write(_ row: Row, subscriptions: Set<ID> = [], to output: JSONOutput) {
    text.withUnsafeBytes { Self.write(tail, row, $0, subscriptions, to: output) }
  }

  /// Writes an entity; `tasks` writes its tasks.
  func write(_ row: Row, to output: JSONOutput, tasks: () throws -> Void) rethrows {
    text.withUnsafeBytes { Self.write(head, row, $0, [], to: output) }
    try tasks()
    text.withUnsafeBytes { Self.write(tail, row, $0, [], to: output) }
  }

  private static func write(
    _ steps: [Step], _ row: Row, _ text: UnsafeRawBufferPointer, _ subscriptions: Set<ID>, to output: JSONOutput
  ) {
    for step in steps {
      output.append(UnsafeRawBufferPointer(rebasing: text[step.prefix]))
      switch step.content {
      case .nothing: break
      case .value(let column, let format, let whenNull):
        if row.isNull(column) {
          output.append(UnsafeRawBufferPointer(rebasing: text[whenNull]))
        } else {
          Shape.write(row, column, format, to: output)
        }
      case .member(let column, let name):
        if let value = JSONMember.value(UnsafeRawBufferPointer(rebasing: text[name]), of: row.bytes(column)), !row.isNull(column) {
          output.append(spaced: value)
        } else {
          output.appendNull()
        }
      case .isSubscribed(let task): output.append(!subscriptions.isEmpty && row.id(task).map(subscriptions.contains) ?? false)
      }
    }
  }
}
