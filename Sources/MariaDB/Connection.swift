import CMariaDB
import Glibc

/// One session with MariaDB, opened at the first statement and opened again when it was lost.
///
/// A worker has one and uses it from one thread; two statements never run at the same time: the closure that reads rows must not query.
public final class Connection {
  public let options: ConnectionOptions
  private var session: UnsafeMutablePointer<MYSQL>?
  private var statements: [String: Statement] = [:]
  private var uses = 0
  /// Statements kept prepared per session; past it the one that was not used for longest is closed.
  private let maxStatements = 256
  /// Bytes of a statement that is kept prepared.
  private let maxKeptText = 16_384
  public private(set) var isInTransaction = false

  public init(_ options: ConnectionOptions) {
    self.options = options
  }

  deinit { close() }

  /// Closes the session; the next statement opens a new one.
  public func close() {
    // First the session: a statement that is closed before it would take in what is left of its result.
    if let session { mysql_close(session) }
    session = nil
    statements.removeAll()
    isInTransaction = false
  }

  // MARK: Statements

  /// Runs a statement that answers no rows. Answers how many rows it changed.
  @discardableResult
  public func execute(_ sql: SQL) throws -> Int {
    try run(sql) { statement in Int(statement.affectedRows) }
  }

  /// Gives each row to `body` as it arrives: memory stays constant whatever the number of rows.
  public func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    var isStarted = false
    let read = { (statement: Statement) in
      while try statement.fetch() {
        isStarted = true
        try body(Row(statement))
      }
    }
    try run(sql, isRepeatable: { !isStarted }, read)
  }

  /// What `body` makes of each row.
  public func all<T>(_ sql: SQL, _ body: (Row) throws -> T) throws -> [T] {
    try run(sql) { statement in
      var rows: [T] = []
      while try statement.fetch() { rows.append(try body(Row(statement))) }
      return rows
    }
  }

  /// What `body` makes of the first row; nil when there is none.
  public func first<T>(_ sql: SQL, _ body: (Row) throws -> T) throws -> T? {
    try run(sql) { statement in try statement.fetch() ? try body(Row(statement)) : nil }
  }

  /// Is there a row?
  public func exists(_ sql: SQL) throws -> Bool {
    try first(sql) { _ in true } ?? false
  }

  /// The number in the first column of the first row; 0 when there is none.
  public func count(_ sql: SQL) throws -> Int {
    try first(sql) { $0.int(0) ?? 0 } ?? 0
  }

  /// The text in the first column of each row.
  public func texts(_ sql: SQL) throws -> [String] {
    try all(sql) { $0.text(0) ?? "" }
  }

  func run<T>(_ sql: SQL, isRepeatable: () -> Bool = { true }, _ body: (Statement) throws -> T) throws -> T {
    do {
      return try attempt(sql, body)
    } catch let error as DatabaseError where error.isConnectionLost {
      let wasInTransaction = isInTransaction
      close()
      // Outside of a transaction nothing was promised yet: the statement may go to a new session, once.
      guard !wasInTransaction, isRepeatable() else { throw error }
      return try attempt(sql, body)
    }
  }

  private func attempt<T>(_ sql: SQL, _ body: (Statement) throws -> T) throws -> T {
    let statement = try prepared(sql.text)
    let start = monotonicMilliseconds()
    defer {
      // What is left of a large result takes longer than opening another session. A transaction needs the one it has.
      if statement.isUnfinished && !isInTransaction { close() } else { statement.reset() }
      let elapsed = monotonicMilliseconds() - start
      if elapsed >= options.slowStatement { options.onSlowStatement(sql.text, elapsed) }
    }
    try statement.execute(sql.values)
    return try body(statement)
  }

  private func prepared(_ text: String) throws -> Statement {
    uses += 1
    if let statement = statements[text] {
      statement.lastUse = uses
      return statement
    }
    // A long one, with thousands of values, is not likely to come again.
    if text.utf8.count > maxKeptText { return try Statement(session: try opened(), text: text) }
    if statements.count >= maxStatements, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      statements[oldest.key] = nil
    }
    let statement = try Statement(session: try opened(), text: text)
    statement.lastUse = uses
    statements[text] = statement
    return statement
  }

  // MARK: Session

  private func opened() throws -> UnsafeMutablePointer<MYSQL> {
    if let session { return session }
    guard let new = mysql_init(nil) else { throw DatabaseError(code: 2008, message: "out of memory") }
    var seconds = UInt32(options.connectTimeout)
    mysql_options(new, MYSQL_OPT_CONNECT_TIMEOUT, &seconds)
    // The server ends a statement first; this is for a server that no longer answers at all.
    seconds = options.statementTimeout == 0 ? 0 : UInt32(options.statementTimeout + options.patience)
    mysql_options(new, MYSQL_OPT_READ_TIMEOUT, &seconds)
    mysql_options(new, MYSQL_OPT_WRITE_TIMEOUT, &seconds)
    mysql_options(new, MYSQL_SET_CHARSET_NAME, "utf8mb4")
    if let authority = options.certificateAuthority {
      mysql_ssl_set(new, nil, nil, authority, nil, nil)
      var verify: my_bool = 1
      mysql_options(new, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify)
    }
    let isOpen = mysql_real_connect(
      new, options.host, options.user, options.password, options.database.isEmpty ? nil : options.database,
      UInt32(options.port), options.socket, UInt(CLIENT_FOUND_ROWS))
    guard isOpen != nil else {
      let error = DatabaseError(code: Int(mysql_errno(new)), message: String(cString: mysql_error(new)))
      mysql_close(new)
      throw error
    }
    session = new
    do {
      try command(
        """
        SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,\
        NO_ENGINE_SUBSTITUTION', tx_isolation = 'READ-COMMITTED', max_statement_time = \(options.statementTimeout), \
        innodb_lock_wait_timeout = \(options.lockTimeout), group_concat_max_len = 1073741824
        """)
      try command("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin")
      // All text is kept as UTF-8, and ids are ASCII: the server need not look through each value for what to convert.
      try command("SET character_set_results = NULL")
    } catch {
      close()
      throw error
    }
    return new
  }

  /// Sends text that is part of the program, for what cannot be prepared.
  func command(_ text: String) throws {
    let session = try opened()
    guard mysql_real_query(session, text, UInt(text.utf8.count)) == 0 else {
      throw DatabaseError(code: Int(mysql_errno(session)), message: String(cString: mysql_error(session)), statement: text)
    }
    repeat {
      if let result = mysql_store_result(session) { mysql_free_result(result) }
    } while mysql_next_result(session) == 0
    guard mysql_errno(session) == 0 else {
      throw DatabaseError(code: Int(mysql_errno(session)), message: String(cString: mysql_error(session)), statement: text)
    }
  }

  func setInTransaction(_ value: Bool) { isInTransaction = value }
}

/// Milliseconds of a clock that only goes forward.
func monotonicMilliseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}
