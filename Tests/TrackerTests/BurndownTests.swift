import Testing

@testable import Tracker

/// What was done by day, within the plan (contract chapter 09, burndown).
@Suite struct BurndownTests {
  private func day(_ date: String, _ done: Int = 1, _ estimation: Double = 60) -> Burndown.Day {
    Burndown.Day(date: date, done: done, estimation: estimation)
  }

  @Test func whatWasDoneBeforeThePlanCountsOnItsFirstDay() {
    let burndown = Burndown(
      [day("2026-10-05"), day("2026-10-07"), day("2026-11-01"), day("2026-11-30")], first: "2026-11-01", last: "2026-12-20")
    #expect(burndown.days == [day("2026-11-01", 3, 180), day("2026-11-30")])
    #expect(burndown.start == "2026-11-01" && burndown.end == "2026-12-20")
  }

  @Test func aPlanThatEndsBeforeItBeginsStartsAtItsEnd() {
    let burndown = Burndown([day("2026-10-05")], first: "2026-11-01", last: "2026-10-20")
    #expect(burndown.days == [day("2026-10-20")])
    #expect(burndown.start == "2026-10-20" && burndown.end == "2026-11-01")
  }

  @Test func withoutAPlanTheDaysAreTheirOwn() {
    #expect(Burndown([day("2026-10-05")], first: nil, last: nil).days == [day("2026-10-05")])
    let empty = Burndown([], first: nil, last: nil)
    #expect(empty.start == nil && empty.end == nil && empty.days.isEmpty)
    #expect(Burndown([day("2026-10-05")], first: nil, last: "2026-12-01").days == [day("2026-10-05")])
  }
}
