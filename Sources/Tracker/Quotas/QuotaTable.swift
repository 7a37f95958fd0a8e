import Engine
import Web

/// What was done by day, week, month and year: frames, the seconds that they last, drawings, and how often something was done.
struct QuotaTable {
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

  mutating func add(_ day: CalendarDay, frames: Int, drawings: Int, framesPerSecond: Double) {
    let year = String(day.year)
    let month = "\(year)-\(padded(day.month))"
    let keys: [(Level, String, within: String)] = [
      (.day, "\(month)-\(padded(day.day))", month), (.week, "\(year)-\(day.week)", year), (.month, month, year),
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
