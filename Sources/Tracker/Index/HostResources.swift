import Engine
import FastCGI
import Glibc
import Synchronization
import Web

/// The load of the machine, from the kernel's own counters (proc(5)).
enum HostResources {
  /// `/status/resources`, and beside what the contract asks for the pool of workers.
  static func document(_ processors: ProcessorLoad, _ pool: Snapshot, runningJobs: Int) -> JSON.Object {
    var averages = [0.0, 0.0, 0.0]
    getloadavg(&averages, 3)
    return [
      "date": .text(localTime()),
      "cpu": [
        "percent": .array(processors.percentages(LocalFile.text("/proc/stat")).map { .number($0) }),
        "loadavg": [
          "last 1 min": .number(averages[0]), "last 5 min": .number(averages[1]), "last 10 min": .number(averages[2]),
        ],
      ],
      "memory": .object(memory(LocalFile.text("/proc/meminfo"))),
      "jobs": ["running_jobs": JSON(runningJobs)],
      "pool": .object(pool.document),
    ]
  }

  /// Bytes, and the percentage in use of all memory. What the kernel can take back at once counts as available.
  static func memory(_ meminfo: String) -> JSON.Object {
    func bytes(_ name: String) -> Int {
      let line = meminfo.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
    let total = bytes("MemTotal")
    let available = bytes("MemAvailable")
    return [
      "total": JSON(total), "used": JSON(total - available), "available": JSON(available),
      "percent": .number(total == 0 ? 0 : rounded(Double(total - available) / Double(total) * 100)),
    ]
  }

  /// `2026-11-21T19:59:56.873277` in the time zone of the machine.
  private static func localTime() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var local = tm()
    localtime_r(&now.tv_sec, &local)
    let seconds = DateTime(secondsSince1970: now.tv_sec + local.tm_gmtoff, microsecond: now.tv_nsec / 1000)
    return "\(seconds.date)T\(seconds.sql.dropFirst(11))"
  }

  /// To one decimal.
  static func rounded(_ percentage: Double) -> Double { (percentage * 10).rounded() / 10 }
}

/// How busy each processor was since this worker was asked before, or since the machine started. The kernel counts since the start; to
/// look twice within the request would hold the worker for as long.
final class ProcessorLoad: Sendable {
  struct Times: Equatable {
    var busy = 0.0
    var total = 0.0
  }

  private let previous = Mutex<[Times]>([])

  /// Percentages, to one decimal, by processor.
  /// - Parameter statistics: the content of `/proc/stat`.
  func percentages(_ statistics: String) -> [Double] {
    let now = Self.times(statistics)
    return previous.withLock { previous in
      let base = previous.count == now.count ? previous : now.map { _ in Times() }
      previous = now
      return zip(now, base).map { now, base in
        // Asked twice within a tick of the kernel's clock, nothing has been counted in between.
        let total = now.total - base.total
        return total > 0 ? HostResources.rounded(min(max((now.busy - base.busy) / total, 0), 1) * 100) : 0
      }
    }
  }

  /// `cpu0 user nice system idle iowait irq softirq steal guest guest_nice`, a line for each processor; the time of guests is in that of
  /// users already.
  static func times(_ statistics: String) -> [Times] {
    statistics.split(separator: "\n").filter { $0.hasPrefix("cpu") && !$0.hasPrefix("cpu ") }.map { line in
      let counts = line.split(separator: " ").dropFirst().prefix(8).map { Double($0) ?? 0 }
      let total = counts.reduce(0, +)
      return Times(busy: total - counts.dropFirst(3).prefix(2).reduce(0, +), total: total)
    }
  }
}

extension Snapshot {
  /// The pool of workers in short.
  var document: JSON.Object {
    ["workers": JSON(workers.count), "busy": JSON(busyWorkers), "requests": JSON(totals.requests)]
  }
}
