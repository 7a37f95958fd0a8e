import Web

/// What was done by day, week, month and year: frames, the seconds that they last, drawings, and how often something was done.
struct QuotaTable {
  /// A day as somebody's calendar shows it.
  struct Day: Hashable {
    let year: Int
    let month: Int
    let day: Int

    init(_ date: DateTime) { (year, month, day) = (date.year, date.month, date.day) }
    init(_ time: LocalTime) { (year, month, day) = (time.year, time.month, time.day) }
  }

  private struct Sum {
    var frames = 0
    var seconds = 0.0
    var count = 0
    var drawings = 0
  }

  private enum Level: String, CaseIterable { case day, week, month, year }

  private var sums: [Level: [String: Sum]] = [:]
  /// How many different days, weeks and months of a longer time have something.
  private var entries: [Level: [String: Int]] = [:]

  mutating func add(_ day: Day, frames: Int, drawings: Int, framesPerSecond: Double) {
    let year = String(day.year)
    let month = "\(year)-\(padded(day.month))"
    let keys: [(Level, String, within: String)] = [
      (.day, "\(month)-\(padded(day.day))", month), (.week, "\(year)-\(Self.week(of: day))", year), (.month, month, year),
      (.year, year, ""),
    ]
    for (level, key, within) in keys {
      var sum = sums[level]?[key] ?? Sum()
      if sum.count == 0 { entries[level, default: [:]][within, default: 0] += 1 }
      sum.frames += frames
      sum.seconds += Double(frames) / framesPerSecond
      sum.count += 1
      sum.drawings += drawings
      sums[level, default: [:]][key] = sum
    }
  }

  /// The number of the week in which a day is (ISO 8601 §2.2.10: the week belongs to the year of its Thursday).
  static func week(of day: Day) -> Int {
    guard let date = DateTime(year: day.year, month: day.month, day: day.day) else { return 0 }
    let days = date.secondsSince1970 / 86_400
    let thursday = DateTime(secondsSince1970: (days - weekday(days) + 3) * 86_400)
    guard let first = DateTime(year: thursday.year, month: 1, day: 1) else { return 0 }
    return (thursday.secondsSince1970 - first.secondsSince1970) / 86_400 / 7 + 1
  }

  /// The day of the week of a number of days since 1970: 0 is Monday.
  static func weekday(_ days: Int) -> Int { ((days + 3) % 7 + 7) % 7 }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  var json: JSON {
    var levels = JSON.Object()
    for level in Level.allCases {
      func object(_ value: (Sum) -> JSON) -> JSON {
        var object = JSON.Object()
        for (key, sum) in (sums[level] ?? [:]).sorted(by: { $0.key < $1.key }) { object[key] = value(sum) }
        return .object(object)
      }
      var members: JSON.Object = [
        "frames": object { JSON($0.frames) }, "seconds": object { .number($0.seconds) }, "count": object { JSON($0.count) },
      ]
      if level != .year {
        var counted = JSON.Object()
        for (key, count) in (entries[level] ?? [:]).sorted(by: { $0.key < $1.key }) { counted[key] = JSON(count) }
        members["entries"] = .object(counted)
      }
      members["drawings"] = object { JSON($0.drawings) }
      levels[level.rawValue] = .object(members)
    }
    return .object(levels)
  }
}
