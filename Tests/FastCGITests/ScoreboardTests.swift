import Glibc
import Testing

@testable import FastCGI

@Suite struct ScoreboardTests {
  private let routes = ["/a", "/b/:id", "/ü"]

  @Test func layout() {
    let layout = ScoreboardLayout(slots: 3, routes: routes)
    #expect(layout.place(1) - layout.place(0) >= ScoreboardLayout.Place.routes + 3 * ScoreboardLayout.Route.words)
    #expect(layout.place(0) % 8 == 0 && layout.place(1) % 8 == 0, "places begin on cache lines")
    #expect(layout.words == layout.place(3))
    #expect(ScoreboardLayout.Place.microseconds < ScoreboardLayout.Place.routes)
  }

  @Test func writtenHereReadThere() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/board"
      let board = try Scoreboard(slots: 4, routes: routes, path: path)
      let slot = Slot(board: board, index: 2)
      #expect(try Scoreboard.read(path: path).workers.isEmpty)

      slot.occupy(generation: 7)
      slot.pid = 42
      slot.memoryInUse = 5 << 20
      var worker = try #require(try Scoreboard.read(path: path).workers.first)
      #expect(worker.state == .starting && worker.pid == 42 && worker.generation == 7 && worker.memory == 5 << 20)

      slot.ready()
      slot.accepted()
      #expect(try Scoreboard.read(path: path).workers.first?.state == .reading)
      slot.begin(method: "GET", requestID: "4f2c-ü")
      slot.route(2)
      let snapshot = try Scoreboard.read(path: path)
      worker = try #require(snapshot.workers.first)
      #expect(worker.state == .working && worker.method == "GET" && worker.requestID == "4f2c-ü" && worker.route == "/ü")
      #expect(worker.request == "GET /ü (request 4f2c-ü)")
      #expect(snapshot.busyWorkers == 1 && snapshot.isRunning)
      #expect(snapshot.totals.requests == 0)

      slot.end(status: 503)
      slot.end(status: 200)
      slot.released()
      let totals = try Scoreboard.read(path: path).totals
      #expect(totals.byStatusClass == [0, 0, 0, 0, 0, 1], "a request is counted once")
      #expect(totals.routes.map(\.name) == routes)
      #expect(totals.routes[2].requests == 1 && totals.routes[2].failures == 1)
      #expect(try Scoreboard.read(path: path).workers.first?.state == .idle)
      #expect(try Scoreboard.read(path: path).workers.first?.requestID == "")

      slot.vacate()
      #expect(try Scoreboard.read(path: path).workers.isEmpty)
      #expect(try Scoreboard.read(path: path).totals.requests == 1, "totals outlive the worker")
    }
  }

  @Test func requestThatNobodyEnded() throws {
    let slot = try Slot(routes: routes)
    slot.occupy(generation: 1)
    slot.ready()
    slot.accepted()
    slot.released()
    #expect(slot.snapshot().totals.requests == 0, "a broken head is no request")
    slot.accepted()
    slot.begin(method: "GET", requestID: "")
    slot.route(1)
    slot.released()
    #expect(slot.snapshot().totals.byStatusClass[0] == 1)
    #expect(slot.snapshot().workers.first?.requests == 2)
    slot.accepted()
    slot.begin(method: "GET", requestID: "")
    slot.route(1)
    slot.countLostRequest()
    #expect(
      slot.snapshot().totals.routes[1]
        == Snapshot.RouteTotals(name: "/b/:id", requests: 2, failures: 1, microseconds: slot.snapshot().totals.routes[1].microseconds))
  }

  @Test func whatDoesNotFit() throws {
    let slot = try Slot(routes: routes)
    slot.occupy(generation: 1)
    slot.begin(method: String(repeating: "M", count: 100), requestID: String(repeating: "é", count: 100))
    slot.route(-1)
    slot.route(3)
    slot.end(status: 99_999)
    let worker = try #require(slot.snapshot().workers.first)
    #expect(worker.method.count == 16 && worker.requestID == String(repeating: "é", count: 32) && worker.route == nil)
    #expect(slot.snapshot().totals.byStatusClass[0] == 1)
  }

  @Test func otherFilesAreRefused() throws {
    try withTemporaryFolder { folder in
      #expect(throws: PoolError.self) { try Scoreboard.read(path: folder + "/none") }
      for content in ["", "x", String(repeating: "x", count: 10_000)] {
        let path = folder + "/other"
        let file = try #require(fopen(path, "w"))
        fputs(content, file)
        fclose(file)
        #expect(throws: PoolError.self) { try Scoreboard.read(path: path) }
      }
      let path = folder + "/cut"
      _ = try Scoreboard(slots: 4, routes: routes, path: path)
      truncate(path, 1_000)
      #expect(throws: PoolError.self) { try Scoreboard.read(path: path) }
    }
  }

  @Test func writerThatDiedIsReadAllTheSame() throws {
    let slot = try Slot()
    slot.occupy(generation: 1)
    slot.board.memory[slot.board.layout.place(0)] = 7
    #expect(slot.snapshot().workers.count == 1)
    slot.ready()
    #expect(slot.board.memory[slot.board.layout.place(0)] % 2 == 0)
  }

  /// Another thread writes requests in which everything has the same digit; a reader never sees two digits in one.
  @Test func readWhileItIsWritten() throws {
    let slot = try Slot(routes: (0...9).map { "/\($0)" })
    slot.occupy(generation: 1)
    let writer = Background {
      for round in 0..<5_000 {
        let digit = String(round % 10)
        slot.begin(method: String(repeating: digit, count: 16), requestID: String(repeating: digit, count: 64))
        usleep(1)
      }
    }
    var seen: Set<String> = []
    while !writer.isFinished {
      guard let worker = slot.snapshot().workers.first, worker.state == .working else { continue }
      let digits = Set(worker.method + worker.requestID)
      #expect(digits.count == 1)
      seen.formUnion(digits.map(String.init))
    }
    #expect(seen.count > 1)
  }

  @Test(arguments: [
    (0, "0 µs"), (999, "999 µs"), (1_000, "1.0 ms"), (15_349, "15.3 ms"), (1_000_000, "1.0 s"), (59_900_000, "59.9 s"),
    (60_000_000, "1 min"), (3_600_000_000, "1 h 0 min"), (90_000_000_000, "1 d 1 h"),
  ])
  func duration(microseconds: UInt64, text: String) {
    #expect(Snapshot.duration(microseconds) == text)
  }

  @Test func table() throws {
    let slot = try Slot(routes: routes)
    slot.occupy(generation: 1)
    slot.pid = 4711
    slot.begin(method: "DELETE", requestID: "abc")
    slot.route(1)
    let lines = slot.snapshot().description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].contains("generation 0") && lines[0].contains("1 of 0 workers busy"))
    #expect(lines[3].split(separator: " ") == ["PID", "STATE", "SINCE", "REQUESTS", "MEMORY", "METHOD", "ROUTE", "REQUEST"])
    #expect(lines[4].contains("4711  working") && lines[4].hasSuffix("DELETE  /b/:id  abc"))
  }
}
