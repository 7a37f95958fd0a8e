import Logging
import MariaDB
import TestSupport
import Testing
import Web

@testable import Engine
@testable import Tracker

extension DatabaseTests {
  @Suite struct JobTests {
    private let database: TestDatabase

    init() throws {
      database = try TestDatabase()
      try Migrator(database.connection, try SourceMigrations.all()).run { _ in }
    }

    private func add(_ count: Int = 1, lifetime: Int? = nil) throws {
      let queue = JobQueue()
      for number in 0..<count { queue.add(Job(kind: .mail, payload: ["number": JSON(number)], lifetime: lifetime)) }
      try queue.write(to: database.connection)
    }

    private var stored: [[String?]] {
      get throws {
        try database.connection.all("SELECT payload, attempts, lease, failed_at, reason FROM job ORDER BY id") { row in
          (0..<5).map { row.text($0) }
        }
      }
    }

    /// Makes everything due, as if its time had come.
    private func wait() throws { try database.connection.execute("UPDATE job SET due_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND") }

    @Test func takenInOrderAndGoneWhenDone() throws {
      try add(3)
      let store = JobStore(database.connection, lease: 60)
      for number in 0..<3 {
        let job = try #require(try store.take())
        #expect(job.payload["number"] == JSON(number))
        #expect(job.attempt == 1)
        try store.finish(job)
      }
      #expect(try store.take() == nil)
      #expect(try stored.isEmpty)
    }

    @Test func whatARequestRolledBackIsNoJob() throws {
      struct Refused: Error {}
      _ = try? database.connection.transaction {
        try add()
        throw Refused()
      }
      #expect(try JobStore(database.connection, lease: 60).take() == nil)
    }

    /// Somebody else is in the middle of taking the first one: nobody waits for it, and nobody takes it twice.
    @Test func twoAtOnceTakeDifferentOnes() throws {
      try add(2)
      let first = database.another()
      let second = database.another()
      try first.transaction {
        let mine = try first.first("SELECT payload FROM job WHERE failed_at IS NULL ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED") {
          $0.text(0)
        }
        let other = try #require(try JobStore(second, lease: 60).take())
        #expect(mine.map { $0 != JSON.object(other.payload).description } == true)
        #expect(try JobStore(second, lease: 60).take() == nil)
      }
    }

    /// Its process died, or is only slow: another one takes it, and the first can end nothing any more.
    @Test func aLeaseEnds() throws {
      try add()
      let slow = try #require(try JobStore(database.connection, lease: 60).take())
      let quick = JobStore(database.another(), lease: 60)
      #expect(try quick.take() == nil, "the lease lasts")
      try wait()
      let again = try #require(try quick.take())
      #expect(again.id == slow.id)
      #expect(again.attempt == 2)
      let late = JobStore(database.connection, lease: 60)
      try late.finish(slow)
      try late.putOff(slow, reason: "late")
      try late.giveUp(slow, reason: "late")
      #expect(try stored.count == 1)
      #expect(try stored[0][4] == nil)
      try quick.finish(again)
      #expect(try stored.isEmpty)
    }

    @Test func putOffForLongerEachTime() throws {
      try add()
      let store = JobStore(database.connection, lease: 60)
      var delays: [Int] = []
      for attempt in 1...8 {
        try wait()
        let job = try #require(try store.take())
        #expect(job.attempt == attempt)
        try store.putOff(job, reason: "no answer")
        #expect(try store.take() == nil)
        delays.append(try database.connection.count("SELECT ROUND(TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), due_at) / 1e6) FROM job"))
      }
      #expect(delays == [15, 60, 240, 960, 3840, 15_360, 21_600, 21_600])
      #expect(try stored[0][4] == "no answer")
    }

    @Test func givenUpWithItsReason() throws {
      try add()
      let store = JobStore(database.connection, lease: 60)
      try store.giveUp(try #require(try store.take()), reason: "refused")
      try wait()
      #expect(try store.take() == nil)
      let row = try stored[0]
      #expect(row[0] != "{}", "it can be tried again")
      #expect(row[3] != nil)
      #expect(row[4] == "refused")
    }

    // MARK: What is done with them

    private func runner() throws -> JobRunner {
      var configuration = try Configuration.forTests()
      configuration.database = database.options
      return JobRunner(
        configuration: configuration, lease: 60, isMedia: false, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Why the only job was given up; nil when it was not.
    private var reasonGivenUp: String? {
      get throws { try stored.count == 1 && stored[0][3] != nil ? stored[0][4] : nil }
    }

    /// Nobody waits for it any more, and somebody may ask why it never came.
    @Test func tooLate() throws {
      try add(lifetime: 300)
      try database.connection.execute("UPDATE job SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, reason = 'no answer'")
      #expect(try runner().work())
      #expect(try reasonGivenUp == "It is too late for it. no answer")
    }

    /// One that ends the process that works on it, each time.
    @Test func deadly() throws {
      try add()
      let store = JobStore(database.connection, lease: 60)
      for _ in 0..<JobStore.maxAttempts {
        try wait()
        #expect(try store.take() != nil)
      }
      try wait()
      #expect(try runner().work())
      #expect(try reasonGivenUp == "Its processes ended before it did.")
      try wait()
      #expect(try !runner().work())
    }

    @Test(arguments: [
      ("mail", "[]"), ("mail", "null"), ("mail", #"{"mail":5}"#), ("mail", #"{"mail":"invitation","person_id":"x"}"#),
      ("remove-files", "{}"),
      ("remove-files", #"{"files":"x"}"#), ("sing", "{}"),
    ])
    func damaged(kind: String, payload: String) throws {
      try add()
      try database.connection.execute("UPDATE job SET kind = \(kind), payload = \(payload)")
      let runner = try runner()
      while try runner.work() { try wait() }
      // A mail to nobody is no failure: people leave.
      let isMailToNobody = payload.contains("invitation")
      #expect(try isMailToNobody ? stored.isEmpty : reasonGivenUp != nil)
    }
  }
}
