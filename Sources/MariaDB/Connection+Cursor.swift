extension Connection {
  /// Runs a statement and gives `body` its rows to be read at its own pace, as a result that is merged with another one asks for. Until
  /// `body` returns, the connection cannot do anything else.
  public func read<T>(_ sql: SQL, _ body: (Cursor) throws -> T) throws -> T {
    var isStarted = false
    let read = { (statement: Statement) in
      isStarted = true
      return try body(Cursor(statement))
    }
    return try run(sql, isRepeatable: { !isStarted }, read)
  }
}

/// The rows of a running statement, one after the other.
public struct Cursor {
  private let statement: Statement

  init(_ statement: Statement) {
    self.statement = statement
  }

  /// The next row; nil after the last one. The row before it is gone then.
  public func next() throws -> Row? { try statement.fetch() ? Row(statement) : nil }
}
