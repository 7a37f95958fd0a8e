import Engine
import MariaDB
import Web

/// A table that is fetched as a file for spreadsheets (contract chapter 08, CSV output).
enum Export {
  /// - Parameters:
  ///   - name: of the file, before it becomes `kitsu_<slug>.csv`.
  ///   - mediaType: as the original has it for the one or the other.
  ///   - write: writes the rows below the header.
  static func file(
    named name: String, _ header: [String], mediaType: String = "text/csv", _ call: Call,
    _ write: @escaping (inout CSVWriter, _ flush: () throws -> Void) throws -> Void
  ) -> Response {
    Response(
      contentType: mediaType,
      headers: [Header("Content-Disposition", "attachment; filename=kitsu_\(Slug.make(name, separator: "_")).csv")],
      body: .stream { [neutralises = call.configuration.neutralisesFormulas] output, flush in
        var writer = CSVWriter(output, neutralises: neutralises)
        writer.row(header)
        try write(&writer, flush)
      })
  }

  /// The rows of a query, a cell for each expression.
  static func rows(_ sql: SQL, to writer: inout CSVWriter, _ flush: () throws -> Void, _ database: Connection) throws {
    try database.stream(sql) { row in
      for index in 0..<row.count { writer.field(row.text(index) ?? "") }
      writer.end()
      try flush()
    }
  }

  /// An SQL expression: a number as text with a fraction, `50.0`.
  static func decimal(_ column: String) -> SQL {
    SQL(raw: "IF(\(column) = ROUND(\(column)), CONCAT(CAST(\(column) AS DECIMAL(30, 0)), '.0'), CAST(\(column) AS CHAR))")
  }

  /// An SQL expression: the names of who works on the task.
  static func assignees(separator: StaticString) -> SQL {
    """
    (SELECT GROUP_CONCAT(\(PersonShape.fullName) ORDER BY person.first_name, person.last_name, person.id SEPARATOR '\(raw: "\(separator)")')
    FROM task_person_link JOIN person ON person.id = task_person_link.person_id WHERE task_person_link.task_id = task.id)
    """
  }

  /// Two decimals.
  static func hundredths(_ number: Double) -> String {
    let scaled = Int((number * 100).rounded(.toNearestOrEven).clamped(to: -9e15...9e15))
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (scaled < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double { min(max(self, range.lowerBound), range.upperBound) }
}
