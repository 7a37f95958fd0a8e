import MariaDB
import Web

extension Call {
  /// The rows of a table that meet a condition, last changed first: all, or the page that the query asks for (chapter 06, Pagination).
  /// - Parameters:
  ///   - joins: tables that only the shape looks at.
  ///   - limit: rows of a page.
  /// - Throws: 400 for a page that is no integer.
  package func pages(of table: Table, joins: SQL = "", where condition: SQL, _ shape: Shape, limit: Int = 100) throws -> Response {
    let page = try request.query.integer("page", default: -1)
    let order = SQL(raw: "\(table.name).updated_at DESC, \(table.name).id")
    let rows: SQL = "SELECT \(shape.select) FROM \(raw: table.name)\(joins) WHERE \(condition) ORDER BY \(order)"
    if page < 1 { return stream(rows, shape) }
    let total = try database.count("SELECT COUNT(*) FROM \(raw: table.name) WHERE \(condition)")
    let (offset, isTooFar) = (page - 1).multipliedReportingOverflow(by: limit)
    return .stream { [database] output, flush in
      output.append(raw: "{\"data\":[")
      if !isTooFar { try database.write("\(rows) LIMIT \(limit) OFFSET \(offset)", shape, to: output, flush) }
      output.append(byte: UInt8(ascii: "]"))
      let envelope: JSON.Object = [
        "total": JSON(total), "nb_pages": JSON(total / limit + (total % limit == 0 ? 0 : 1)), "limit": JSON(limit), "offset": JSON(offset),
        "page": JSON(page),
      ]
      for (name, value) in envelope {
        output.append(raw: ",\"\(name)\":")
        output.append(value)
      }
      output.append(byte: UInt8(ascii: "}"))
    }
  }
}
