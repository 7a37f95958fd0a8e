import Synchronization
import TestSupport
import Testing

@testable import MariaDB

extension DatabaseTests {
  @Suite struct ConnectionTests {
    private let database: TestDatabase

    init() throws { database = try TestDatabase() }

    @Test func session() throws {
      let settings = try database.connection.first(
        "SELECT @@session.time_zone, @@session.tx_isolation, @@session.sql_mode, @@collation_connection, @@character_set_client"
      ) { row in (0..<5).map { row.text($0) ?? "" } }
      let values = try #require(settings)
      #expect(values[0] == "+00:00")
      #expect(values[1] == "READ-COMMITTED")
      #expect(values[2].contains("STRICT_ALL_TABLES"))
      #expect(values[3] == "utf8mb4_nopad_bin")
      #expect(values[4] == "utf8mb4")
    }

    @Test func textsCompareByteForByte() throws {
      let connection = database.connection
      #expect(try connection.count("SELECT \("a") = \("A")") == 0)
      #expect(try connection.count("SELECT \("e") = \("é")") == 0)
      #expect(try connection.count("SELECT \("a") = \("a ")") == 0)
      #expect(try connection.count("SELECT \("🐦") = \("🐦")") == 1)
      #expect(try connection.first("SELECT \("日本 🐦 é")") { $0.text(0) } == "日本 🐦 é")
    }

    @Test func everyKindOfColumn() throws {
      let connection = database.connection
      try connection.execute(
        """
        CREATE TABLE kinds (a INT, b BIGINT, c DOUBLE, d DECIMAL(10, 2), e BOOLEAN, f DATE, g DATETIME(6), h UUID, i JSON, j VARCHAR(20),
        k BINARY(4), l ENUM('x', 'y'))
        """)
      let bytes: [UInt8] = [0, 1, 0xFF, 0]
      try connection.execute(
        """
        INSERT INTO kinds VALUES (\(-5), \(Int.max), \(1.5), \("12.25"), \(true), \("2026-11-21"), \("2026-11-21 19:05:06.000789"),
        \("01234567-89AB-7def-8123-456789abcdef"), \(#"{"b": 1, "a":[]}"#), \("é🐦"), \(bytes), \("y"))
        """)
      try connection.execute("INSERT INTO kinds () VALUES ()")
      let rows = try connection.all("SELECT * FROM kinds ORDER BY a IS NULL") { row in (0..<12).map { row.value($0) } }
      #expect(rows.count == 2)
      #expect(
        rows[0] == [
          -5, .integer(.max), .double(1.5), .double(12.25), 1, "2026-11-21", "2026-11-21 19:05:06.000789",
          "01234567-89ab-7def-8123-456789abcdef", #"{"b": 1, "a":[]}"#, "é🐦", rows[0][10], "y",
        ])
      #expect(rows[1] == [Value](repeating: .null, count: 12))
      try connection.stream("SELECT k, g, a, e, c FROM kinds WHERE a IS NOT NULL") { row in
        #expect(Array(row.bytes(0)) == bytes)
        let time = try #require(row.time(1))
        #expect([time.year, time.month, time.day, time.hour, time.minute, time.second, time.microsecond] == [2026, 11, 21, 19, 5, 6, 789])
        #expect(row.int(2) == -5)
        #expect(row.bool(3))
        #expect(row.double(4) == 1.5)
      }
      try connection.stream("SELECT a, c, g, j, k FROM kinds WHERE a IS NULL") { row in
        #expect(row.int(0) == nil && row.double(1) == nil && row.time(2) == nil && row.text(3) == nil && row.isNull(4))
        #expect(!row.bool(0))
      }
    }

    /// A column's buffer begins with 256 bytes and grows; a short value after a long one must not show what is left of that.
    @Test func columnsLongerThanTheirBuffer() throws {
      let connection = database.connection
      let lengths = [0, 1, 255, 256, 257, 100_000, 3, 384, 385, 2_000_000, 0, 256]
      let selects = lengths.map { "SELECT \($0) AS n, REPEAT('é', \($0)) AS a, NULL AS b, REPEAT(\("xy"), \($0 / 2)) AS c" as SQL }
      for _ in 0..<2 {
        var index = 0
        try connection.stream(selects.joined(separator: " UNION ALL ")) { row in
          let length = lengths[index]
          #expect(row.int(0) == length)
          #expect(row.text(1) == String(repeating: "é", count: length))
          #expect(row.isNull(2))
          #expect(row.bytes(3).count == length / 2 * 2)
          #expect(row.text(3)?.hasSuffix("y") ?? false == (length > 1))
          index += 1
        }
        #expect(index == lengths.count)
      }
    }

    @Test func longParameters() throws {
      let connection = database.connection
      let text = String(repeating: "日本語", count: 300_000)
      #expect(try connection.first("SELECT \(text), \(1)") { $0.text(0) } == text)
    }

    @Test func manyRowsAreNotKept() throws {
      let connection = database.connection
      var sum = 0
      try connection.stream("SELECT seq FROM seq_1_to_300000") { sum += $0.int(0) ?? 0 }
      #expect(sum == 300_000 * 300_001 / 2)
    }

