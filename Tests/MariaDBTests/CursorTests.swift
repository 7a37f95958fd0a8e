import TestSupport
import Testing

@testable import MariaDB

extension DatabaseTests {
  /// Results that are read side by side.
  @Suite struct CursorTests {
    private let database: TestDatabase

    init() throws { database = try TestDatabase() }

    @Test func twoResultsInStep() throws {
      let numbers: SQL = "SELECT 1 AS n UNION SELECT 2 UNION SELECT 4 ORDER BY n"
      let other = Connection(database.connection.options)
      var seen: [String] = []
      try other.read("SELECT 2 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 ORDER BY n") { cursor in
        var row = try cursor.next()
        try database.connection.stream(numbers) { number in
          let wanted = number.int(0) ?? 0
          while let here = row?.int(0), here < wanted { row = try cursor.next() }
          var count = 0
          while row?.int(0) == wanted {
            count += 1
            row = try cursor.next()
          }
          seen.append("\(wanted): \(count)")
        }
      }
      #expect(seen == ["1: 0", "2: 2", "4: 1"])
    }

    @Test func whatIsLeftIsGivenUp() throws {
      let first = try database.connection.read("SELECT 1 UNION SELECT 2") { try $0.next()?.int(0) }
      #expect(first == 1)
      #expect(try database.connection.count("SELECT 5") == 5, "the connection is free again")
    }

    /// Taking in what is left of a large result would take longer than a new session; a transaction must keep its own.
    @Test func muchThatIsLeftIsNotWaitedFor() throws {
      struct Enough: Error {}
      let connection = database.connection
      func session() throws -> Int { try connection.count("SELECT CONNECTION_ID()") }
      func giveUp(after count: Int) throws {
        var seen = 0
        try connection.stream("SELECT seq FROM seq_1_to_2000000") { _ in
          seen += 1
          if seen == count { throw Enough() }
        }
      }
      let first = try session()
      #expect(throws: Enough.self) { try giveUp(after: 200) }
      let second = try session()
      #expect(second != first)
      try connection.transaction {
        #expect(throws: Enough.self) { try giveUp(after: 200) }
        let here = try session()
        #expect(here == second)
      }
      let rows = try connection.all("SELECT seq FROM seq_1_to_300") { $0.int(0) }
      #expect(rows.count == 300)
      #expect(try session() == second, "a result that was read to its end costs no session")
    }

    @Test func theEnd() throws {
      let rows = try database.connection.read("SELECT 1 FROM DUAL WHERE FALSE") { cursor in
        [try cursor.next()?.count, try cursor.next()?.count]
      }
      #expect(rows == [nil, nil])
    }
  }
}
