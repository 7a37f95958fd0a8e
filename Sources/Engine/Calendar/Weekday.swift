import Web

/// The week begins on Monday (ISO 8601).
package enum Weekday {
  /// The day of the week of a number of days since 1970: 0 is Monday.
  package static func of(_ days: Int) -> Int { ((days + 3) % 7 + 7) % 7 }
}

extension DateTime {
  /// 0 is Monday.
  package var weekday: Int { Weekday.of(secondsSince1970 / 86_400) }
}
