/// A date, or a date and time of day, as clients write it. There are no zones: the contract keeps the wall clock and calls it UTC.
public struct DateTime: Sendable, Hashable, Comparable {
  public var year: Int
  public var month: Int
  public var day: Int
  public var hour = 0
  public var minute = 0
  public var second = 0
  public var microsecond = 0

  /// Nil for a day that no calendar has.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// As bodies carry it (chapter 02, Input coercion): `YYYY-MM-DD` or `YYYYMMDD`, optionally followed by `T` or a blank, `HH:MM`, `:SS` and a
  /// fraction. A zone (`Z`, `+02:00`) may follow and is ignored.
  public init?(body text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.digits(exactly: 4) else { return nil }
    let isDashed = scanner.skip("-")
    guard let month = scanner.digits(exactly: 2), !isDashed || scanner.skip("-"), let day = scanner.digits(exactly: 2) else { return nil }
    if scanner.isAtEnd {
      self.init(year: year, month: month, day: day)
      return
    }
    guard scanner.skip("T") || scanner.skip(" "), let hour = scanner.digits(exactly: 2) else { return nil }
    let isColoned = scanner.skip(":")
    guard let minute = scanner.digits(exactly: 2) else { return nil }
    var second = 0
    var microsecond = 0
    if scanner.skip(":") || (!isColoned && scanner.startsWithDigit) {
      guard let digits = scanner.digits(exactly: 2) else { return nil }
      second = digits
      if scanner.skip(".") {
        guard let fraction = scanner.fraction() else { return nil }
        microsecond = fraction
      }
    }
    guard scanner.skipZone() else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second, microsecond: microsecond)
  }

  /// As query strings carry it (chapter 01, section 4, Q): `YYYY-MM-DDTHH:MM:SS` or `YYYY-MM-DD`; months and days may have one digit.
  public init?(query text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.digits(exactly: 4), scanner.skip("-"), let month = scanner.digits(upTo: 2), scanner.skip("-"),
      let day = scanner.digits(upTo: 2)
    else { return nil }
    if scanner.isAtEnd {
      self.init(year: year, month: month, day: day)
      return
    }
    guard scanner.skip("T"), let hour = scanner.digits(upTo: 2), scanner.skip(":"), let minute = scanner.digits(upTo: 2), scanner.skip(":"),
      let second = scanner.digits(upTo: 2), scanner.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// The moment that many seconds after 1970, in UTC.
  public init(secondsSince1970 seconds: Int, microsecond: Int = 0) {
    // Days from civil, the other way round (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    hour = rest / 3600
    minute = rest / 60 % 60
    second = rest % 60
    self.microsecond = microsecond
  }

  /// Seconds since 1970.
  public var secondsSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// `YYYY-MM-DD`.
  public var date: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  /// `YYYY-MM-DD HH:MM:SS.ffffff`, as the database reads it.
  public var sql: String { "\(date) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(microsecond, 6))" }

  /// The day as mail and HTTP write it, in English: `Sat, 21 Nov 2026 19:05:00` (RFC 5322 §3.3, RFC 9110 §5.6.7), without a zone.
  private var stamp: String {
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(secondsSince1970 / 86_400) % 7]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    return "\(weekday), \(padded(day, 2)) \(name) \(year) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
  }

  /// For headers of HTTP.
  public var http: String { "\(stamp) GMT" }

  /// For headers of mail.
  public var mail: String { "\(stamp) +0000" }

  private var order: [Int] { [year, month, day, hour, minute, second, microsecond] }

  public static func < (left: DateTime, right: DateTime) -> Bool { left.order.lexicographicallyPrecedes(right.order) }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }
  var startsWithDigit: Bool { rest.first.map { (48...57).contains($0) } ?? false }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func digits(exactly count: Int) -> Int? {
    let found = rest.prefix(count).prefix { (48...57).contains($0) }
    guard found.count == count else { return nil }
    rest.removeFirst(count)
    return found.reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  mutating func digits(upTo count: Int) -> Int? {
    let found = rest.prefix(count).prefix { (48...57).contains($0) }
    guard !found.isEmpty else { return nil }
    rest.removeFirst(found.count)
    return found.reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  /// The digits of a fraction, as microseconds.
  mutating func fraction() -> Int? {
    let found = rest.prefix { (48...57).contains($0) }
    guard !found.isEmpty else { return nil }
    rest.removeFirst(found.count)
    let six = found.prefix(6).reduce(0) { $0 * 10 + Int($1) - 48 }
    return repeatElement(10, count: max(0, 6 - found.count)).reduce(six, *)
  }

  /// Nothing, `Z`, or `+HH`, `+HHMM`, `+HH:MM`.
  mutating func skipZone() -> Bool {
    if isAtEnd { return true }
    if skip("Z") || skip("z") { return isAtEnd }
    guard skip("+") || skip("-"), digits(exactly: 2) != nil else { return false }
    if isAtEnd { return true }
    _ = skip(":")
    return digits(exactly: 2) != nil && isAtEnd
  }
}
