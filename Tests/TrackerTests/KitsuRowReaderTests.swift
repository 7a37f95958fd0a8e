import Engine
import Testing
import Web

@testable import Tracker

@Suite struct KitsuRowReaderTests {
  private static let now = DateTime(body: "2026-11-21T19:00:00")

  private func read(_ kind: String, _ row: JSON.Object, former: Record? = nil) throws -> KitsuRowReader.Read {
    let kind = try #require(KitsuKind.all.first { $0.path == kind })
    var reader = KitsuRowReader(kind: kind, now: try #require(Self.now))
    return reader.read(row, former: former)
  }

  @Test func everyListAndKeyIsOneOfTheTable() {
    for kind in KitsuKind.all {
      for name in kind.links.keys { #expect(kind.table.relation(name) != nil, "\(kind.path) \(name)") }
      for name in kind.key { #expect(kind.table.column(name) != nil, "\(kind.path) \(name)") }
    }
    #expect(KitsuKind.all.count == 16)
  }

  @Test func aNewRowHasDefaultsAndNoOtherFields() throws {
    let id = ID.make()
    let row = try read("time-spents", ["id": JSON(id), "duration": 60, "date": "2026-05-20", "created_at": "2020-01-02T03:04:05"])
    #expect(row.errors.isEmpty)
    #expect(row.record.id == id)
    #expect(row.record.text("created_at") == "2020-01-02 03:04:05.000000")
    #expect(row.record.text("updated_at") == "2026-11-21 19:00:00.000000")
    #expect(try read("time-spents", ["id": JSON(id), "date": "2026-05-20", "hours": 1]).errors.map(\.field) == ["hours", "duration"])
  }

  @Test func aStoredRowKeepsWhatIsNotSent() throws {
    let stored = Record(.milestone, values: ["id": .text(ID.make().description), "name": "Pitch", "date": "2026-06-01"])
    let row = try read("milestones", ["date": nil, "unknown": 1], former: stored)
    #expect(row.errors.isEmpty)
    #expect(row.record.text("name") == "Pitch")
    #expect(row.record["date"].isNull)
    #expect(try read("milestones", ["name": nil], former: stored).errors.map(\.field) == ["name"])
  }

  @Test func someRowsAreAlwaysAsOfNow() throws {
    let stored = Record(.task, values: ["id": .text(ID.make().description), "name": "main"])
    let row = try read("tasks", ["updated_at": "2020-01-02T03:04:05", "assignees": [JSON(ID.make())]], former: stored)
    #expect(row.record.text("updated_at") == "2026-11-21 19:00:00.000000")
    #expect(row.related.map(\.name) == ["assignees"])
    #expect(row.related.first?.ids.count == 1)
  }
}
