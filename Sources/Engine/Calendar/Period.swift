import Web

/// A year, month, week or day of the calendar (contract chapter 03, Periods). No zone is applied: time spent and days off have dates, no
/// moments.
package struct Period {
  /// The first day.
  package let start: DateTime
  /// The day after the last one.
  package let end: DateTime

  /// - Parameters: numbers as a path holds them, in digits; the year is at most 9998.
  /// - Returns: nil for what no calendar has.
  package init?(year: String, month: String? = nil, day: String? = nil) {
    guard let year = Self.number(year), (1...9998).contains(year) else { return nil }
    guard let monthText = month else {
      self.init(DateTime(year: year, month: 1, day: 1), DateTime(year: year + 1, month: 1, day: 1))
      return
    }
    guard let month = Self.number(monthText) else { return nil }
    guard let dayText = day else {
      let next = month == 12 ? (year + 1, 1) : (year, month + 1)
      self.init(DateTime(year: year, month: month, day: 1), DateTime(year: next.0, month: next.1, day: 1))
      return
    }
    let start = Self.number(dayText).flatMap { DateTime(year: year, month: month, day: $0) }
    self.init(start, start?.adding(days: 1))
  }

  /// The week of that number in the year that its Thursday is in (ISO 8601 §2.2.10).
  package init?(year: String, week: String) {
    guard let year = Self.number(year), (1...9998).contains(year), let week = Self.number(week), (1...53).contains(week),
      let fourth = DateTime(year: year, month: 1, day: 4)
    else { return nil }
    let start = fourth.adding(days: (week - 1) * 7 - fourth.weekday)
    guard start.adding(days: 3).year == year else { return nil }
    self.init(start, start.adding(days: 7))
  }

  private init?(_ start: DateTime?, _ end: DateTime?) {
    guard let start, let end else { return nil }
    self.start = start
    self.end = end
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.count <= 9 && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }
}

extension Period {
  package enum Unit: String, CaseIterable {
    case year, month, week, day

    /// The parameters of a path that names one.
    package var parameters: [String] {
      switch self {
      case .year: ["year"]
      case .month: ["year", "month"]
      case .week: ["year", "week"]
      case .day: ["year", "month", "day"]
      }
    }

    /// The end of a path that names one: `week/:year/:week`.
    package var path: String {
      switch self {
      case .year: "year/:year"
      case .month: "month/:year/:month"
      case .week: "week/:year/:week"
      case .day: "day/:year/:month/:day"
      }
    }
  }
}

extension DateTime {
  package func adding(days: Int) -> DateTime { DateTime(secondsSince1970: secondsSince1970 + days * 86_400) }

  /// A day in any of the notations that clients use: `2026-01-05`, `2026-1-5`, `20260105`, with or without a time of day.
  package init?(anyDate text: String) {
    guard let date = DateTime(query: text) ?? DateTime(body: text) else { return nil }
    self = date
  }
}