    /// The rest of a result that is not read must not disturb the next statement.
    @Test func unreadRows() throws {
      let connection = database.connection
      #expect(try connection.first("SELECT seq FROM seq_1_to_100000") { $0.int(0) } == 1)
      #expect(try connection.exists("SELECT seq FROM seq_1_to_100000"))
      struct Enough: Error {}
      #expect(throws: Enough.self) { try connection.stream("SELECT seq FROM seq_1_to_100000") { _ in throw Enough() } }
      #expect(try connection.count("SELECT 7") == 7)
    }

    @Test func emptyResults() throws {
      let connection = database.connection
      #expect(try connection.first("SELECT 1 FROM DUAL WHERE FALSE") { $0.int(0) } == nil)
      #expect(try !connection.exists("SELECT 1 FROM DUAL WHERE FALSE"))
      #expect(try connection.count("SELECT 1 FROM DUAL WHERE FALSE") == 0)
      #expect(try connection.texts("SELECT 1 FROM DUAL WHERE FALSE") == [])
    }

    @Test func changedRows() throws {
      let connection = database.connection
      try connection.execute("CREATE TABLE t (a INT)")
      #expect(try connection.execute("INSERT INTO t VALUES (1), (2), (3)") == 3)
      #expect(try connection.execute("UPDATE t SET a = 1 WHERE a < 3") == 2, "found rows count, also those that were so already")
      #expect(try connection.execute("DELETE FROM t WHERE a > \(100)") == 0)
    }

    @Test func moreStatementsThanAreKept() throws {
      let connection = database.connection
      for round in 0..<2 {
        for number in 0..<300 { #expect(try connection.count(SQL(raw: "SELECT \(number) + \(round)")) == number + round) }
      }
    }

    @Test func errorsAreTold() throws {
      let connection = database.connection
      try connection.execute("CREATE TABLE p (id INT PRIMARY KEY, n INT NOT NULL, s VARCHAR(3), CHECK (n < 10))")
      try connection.execute("CREATE TABLE c (p INT, FOREIGN KEY (p) REFERENCES p (id))")
      try connection.execute("INSERT INTO p VALUES (1, 1, 'a')")
      func error(_ sql: SQL) -> DatabaseError? {
        do {
          try connection.execute(sql)
          return nil
        } catch {
          return error as? DatabaseError
        }
      }
      #expect(error("INSERT INTO p VALUES (1, 1, 'a')")?.isDuplicate == true)
      #expect(error("INSERT INTO c VALUES (2)")?.isForeignKey == true)
      try connection.execute("INSERT INTO c VALUES (1)")
      #expect(error("DELETE FROM p")?.isForeignKey == true)
      #expect(error("INSERT INTO p VALUES (2, NULL, 'a')")?.isNullRefused == true)
      #expect(error("INSERT INTO p (id) VALUES (2)")?.isNullRefused == true)
      #expect(error("INSERT INTO p VALUES (2, 10, 'a')")?.isCheckRefused == true)
      #expect(error("INSERT INTO p VALUES (2, 1, 'four')")?.isBadValue == true)
      #expect(error("INSERT INTO p VALUES (2, 'x', 'a')")?.isBadValue == true)
      let missing = try #require(error("SELECT * FROM nope WHERE a = \("secret")"))
      #expect(missing.code == 1146)
      #expect(missing.description.contains("nope WHERE a = ?"))
      #expect(!missing.description.contains("secret"), "what was bound is not in the log")
      #expect(error(SQL(raw: "SELECT ?"))?.code == 2034, "fewer values than places")
    }

    @Test func slowStatementsAreReportedWithoutTheirValues() throws {
      let reported = Reported()
      let connection = database.another {
        $0.slowStatement = 100
        $0.onSlowStatement = { text, milliseconds in reported.add(text, milliseconds) }
      }
      #expect(try connection.count("SELECT SLEEP(\(0.15))") == 0)
      #expect(try connection.count("SELECT 1") == 1)
      #expect(reported.texts == ["SELECT SLEEP(?)"])
    }

    @Test func statementsThatTakeTooLongAreEnded() throws {
      let connection = database.another { $0.statementTimeout = 1 }
      let error = #expect(throws: DatabaseError.self) {
        try connection.count("SELECT COUNT(*) FROM seq_1_to_1000000 a, seq_1_to_1000000 b WHERE SHA2(a.seq + b.seq, 512) = ''")
      }
      #expect(error?.isTimeout == true, "\(error.debugDescription)")
      #expect(try connection.count("SELECT 1") == 1, "the session is still good")
    }

    @Test func noServer() throws {
      var options = ConnectionOptions()
      options.socket = "/nonexistent/s.sock"
      let error = #expect(throws: DatabaseError.self) { try Connection(options).count("SELECT 1") }
      #expect(error?.isUnavailable == true)
    }

    /// What the closure for slow statements was given.
    private final class Reported: Sendable {
      private let list = Mutex<[String]>([])
      var texts: [String] { list.withLock { $0 } }
      func add(_ text: String, _ milliseconds: Int) {
        #expect(milliseconds >= 100)
        list.withLock { $0.append(text) }
      }
    }
  }
}
