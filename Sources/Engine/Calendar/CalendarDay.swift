import Web

/// A day as somebody's calendar shows it.
package struct CalendarDay: Hashable {
  package let year: Int
  package let month: Int
  package let day: Int

  package init(_ date: DateTime) { (year, month, day) = (date.year, date.month, date.day) }
  package init(_ time: LocalTime) { (year, month, day) = (time.year, time.month, time.day) }

  /// The number of the week in which the day is (ISO 8601 §2.2.10: the week belongs to the year of its Thursday).
  package var week: Int {
    guard let date = DateTime(year: year, month: month, day: day) else { return 0 }
    let days = date.secondsSince1970 / 86_400
    let thursday = DateTime(secondsSince1970: (days - Weekday.of(days) + 3) * 86_400)
    guard let first = DateTime(year: thursday.year, month: 1, day: 1) else { return 0 }
    return (thursday.secondsSince1970 - first.secondsSince1970) / 86_400 / 7 + 1
  }
}
