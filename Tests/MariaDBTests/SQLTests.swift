import MariaDB
import Testing

@Suite struct SQLTests {
  @Test func interpolationBinds() {
    let name = "'; DROP TABLE person; --"
    let sql: SQL = "SELECT id FROM person WHERE name = \(name) AND age > \(30) AND ratio < \(1.5) AND active = \(true)"
    #expect(sql.text == "SELECT id FROM person WHERE name = ? AND age > ? AND ratio < ? AND active = ?")
    #expect(sql.values == [.text(name), .integer(30), .double(1.5), .integer(1)])
  }

  @Test func nilBindsNull() {
    let nothing: String? = nil
    let something: Int? = 5
    let sql: SQL = "UPDATE t SET a = \(nothing), b = \(something), c = \(Value.null)"
    #expect(sql.text == "UPDATE t SET a = ?, b = ?, c = ?")
    #expect(sql.values == [.null, .integer(5), .null])
  }

  @Test func lists() {
    let sql: SQL = "a IN \(["x", "y"]) AND b IN \([1]) AND c IN \([String]())"
    #expect(sql.text == "a IN (?, ?) AND b IN (?) AND c IN (NULL)", "an empty list equals nothing, and is no syntax error")
    #expect(sql.values == ["x", "y", 1])
  }

  @Test func piecesKeepTheirValuesInOrder() {
    let inner: SQL = "status = \("open")"
    let sql: SQL = "SELECT \(raw: "name") FROM t WHERE a = \(1) AND (\(inner)) AND b = \(2)"
    #expect(sql.text == "SELECT name FROM t WHERE a = ? AND (status = ?) AND b = ?")
    #expect(sql.values == [1, "open", 2])
  }

  @Test func sums() {
    var sql: SQL = "a = \(1)"
    sql += " AND b = \(2)"
    #expect((sql + " AND c = \(3)").values == [1, 2, 3])
    #expect((sql + " AND c = \(3)").text == "a = ? AND b = ? AND c = ?")
  }

  @Test func joined() {
    let conditions: [SQL] = ["a = \(1)", "b", "c = \("x")"]
    #expect(conditions.joined(separator: " AND ").text == "a = ? AND b AND c = ?")
    #expect(conditions.joined(separator: " AND ").values == [1, "x"])
    #expect([SQL]().joined(separator: ", ").text == "")
  }
}
