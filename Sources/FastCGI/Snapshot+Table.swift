extension Snapshot: CustomStringConvertible {
  /// The pool in a line, its totals, a table of the workers and one of the routes that were asked most.
  public var description: String {
    var lines = [headline, summary, ""]
    lines += Self.table(
      ["PID", "STATE", "SINCE", "REQUESTS", "MEMORY", "METHOD", "ROUTE", "REQUEST"],
      workers.map { worker in
        [
          String(worker.pid), "\(worker.state)", Self.duration(worker.since), String(worker.requests),
          worker.memory == 0 ? "-" : "\(worker.memory >> 20) MiB", worker.method, worker.route ?? "", worker.requestID,
        ]
      })
    let asked = totals.routes.filter { $0.requests > 0 }.sorted { $0.requests > $1.requests }.prefix(20)
    if !asked.isEmpty {
      lines.append("")
      lines += Self.table(
        ["ROUTE", "REQUESTS", "FAILED", "MEAN"],
        asked.map { route in
          [route.name, String(route.requests), String(route.failures), Self.duration(UInt64(route.microseconds / route.requests))]
        })
    }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    guard isRunning else { return "not running: supervisor \(supervisor) is gone" }
    return "supervisor \(supervisor), \(state) for \(Self.duration(uptime)), generation \(generation), "
      + "\(busyWorkers) of \(wantedWorkers) workers busy"
  }

  private var summary: String {
    let classes = zip(["no answer", "1xx", "2xx", "3xx", "4xx", "5xx"], totals.byStatusClass)
    let counted = classes.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    return "\(totals.requests) requests\(counted.isEmpty ? "" : " (\(counted))"); workers: \(totals.recycled) recycled, "
      + "\(totals.restarts) died, \(totals.timeouts) timed out; \(totals.lost) requests lost"
  }

  /// Rows under their titles, columns two spaces apart; columns of numbers are aligned on the right.
  private static func table(_ titles: [String], _ rows: [[String]]) -> [String] {
    let widths = titles.indices.map { column in
      rows.reduce(titles[column].count) { max($0, $1[column].count) }
    }
    let isNumber = titles.map { ["PID", "SINCE", "REQUESTS", "MEMORY", "FAILED", "MEAN"].contains($0) }
    return ([titles] + rows).map { row in
      var line = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return isNumber[column] ? space + row[column] : row[column] + space
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// A duration in the unit in which it reads best: `120 µs`, `3.4 ms`, `12.0 s`, `5 min`, `3 h 20 min`, `2 d 4 h`.
  static func duration(_ microseconds: UInt64) -> String {
    func decimal(_ unit: UInt64) -> String {
      let tenths = (microseconds * 10 + unit / 2) / unit
      return "\(tenths / 10).\(tenths % 10)"
    }
    let seconds = microseconds / MonotonicClock.second
    return switch seconds {
    case 0 where microseconds < 1_000: "\(microseconds) µs"
    case 0: "\(decimal(1_000)) ms"
    case ..<60: "\(decimal(MonotonicClock.second)) s"
    case ..<3_600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
    default: "\(seconds / 86_400) d \(seconds % 86_400 / 3_600) h"
    }
  }
}
