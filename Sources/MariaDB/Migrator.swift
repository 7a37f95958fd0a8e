/// One numbered step of the schema: `sql/NNNN-name.sql`.
public struct Migration: Sendable {
  public let number: Int
  public let name: String
  /// Statements that end with `;` at the end of a line.
  public let text: String

  public init(number: Int, name: String, text: String) {
    self.number = number
    self.name = name
    self.text = text
  }

  /// The statements of the file, without comments between them.
  var statements: [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("--") }
    var statements: [String] = []
    var current = ""
    for line in lines {
      current += (current.isEmpty ? "" : "\n") + line
      if line.last == ";" {
        statements.append(String(current.dropLast()).trimmingBlankLines())
        current = ""
      }
    }
    return statements.filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate func trimmingBlankLines() -> String { String(drop { $0.isWhitespace }) }
}

/// Brings a database to the newest schema: each migration once, in order, under a named lock, recorded with its checksum.
public struct Migrator {
  public enum Failure: Error, Equatable, CustomStringConvertible {
    case newerDatabase(Int)
    case changed(String)
    case locked
    /// MariaDB error 1419: a trigger is refused to an account without SUPER while there is a binary log.
    case untrusted

    public var description: String {
      switch self {
      case .newerDatabase(let number):
        "The database is at migration \(number), which this version of Tsubame does not know. Install the version that made it, or a newer one."
      case .changed(let name):
        "Migration \(name) was applied to this database with another content. Restore the original file or the database of a backup."
      case .untrusted:
        """
        The database keeps a binary log, and lets only trusted accounts make triggers. Set log_bin_trust_function_creators = 1 in its \
        configuration, or SET GLOBAL log_bin_trust_function_creators = 1 while it runs, and start again: it goes on where it stopped.
        """
      case .locked: "Another migration is running on this database. Try again when it has ended."
      }
    }
  }

  private let connection: Connection
  private let migrations: [Migration]

  public init(_ connection: Connection, _ migrations: [Migration]) {
    self.connection = connection
    self.migrations = migrations.sorted { $0.number < $1.number }
  }

  /// Applies what is missing; calls `report` with the name of each migration before it is applied.
  ///
  /// MariaDB commits after each statement that changes the schema, so the number of statements done is recorded after each of them:
  /// an interrupted migration goes on where it stopped.
  /// - Parameter isDryRun: report only, change nothing.
  public func run(isDryRun: Bool = false, report: (String) -> Void) throws {
    guard try connection.count("SELECT GET_LOCK(CONCAT(DATABASE(), '.migrate'), 60)") == 1 else { throw Failure.locked }
    defer { _ = try? connection.count("SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.migrate'))") }
    let applied = try self.applied(isDryRun: isDryRun)
    if let newest = applied.keys.max(), newest > migrations.last?.number ?? 0 { throw Failure.newerDatabase(newest) }
    for migration in migrations {
      let statements = migration.statements
      let checksum = try connection.first("SELECT SHA2(\(migration.text), 256)") { $0.text(0) ?? "" } ?? ""
      let record = applied[migration.number]
      if let record, record.checksum != checksum { throw Failure.changed(migration.name) }
      let done = record?.done ?? 0
      if done >= statements.count { continue }
      report(migration.name)
      if isDryRun { continue }
      if record == nil {
        try connection.execute(
          """
          INSERT INTO schema_migration (number, name, checksum, statements_done, applied_at)
          VALUES (\(migration.number), \(migration.name), \(checksum), 0, UTC_TIMESTAMP(6))
          """)
      }
      for (index, statement) in statements.enumerated() {
        // What only sets up the session is needed again by what comes after it.
        if index < done && !statement.hasPrefix("SET ") { continue }
        do {
          try connection.command(statement)
        } catch let error as DatabaseError where error.code == 1419 {
          throw Failure.untrusted
        }
        try connection.execute("UPDATE schema_migration SET statements_done = \(index + 1) WHERE number = \(migration.number)")
      }
    }
  }

  private struct Record {
    let checksum: String
    let done: Int
  }

  private func applied(isDryRun: Bool) throws -> [Int: Record] {
    if isDryRun {
      guard try connection.exists("SHOW TABLES LIKE 'schema_migration'") else { return [:] }
    } else {
      try connection.command(
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
          number INT NOT NULL PRIMARY KEY,
          name VARCHAR(100) NOT NULL,
          checksum CHAR(64) NOT NULL,
          statements_done INT NOT NULL,
          applied_at DATETIME(6) NOT NULL
        ) ENGINE = InnoDB
        """)
    }
    let rows = try connection.all("SELECT number, checksum, statements_done FROM schema_migration") { row in
      (row.int(0) ?? 0, Record(checksum: row.text(1) ?? "", done: row.int(2) ?? 0))
    }
    return Dictionary(rows) { first, _ in first }
  }
}
