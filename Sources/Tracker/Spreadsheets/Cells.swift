import Engine
import MariaDB
import Web

/// Reads the cells of a row and collects what is wrong with them.
struct Cells {
  let row: Sheet.Row
  private(set) var problems: SheetProblems

  init(_ row: Sheet.Row, _ problems: SheetProblems) { (self.row, self.problems) = (row, problems) }

  mutating func fail(_ column: String, _ message: String) { problems.add(row, column, message) }

  /// A cell that must have something in it.
  mutating func required(_ column: String, atMost longest: Int = 160) -> String {
    guard let text = row[column], !text.trimmingBlanks().isEmpty else {
      fail(column, "\(column) cannot be empty")
      return ""
    }
    if text.unicodeScalars.count > longest { fail(column, "\(column) has at most \(longest) characters") }
    return text
  }

  /// A whole number of 32 bits; nil for an empty cell. - Parameter name: in the message.
  mutating func integer(_ columns: String..., named name: String, in range: ClosedRange<Int> = Int(Int32.min)...Int(Int32.max)) -> Int? {
    for column in columns {
      guard let text = row[column]?.trimmingBlanks().nonEmpty else { continue }
      guard let number = Int(text), range.contains(number) else {
        fail(column, "\(name) must be an integer, got '\(text.prefix(100))'")
        return nil
      }
      return number
    }
    return nil
  }

  mutating func number(_ column: String, in range: ClosedRange<Double>) -> Double? {
    guard let text = row.filled(column) else { return nil }
    guard let number = Double(text), number.isFinite, range.contains(number) else {
      fail(
        column, "A value is invalid: \(column) must be a number from \(range.lowerBound) to \(range.upperBound), got '\(text.prefix(100))'")
      return nil
    }
    return number
  }

  mutating func day(_ column: String) -> DateTime? {
    guard let text = row.filled(column) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...9999).contains(year),
      let day = DateTime(year: year, month: month, day: day)
    else {
      fail(column, "A value is invalid: \(column) must be a day as 2026-01-31, got '\(text.prefix(100))'")
      return nil
    }
    return day
  }

  mutating func boolean(_ column: String, _ text: String) -> Bool? {
    switch text.trimmingBlanks().lowercased() {
    case "y", "yes", "t", "true", "on", "1": return true
    case "n", "no", "f", "false", "off", "0": return false
    default:
      fail(column, "A value is invalid: \(column) must be yes or no, got '\(text.prefix(100))'")
      return nil
    }
  }

  /// A row that a cell names.
  mutating func find(_ text: String, in directory: Directory, _ column: String, or message: String) -> ID? {
    let id = directory.find(text)
    if id == nil { fail(column, "\(message) \(text.prefix(200))") }
    return id
  }

  /// Writes metadata. A cell with what an export would have there says nothing new, so that values keep their kind.
  /// - Parameter isNew: an empty cell of a new row is written too.
  mutating func write(_ columns: [MetadataColumn], to data: inout JSON.Object, people: Directory, isNew: Bool) {
    for column in columns {
      guard let cell = row[column.header] else { continue }
      if cell == column.cell(data[column.field] ?? .null), !(isNew && data[column.field] == nil) { continue }
      guard !cell.isEmpty else {
        data[column.field] = ""
        continue
      }
      switch column.kind {
      case .boolean: if let bool = boolean(column.header, cell) { data[column.field] = bool ? "true" : "false" }
      case .person: if let id = find(cell, in: people, column.header, or: "Person not found for") { data[column.field] = JSON(id) }
      case .list:
        let list = (try? JSON.parse(cell)).flatMap { $0.array == nil ? nil : $0 }
        data[column.field] = list ?? .text(cell)
      case .text: data[column.field] = .text(cell)
      }
    }
  }
}
