import Glibc
import Web

/// A moment on the clock of a time zone.
package struct LocalTime {
  package let year: Int
  /// From 1.
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int

  /// - Parameters:
  ///   - seconds: since 1970.
  ///   - zone: an IANA name; UTC when it is unknown.
  package init(_ seconds: Int, in zone: String) {
    var parts = tm()
    Self.within(zone) {
      var moment = time_t(seconds)
      localtime_r(&moment, &parts)
    }
    year = Int(parts.tm_year) + 1900
    month = Int(parts.tm_mon) + 1
    day = Int(parts.tm_mday)
    hour = Int(parts.tm_hour)
    minute = Int(parts.tm_min)
  }

  /// The moment at which a day begins on the clock of a zone, in seconds since 1970.
  package static func midnight(_ day: DateTime, in zone: String) -> Int {
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(day.year - 1900), Int32(day.month - 1), Int32(day.day))
    // Whether it is summer time is found out.
    parts.tm_isdst = -1
    var seconds = 0
    within(zone) { seconds = mktime(&parts) }
    return seconds
  }

  /// The C library knows one zone at a time, that of the process (tzset(3)): for single-threaded processes.
  private static func within(_ zone: String, _ body: () -> Void) {
    let former = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", Timezone.isKnown(zone) ? ":\(zone)" : "UTC0", 1)
    tzset()
    body()
    if let former { setenv("TZ", former, 1) } else { unsetenv("TZ") }
    tzset()
  }
}
