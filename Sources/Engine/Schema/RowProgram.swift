import MariaDB
import Web

/// Writes rows of a result as JSON objects, or compact: as arrays of the values alone. `Shape` compiles its keys into it.
///
/// What stands between the values is one text that is put together beforehand, and a row is written by walking along plain memory: a
/// listing has a quarter of a million values.
struct RowProgram: Sendable {
  private enum Content: Sendable {
    case nothing
    case value(Int, Shape.Format, whenNull: Range<Int>)
    case member(Int, name: Range<Int>)
    case isAmong(Int)
    case gathered(Int)
    case part
    /// A joined row, of which the next `length` instructions are skipped when it is missing.
    case object(presence: Int, length: Int)
  }

  private struct Instruction: Sendable {
    /// What precedes the content: a place in `text`.
    let prefix: Range<Int>
    var content: Content
  }

  /// The expressions to select, in order.
  private(set) var expressions: [SQL]
  private var text: [UInt8] = []
  private var instructions: [Instruction] = []
  private let closing: UInt8
  private var shared: [SQL: Int]?

  /// - Parameters:
  ///   - leading: expressions that stand first in the row, for whoever reads it; then an expression that occurs twice is selected once.
  init(_ keys: [Shape.Key], leading: [SQL]? = nil, isCompact: Bool = false) {
    expressions = leading ?? []
    shared = leading.map { Dictionary($0.enumerated().map { ($1, $0) }) { first, _ in first } }
    closing = UInt8(ascii: isCompact ? "]" : "}")
    var between = isCompact ? "[" : "{"
    compile(keys, isCompact: isCompact, &between)
    // A comma that nothing follows is none.
    if between.last == "," { between.removeLast() }
    add(between, .nothing)
  }

  private mutating func compile(_ keys: [Shape.Key], isCompact: Bool = false, _ between: inout String) {
    for key in keys {
      if key.isConcealed {
        select(all: key.source)
        continue
      }
      if !isCompact { between += "\"\(key.name)\":" }
      switch key.source {
      case .constant(let constant):
        between += constant + ","
        continue
      case .value(let sql, let kind, let whenNull): add(between, .value(column(sql), Shape.Format(kind), whenNull: put(whenNull)))
      case .member(let document, let name): add(between, .member(column(document), name: put(name)))
      case .isAmong(let id): add(between, .isAmong(column(id)))
      case .gathered(let sql): add(between, .gathered(column(sql)))
      case .part: add(between, .part)
      case .nested(let presence, let keys):
        let place = instructions.count
        add(between, .nothing)
        let presence = column(presence)
        var inside = "{"
        compile(keys, &inside)
        if inside.last == "," { inside.removeLast() }
        add(inside + "}", .nothing)
        instructions[place].content = .object(presence: presence, length: instructions.count - place - 1)
      }
      between = ","
    }
  }

  /// What is concealed is selected all the same.
  private mutating func select(all source: Shape.Key.Source) {
    switch source {
    case .value(let sql, _, _), .member(let sql, _), .isAmong(let sql), .gathered(let sql): _ = column(sql)
    case .constant, .part: break
    case .nested(let presence, let keys):
      _ = column(presence)
      for key in keys { select(all: key.source) }
    }
  }

  private mutating func column(_ expression: SQL) -> Int {
    if let index = shared?[expression] { return index }
    shared?[expression] = expressions.count
    expressions.append(expression)
    return expressions.count - 1
  }

  private mutating func add(_ prefix: String, _ content: Content) {
    instructions.append(Instruction(prefix: put(prefix), content: content))
  }

  private mutating func put(_ part: String) -> Range<Int> {
    let start = text.count
    text += part.utf8
    return start..<text.count
  }

  // MARK: Writing

  /// Writes a row.
  /// - Parameters:
  ///   - ids: what `isAmong` looks in.
  ///   - extra: members at the end.
  ///   - gathering: where a list begins that further rows go on with.
  ///   - part: writes what stands for `part`.
  func write(
    _ row: Row, ids: Set<ID> = [], extra: JSON.Object? = nil, gathering: inout Shape.Gathering, to output: JSONOutput,
    part: () throws -> Void
  ) rethrows {
    var index = 0
    while index < instructions.count {
      let instruction = instructions[index]
      index += 1
      append(instruction.prefix, to: output)
      switch instruction.content {
      case .nothing: break
      case .value(let column, let format, let whenNull):
        if row.isNull(column) { append(whenNull, to: output) } else { Shape.write(row, column, format, to: output) }
      case .member(let column, let name):
        let value = text.withUnsafeBytes { JSONMember.value(UnsafeRawBufferPointer(rebasing: $0[name]), of: row.bytes(column)) }
        if let value, !row.isNull(column) { output.append(spaced: value) } else { output.appendNull() }
      case .isAmong(let column): output.append(!ids.isEmpty && row.id(column).map(ids.contains) ?? false)
      case .gathered(let column):
        output.append(byte: UInt8(ascii: "["))
        gathering = Shape.Gathering(index: column, position: output.count)
        output.append(byte: UInt8(ascii: "]"))
      case .part: try part()
      case .object(let presence, let length):
        guard row.isNull(presence) else { continue }
        output.appendNull()
        index += length
      }
    }
    for (name, value) in extra ?? [:] {
      output.append(byte: UInt8(ascii: ","))
      output.append(name)
      output.append(byte: UInt8(ascii: ":"))
      output.append(value)
    }
    output.append(byte: closing)
  }

  private func append(_ place: Range<Int>, to output: JSONOutput) {
    text.withUnsafeBytes { output.append(UnsafeRawBufferPointer(rebasing: $0[place])) }
  }
}
