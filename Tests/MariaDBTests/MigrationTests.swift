import MariaDB
import TestSupport
import Testing

@testable import MariaDB

@Suite struct MigrationTests {
  private func statements(_ text: String) -> [String] { Migration(number: 1, name: "0001-x", text: text).statements }

  @Test func aStatementEndsWithASemicolonAtTheEndOfALine() {
    let text = """
      -- What this is for.

      CREATE TABLE a (
        id INT, -- its number
        text VARCHAR(10) DEFAULT 'a;b'
      );
      INSERT INTO a VALUES (1, 'x; y'),
        (2, 'z');
      -- The end.
      """
    #expect(
      statements(text) == [
        "CREATE TABLE a (\n  id INT, -- its number\n  text VARCHAR(10) DEFAULT 'a;b'\n)", "INSERT INTO a VALUES (1, 'x; y'),\n  (2, 'z')",
      ])
  }

  @Test func nothing() {
    #expect(statements("") == [])
    #expect(statements("-- only a comment;\n\n") == [])
    #expect(statements(";\n;\n") == [])
  }
}

extension DatabaseTests {
  @Suite struct MigratorTests {
    private let database: TestDatabase

    init() throws { database = try TestDatabase() }

    private let first = Migration(number: 1, name: "0001-first", text: "CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\n")
    private let second = Migration(number: 2, name: "0002-second", text: "ALTER TABLE a ADD COLUMN b INT;\n")

    private func applied(_ connection: Connection, _ migrations: [Migration], isDryRun: Bool = false) throws -> [String] {
      var names: [String] = []
      try Migrator(connection, migrations).run(isDryRun: isDryRun) { names.append($0) }
      return names
    }

    @Test func eachOnceInOrder() throws {
      let connection = database.connection
      #expect(try applied(connection, [first]) == ["0001-first"])
      #expect(try applied(connection, [second, first]) == ["0002-second"])
      #expect(try applied(connection, [first, second]) == [])
      #expect(try connection.count("SELECT COUNT(*) FROM a WHERE b IS NULL") == 1)
    }

    /// The limits of requests, shrunk to a second each: a statement of two ends with them, and not without.
    @Test func aMigrationTakesAsLongAsItTakes() throws {
      let slow = Migration(number: 1, name: "0001-slow", text: "CREATE TABLE a (id INT);\nINSERT INTO a SELECT SLEEP(2.5);\n")
      var options = database.options
      (options.statementTimeout, options.patience) = (1, 1)
      #expect(throws: DatabaseError.self) { _ = try applied(Connection(options), [slow]) }
      #expect(try applied(Connection(options.unhurried), [slow]) == ["0001-slow"])
      #expect(try database.connection.count("SELECT COUNT(*) FROM a") >= 1)
    }

    @Test func aDryRunChangesNothing() throws {
      #expect(try applied(database.connection, [first, second], isDryRun: true) == ["0001-first", "0002-second"])
      #expect(try database.connection.texts("SHOW TABLES") == [])
    }

    @Test func changedFile() throws {
      _ = try applied(database.connection, [first])
      let changed = Migration(number: 1, name: "0001-first", text: first.text + "-- one more word\n")
      #expect(throws: Migrator.Failure.changed("0001-first")) { try applied(database.connection, [changed]) }
    }

    @Test func databaseOfANewerVersion() throws {
      _ = try applied(database.connection, [first, second])
      #expect(throws: Migrator.Failure.newerDatabase(2)) { try applied(database.connection, [first]) }
    }

    /// A migration of several statements that broke off goes on behind the last one that was done.
    @Test func interrupted() throws {
      let connection = database.connection
      let text = "CREATE TABLE b (id INT PRIMARY KEY);\nINSERT INTO b VALUES (1);\nINSERT INTO b SELECT id + 1 FROM missing;\n"
      let breaking = Migration(number: 3, name: "0003-third", text: text)
      #expect(throws: DatabaseError.self) { try applied(connection, [breaking]) }
      #expect(try connection.count("SELECT statements_done FROM schema_migration WHERE number = 3") == 2)
      try connection.execute("CREATE TABLE missing AS SELECT 1 AS id")
      #expect(try applied(connection, [breaking]) == ["0003-third"])
      #expect(try connection.count("SELECT COUNT(*) FROM b") == 2)
    }

    @Test func theLockIsGivenBack() throws {
      _ = try applied(database.connection, [first])
      #expect(try database.another().count("SELECT IS_FREE_LOCK(CONCAT(DATABASE(), '.migrate'))") == 1)
    }
  }
}
