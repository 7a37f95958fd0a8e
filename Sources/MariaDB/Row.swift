import CMariaDB

/// The current row of a result. It is a view of the statement's buffers: take out what you need before the next row is read.
public struct Row {
  private let columns: UnsafeMutableBufferPointer<ColumnBuffer>

  init(_ statement: Statement) {
    columns = statement.columns
  }

  public var count: Int { columns.count }

  private func column(_ index: Int) -> ColumnBuffer {
    precondition(columns.indices.contains(index), "The row has no such column.")
    return columns[index]
  }

  public func isNull(_ index: Int) -> Bool { column(index).isNull }

  /// A whole number: integers, booleans (0, 1), and what is left of a decimal or double without its fraction.
  public func int(_ index: Int) -> Int? {
    let column = self.column(index)
    if column.isNull { return nil }
    switch column.kind {
    case .integer: return Int(column.memory.load(as: Int64.self))
    case .double: return Int(exactly: column.memory.load(as: Double.self).rounded(.towardZero))
    case .time: return nil
    case .bytes: return text(index).flatMap { Int($0) }
    }
  }

  public func double(_ index: Int) -> Double? {
    let column = self.column(index)
    if column.isNull { return nil }
    switch column.kind {
    case .integer: return Double(column.memory.load(as: Int64.self))
    case .double: return column.memory.load(as: Double.self)
    case .time: return nil
    case .bytes: return text(index).flatMap { Double($0) }
    }
  }

  /// True for a number other than zero; false for zero and null.
  public func bool(_ index: Int) -> Bool { (int(index) ?? 0) != 0 }

  public func text(_ index: Int) -> String? {
    let column = self.column(index)
    if column.isNull { return nil }
    switch column.kind {
    case .integer: return String(column.memory.load(as: Int64.self))
    case .double: return String(column.memory.load(as: Double.self))
    case .time: return time(index)?.description
    case .bytes: return String(decoding: column.bytes, as: UTF8.self)
    }
  }

  /// The bytes of a textual or binary column; empty for null. Valid until the next row is read.
  public func bytes(_ index: Int) -> UnsafeRawBufferPointer { column(index).bytes }

  /// A date or date and time, in UTC.
  public func time(_ index: Int) -> Time? {
    let column = self.column(index)
    if column.isNull || column.kind != .time { return nil }
    let raw = column.memory.load(as: MYSQL_TIME.self)
    return Time(
      year: Int(raw.year), month: Int(raw.month), day: Int(raw.day), hour: Int(raw.hour), minute: Int(raw.minute),
      second: Int(raw.second), microsecond: Int(raw.second_part), isDate: column.isDate)
  }

  /// The column as a value that can be bound again: dates as their text.
  public func value(_ index: Int) -> Value {
    let column = self.column(index)
    if column.isNull { return .null }
    switch column.kind {
    case .integer: return .integer(column.memory.load(as: Int64.self))
    case .double: return .double(column.memory.load(as: Double.self))
    case .time, .bytes: return .text(text(index) ?? "")
    }
  }
}

/// A calendar date, or a date and time of day, as MariaDB keeps it: no zone, understood as UTC.
public struct Time: Sendable, Hashable, CustomStringConvertible {
  public var year, month, day, hour, minute, second, microsecond: Int
  public var isDate: Bool

  /// `2026-11-21` or `2026-11-21 19:05:00.000000`, as SQL reads it.
  public var description: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let years = String(year)
    let date = "\(String(repeating: "0", count: max(0, 4 - years.count)) + years)-\(two(month))-\(two(day))"
    if isDate { return date }
    let fraction = String(microsecond)
    return "\(date) \(two(hour)):\(two(minute)):\(two(second)).\(String(repeating: "0", count: 6 - fraction.count) + fraction)"
  }
}
