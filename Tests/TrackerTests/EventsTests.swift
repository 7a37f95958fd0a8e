import MariaDB
import TestSupport
import Testing
import Web

@testable import Engine
@testable import Tracker

extension DatabaseTests {
  @Suite struct EventsTests {
    private let database: TestDatabase

    init() throws {
      database = try TestDatabase()
      try database.connection.execute(
        """
        CREATE TABLE api_event (id UUID PRIMARY KEY, name VARCHAR(80), user_id UUID, project_id UUID, data JSON, created_at DATETIME(6),
        updated_at DATETIME(6), KEY (name))
        """)
      try database.connection.execute(
        "CREATE TABLE stream_message (id UUID PRIMARY KEY, created_at DATETIME(6), name VARCHAR(80), data JSON, project_id UUID)")
    }

    @Test func keptOnesAndPassingOnes() throws {
      let author = ID.random()
      let project = ID.random()
      let queue = EventQueue(author: author)
      queue.emit("Task:Update", ["task_id": "1"], project: project)
      queue.emit("comment:acknowledge", ["comment_id": "2"], isKept: false)
      queue.emit("person:new", [:])
      try queue.write(to: database.connection)
      let kept = try database.connection.all("SELECT name, user_id, project_id, data FROM api_event ORDER BY id") { row in
        (0..<4).map { row.text($0) ?? "NULL" }
      }
      #expect(
        kept == [
          ["task:update", author.description, project.description, #"{"task_id":"1","project_id":"\#(project)"}"#],
          ["person:new", author.description, "NULL", "{}"],
        ])
      #expect(
        try database.connection.texts("SELECT name FROM stream_message ORDER BY id") == [
          "task:update", "comment:acknowledge", "person:new",
        ])
    }

    @Test func whatIsPlayedAgainIsAnnouncedOnce() throws {
      let queue = EventQueue(author: nil)
      queue.emit("a:new", [:])
      queue.removeAll()
      queue.emit("b:new", [:])
      try queue.write(to: database.connection)
      #expect(try AuditTrail.names(database.connection) == ["b:new"])
    }

    /// Events that one request caused have one time: a page that ends between them goes on with the next, leaving none out.
    @Test func cursorsLeaveNothingOut() throws {
      let connection = database.connection
      for time in ["2026-01-01 00:00:00.000001", "2026-01-01 00:00:00.000002", "2026-01-01 00:00:00.000003"] {
        for _ in 0..<3 { try connection.execute("INSERT INTO api_event (id, name, created_at) VALUES (\(ID.make()), 'a:b', \(time))") }
      }
      let shape = Shape(keys: [Shape.Key(name: "id", source: .value("id", .uuid))])
      func page(_ conditions: [SQL], _ limit: Int) throws -> [ID] {
        try connection.ids(Chronicle.newest(shape, of: .apiEvent, conditions, limit))
      }
      let all = try page([], 100)
      #expect(all.count == 9)
      for size in 1...4 {
        var read: [ID] = []
        while read.count < 20 {
          let next = try page(read.last.map { [try Chronicle.older(than: $0, in: .apiEvent, connection)] } ?? [], size)
          if next.isEmpty { break }
          read += next
        }
        #expect(read == all, "pages of \(size)")
      }
      #expect(throws: Failure.self) { try Chronicle.older(than: .random(), in: .apiEvent, connection) }
    }
  }
}
