import Glibc

/// A moment on the clock of a time zone.
struct LocalTime {
  let year: Int
  /// From 1.
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int

  /// - Parameters:
  ///   - seconds: since 1970.
  ///   - zone: an IANA name; UTC when it is unknown.
  ///
  /// The C library knows one zone at a time, that of the process (tzset(3)): for single-threaded processes.
  init(_ seconds: Int, in zone: String) {
    let former = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", Timezone.isKnown(zone) ? ":\(zone)" : "UTC0", 1)
    tzset()
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    if let former { setenv("TZ", former, 1) } else { unsetenv("TZ") }
    tzset()
    year = Int(parts.tm_year) + 1900
    month = Int(parts.tm_mon) + 1
    day = Int(parts.tm_mday)
    hour = Int(parts.tm_hour)
    minute = Int(parts.tm_min)
  }
}
