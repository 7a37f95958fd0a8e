import Glibc

/// Microseconds of `CLOCK_MONOTONIC`: never set back, and the same for every process of the machine.
enum MonotonicClock {
  static let second: UInt64 = 1_000_000

  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * second + UInt64(time.tv_nsec) / 1_000
  }

  /// From `earlier` to `later`, 0 when another process stamped `earlier` a moment after we looked at the clock.
  static func elapsed(from earlier: UInt64, to later: UInt64) -> UInt64 {
    later > earlier ? later - earlier : 0
  }
}
