import MariaDB
import TestSupport
import Testing
import Web

@testable import Engine

@Suite struct ShapeTests {
  @Test func plainRow() {
    let shape = Shape(.department)
    #expect(shape.keys.map(\.name) == ["name", "color", "archived", "id", "created_at", "updated_at", "type"])
    #expect(
      shape.select.text
        == "department.`name`, department.`color`, department.`archived`, department.`id`, department.`created_at`, department.`updated_at`"
    )
  }

  @Test func alias() {
    #expect(Shape(.department, as: "d").select.text.hasPrefix("d.`name`, d.`color`"))
  }

  @Test func relationsStandWhereTheyAreDeclared() throws {
    let without = Shape(.person).keys.map(\.name)
    let with = Shape(.person, relations: true).keys.map(\.name)
    #expect(with.filter { $0 != "departments" } == without)
    let place = try #require(with.firstIndex(of: "departments"))
    #expect(with[place + 1] == "studio_id")
    #expect(with.last == "type")
  }

  @Test func hashesAreNeverShown() {
    #expect(!Shape(.person).keys.contains { $0.name == "password" })
    #expect(!Shape(.person).select.text.contains("password"))
    let hidden = Shape(.person, hiding: PersonShape.secrets)
    #expect(Set(hidden.keys.map(\.name)).isDisjoint(with: PersonShape.secrets))
    for secret in PersonShape.secrets { #expect(!hidden.select.text.contains("`\(secret)`")) }
  }

  @Test func changedShapes() {
    let shape = Shape(.department)
    let extra = Shape.Key(name: "extra", source: .constant("1"))
    #expect(shape.adding(extra, after: "color").keys.map(\.name).prefix(3) == ["name", "color", "extra"])
    #expect(shape.adding(extra).keys.last?.name == "extra")
    #expect(shape.adding(extra, after: "nope").keys.last?.name == "extra")
    #expect(shape.keeping(["type", "name"]).keys.map(\.name) == ["name", "type"], "in the order of the row")
    #expect(shape.keeping(["name"]).select.text == "department.`name`")
    #expect(shape.replacing("color", by: .value("UPPER(color)", .text)).select.text.contains("department.`name`, UPPER(color), "))
  }

  @Test func valuesOfPiecesAreKept() {
    let shape = Shape(keys: [
      Shape.Key(name: "a", source: .value("x = \(1)", .boolean)), Shape.Key(name: "b", source: .constant("null")),
      Shape.Key(name: "c", source: .nested(presence: "p.id", [Shape.Key(name: "d", source: .ids("y \("z")"))])),
    ])
    #expect(shape.select.text == "x = ?, p.id, y ?")
    #expect(shape.select.values == [1, "z"])
  }
}

extension DatabaseTests {
  @Suite struct ShapeWritingTests {
    private let database: TestDatabase

    init() throws { database = try TestDatabase() }

    private func written(_ shape: Shape, extra: JSON.Object? = nil, from: SQL = "") throws -> String? {
      return try database.connection.first("SELECT \(shape.select)\(from)") { row in
        let output = JSONOutput()
        shape.write(row, to: output, extra: extra)
        return output.text
      }
    }

    private func key(_ name: String, _ sql: SQL, _ kind: Column.Kind) -> Shape.Key { Shape.Key(name: name, source: .value(sql, kind)) }

    @Test func everyKind() throws {
      let shape = Shape(keys: [
        key("text", "'é\"\\n'", .text), key("integer", "CAST(-5 AS INT)", .integer), key("big", "9223372036854775807", .bigint),
        key("float", "CAST(3 AS DOUBLE)", .float), key("yes", "TRUE", .boolean), key("no", "FALSE", .boolean),
        key("uuid", "CAST('01234567-89AB-7DEF-8123-456789ABCDEF' AS UUID)", .uuid), key("date", "DATE '2026-01-02'", .date),
        key("time", "TIMESTAMP '2026-01-02 03:04:05.678901'", .datetime), key("json", "'{\"a\": 1}'", .json),
        key("choice", "'x'", .choice(["x"])),
        Shape.Key(name: "ids", source: .ids("'[\"a\"]'")), Shape.Key(name: "none", source: .ids("NULL")),
        Shape.Key(name: "type", source: .constant("\"Thing\"")),
      ])
      #expect(
        try written(shape)
          == #"{"text":"é\"\n","integer":-5,"big":9223372036854775807,"float":3.0,"yes":true,"no":false,"#
          + #""uuid":"01234567-89ab-7def-8123-456789abcdef","date":"2026-01-02","time":"2026-01-02T03:04:05","json":{"a": 1},"#
          + #""choice":"x","ids":["a"],"none":[],"type":"Thing"}"#)
    }

    @Test func nulls() throws {
      let kinds: [Column.Kind] = [.text, .integer, .float, .boolean, .uuid, .date, .datetime, .json, .array, .choice([])]
      let shape = Shape(keys: kinds.enumerated().map { key("k\($0.offset)", "NULL", $0.element) })
      let text = try #require(try written(shape))
      #expect(try JSON.parse(text).object?.allSatisfy { $0.value == .null } == true)
      #expect(try JSON.parse(text).object?.count == kinds.count)
    }

    @Test func nestedRowsAndExtras() throws {
      func shape(_ presence: SQL) -> Shape {
        let inner = Shape.Key(name: "inner", source: .nested(presence: presence, [key("a", "1", .integer), key("b", "NULL", .text)]))
        return Shape(keys: [key("x", "7", .integer), inner, key("y", "8", .integer)])
      }
      #expect(try written(shape("1")) == #"{"x":7,"inner":{"a":1,"b":null},"y":8}"#)
      #expect(try written(shape("NULL"), extra: ["z": [1]]) == #"{"x":7,"inner":null,"y":8,"z":[1]}"#)
    }

    /// Rows of a join one to many are one object; a key that is concealed keeps its place in the query.
    @Test(arguments: [
      ("SELECT 7 x, 'a' id UNION ALL SELECT 7, 'b' UNION ALL SELECT 7, 'c'", #"{"x":7,"in":{"ids":["a","b","c"],"z":9},"y":8}"#),
      ("SELECT 7 x, 'a' id", #"{"x":7,"in":{"ids":["a"],"z":9},"y":8}"#), ("SELECT 7 x, NULL id", #"{"x":7,"in":{"ids":[],"z":9},"y":8}"#),
      ("SELECT 7 x, 'a' id FROM DUAL WHERE FALSE", ""),
    ])
    func gathering(rows: String, text: String) throws {
      let inner = [
        Shape.Key(name: "ids", source: .gathered("t.id")), key("secret", "'hush'", .text), key("z", "9", .integer),
      ]
      let shape = Shape(keys: [
        key("x", "t.x", .integer), Shape.Key(name: "in", source: .nested(presence: "1", inner)), key("y", "8", .integer),
      ])
      let output = JSONOutput()
      var gathering: Shape.Gathering?
      let open = shape.concealing(["secret"], in: "in")
      #expect(open.select == shape.select)
      #expect(open.width == 6)
      _ = try database.connection.all("SELECT \(open.select) FROM (\(raw: rows)) t") { row in
        open.write(row, gathering: &gathering, to: output)
      }
      #expect(output.text == text)
    }
  }
}
