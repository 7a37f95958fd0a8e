import Glibc
import Synchronization
import TestSupport
import Testing

@testable import MariaDB

extension DatabaseTests {
  @Suite struct TransactionTests {
    private let database: TestDatabase

    init() throws { database = try TestDatabase() }

    private struct Stop: Error {}

    private func table() throws {
      try database.connection.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL) ENGINE = InnoDB")
      try database.connection.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
    }

    @Test func commitsTogether() throws {
      try table()
      let other = database.another()
      try database.connection.transaction {
        try database.connection.execute("UPDATE t SET n = 1")
        #expect(database.connection.isInTransaction)
        #expect(try other.count("SELECT SUM(n) FROM t") == 0, "nobody sees it yet")
      }
      #expect(!database.connection.isInTransaction)
      #expect(try other.count("SELECT SUM(n) FROM t") == 2)
    }

    @Test func rollsBackWhatThrows() throws {
      try table()
      #expect(throws: Stop.self) {
        try database.connection.transaction {
          try database.connection.execute("UPDATE t SET n = 1")
          throw Stop()
        }
      }
      #expect(throws: DatabaseError.self) {
        try database.connection.transaction {
          try database.connection.execute("UPDATE t SET n = 1")
          try database.connection.execute("INSERT INTO t VALUES (1, 0)")
        }
      }
      #expect(!database.connection.isInTransaction)
      #expect(try database.connection.count("SELECT SUM(n) FROM t") == 0)
      #expect(try database.connection.count("SELECT @@in_transaction") == 0)
    }

    @Test func oneInsideAnotherIsPartOfIt() throws {
      try table()
      #expect(throws: Stop.self) {
        try database.connection.transaction {
          try database.connection.transaction { _ = try database.connection.execute("UPDATE t SET n = 1") }
          #expect(database.connection.isInTransaction, "the inner one did not commit")
          throw Stop()
        }
      }
      #expect(try database.connection.count("SELECT SUM(n) FROM t") == 0)
    }

    /// Two transactions lock two rows in opposite order. InnoDB ends one with error 1213; it is played again, and both are done.
    @Test func deadlocksArePlayedAgain() throws {
      try table()
      let attempts = Atomic(0)
      let holding = Atomic(0)
      let failures = Atomic(0)
      func add(_ first: Int, _ second: Int, _ connection: Connection) {
        var isFirstAttempt = true
        do {
          try connection.transaction {
            attempts.add(1, ordering: .relaxed)
            try connection.execute("UPDATE t SET n = n + 1 WHERE id = \(first)")
            if isFirstAttempt {
              isFirstAttempt = false
              holding.add(1, ordering: .sequentiallyConsistent)
              // Each holds its row before it asks for the other's.
              for _ in 0..<1000 where holding.load(ordering: .sequentiallyConsistent) < 2 { usleep(5000) }
            }
            try connection.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
          }
        } catch {
          failures.add(1, ordering: .relaxed)
        }
      }
      let other = database.another()
      // Opened here, so that the C library is not asked for two sessions at once.
      _ = try other.count("SELECT 1")
      let thread = Thread { add(2, 1, other) }
      add(1, 2, database.connection)
      thread.join()
      #expect(failures.load(ordering: .relaxed) == 0)
      #expect(attempts.load(ordering: .relaxed) > 2, "one was played again")
      #expect(try database.connection.all("SELECT n FROM t ORDER BY id") { $0.int(0) } == [2, 2], "each is counted once")
    }

    @Test func lockWaitsArePlayedAgainUntilItIsEnough() throws {
      let connection = database.another { $0.lockTimeout = 1 }
      try table()
      let other = database.another()
      try other.command("START TRANSACTION")
      try other.execute("UPDATE t SET n = 5 WHERE id = 1")
      var attempts = 0
      let error = #expect(throws: DatabaseError.self) {
        try connection.transaction(attempts: 2) {
          attempts += 1
          try connection.execute("UPDATE t SET n = 6 WHERE id = 1")
        }
      }
      #expect(error?.isConflict == true)
      #expect(attempts == 2)
      try other.command("ROLLBACK")
    }

    // MARK: Lost connections

    private func kill(_ victim: Connection) throws {
      let id = try victim.count("SELECT CONNECTION_ID()")
      let killer = database.another()
      try killer.execute("KILL \(raw: String(id))")
      while try killer.exists("SELECT 1 FROM information_schema.processlist WHERE id = \(id)") { usleep(5000) }
    }

    @Test func aLostSessionIsOpenedAgain() throws {
      try table()
      let before = try database.connection.count("SELECT CONNECTION_ID()")
      try kill(database.connection)
      #expect(try database.connection.count("SELECT CONNECTION_ID()") != before)
      try kill(database.connection)
      try database.connection.execute("UPDATE t SET n = 1")
      #expect(try database.connection.count("SELECT SUM(n) FROM t") == 2)
      #expect(try database.connection.count("SELECT @@session.sql_mode LIKE '%STRICT_ALL_TABLES%'") == 1, "set up like the first")
    }

    @Test func aTransactionThatLostItsSessionIsPlayedAgainFromItsBeginning() throws {
      try table()
      var attempts = 0
      try database.connection.transaction {
        attempts += 1
        try database.connection.execute("UPDATE t SET n = n + 1")
        if attempts == 1 { try kill(database.connection) }
        try database.connection.execute("UPDATE t SET n = n + 10")
      }
      #expect(attempts == 2)
      #expect(try database.connection.all("SELECT n FROM t") { $0.int(0) } == [11, 11], "nothing of the first attempt stayed")
    }

    @Test func aLostSessionIsOpenedAgainForATransaction() throws {
      try table()
      try kill(database.connection)
      var attempts = 0
      try database.connection.transaction {
        attempts += 1
        try database.connection.execute("UPDATE t SET n = 3")
      }
      #expect(attempts == 1)
      #expect(try database.another().count("SELECT SUM(n) FROM t") == 6)
    }

    /// Nobody knows whether it happened: it must not be done twice.
    @Test func aCommitThatLostItsSessionIsNotPlayedAgain() throws {
      try table()
      var attempts = 0
      let error = #expect(throws: DatabaseError.self) {
        try database.connection.transaction {
          attempts += 1
          try database.connection.execute("UPDATE t SET n = n + 1")
          try kill(database.connection)
        }
      }
      #expect(error?.isConnectionLost == true)
      #expect(attempts == 1)
      #expect(!database.connection.isInTransaction)
      #expect(try database.connection.count("SELECT 1") == 1)
    }

    /// Rows that were handed out cannot be taken back: the reading is not begun again.
    @Test func aStreamThatLostItsSessionIsNotPlayedAgain() throws {
      var rows = 0
      let id = try database.connection.count("SELECT CONNECTION_ID()")
      let error = #expect(throws: DatabaseError.self) {
        try database.connection.stream("SELECT seq, REPEAT('x', 200) FROM seq_1_to_2000000") { row in
          rows += 1
          #expect(row.int(0) == rows)
          if rows == 1 { try database.another().execute("KILL \(raw: String(id))") }
        }
      }
      #expect(error?.isConnectionLost == true, "\(error.debugDescription)")
      #expect(rows > 0 && rows < 2_000_000)
      #expect(try database.connection.count("SELECT 1") == 1)
    }
  }
}

/// A thread whose end can be waited for.
private final class Thread {
  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  private var thread = pthread_t()

  init(_ body: @escaping () -> Void) {
    pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, Unmanaged.passRetained(Body(body)).toOpaque())
  }

  func join() { pthread_join(thread, nil) }
}
