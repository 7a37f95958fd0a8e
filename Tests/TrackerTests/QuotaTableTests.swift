import Testing
import Web

@testable import Engine
@testable import Tracker

/// Weeks of quotas (ISO 8601).
@Suite struct QuotaTableTests {
  @Test(arguments: [
    ("2026-11-05", 45), ("2026-12-31", 53), ("2027-01-03", 53), ("2027-01-04", 1), ("2024-12-30", 1), ("2021-01-03", 53), ("2020-01-01", 1),
    ("1969-12-31", 1), ("1970-01-05", 2),
  ])
  func weeks(date: String, week: Int) throws {
    let day = CalendarDay(try #require(DateTime(body: date)))
    #expect(day.week == week)
  }

  @Test func daysOfTheWeek() {
    #expect((-4...3).map { Weekday.of($0) } == [6, 0, 1, 2, 3, 4, 5, 6])
  }

  @Test func daysAreCountedOnce() {
    var table = QuotaTable()
    guard let date = DateTime(body: "2026-11-05") else { return }
    for _ in 0..<2 { table.add(CalendarDay(date), frames: 12, drawings: 1, framesPerSecond: 24) }
    #expect(table.json["day"]["frames"] == ["2026-11-05": 24])
    #expect(table.json["day"]["seconds"]["2026-11-05"] == .number(1))
    #expect(table.json["day"]["entries"] == ["2026-11": 1])
    #expect(table.json["week"]["count"] == ["2026-45": 2])
    #expect(table.json["year"]["entries"] == .null)
  }
}
