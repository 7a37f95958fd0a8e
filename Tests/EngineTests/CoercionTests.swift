import MariaDB
import TestSupport
import Testing
import Web

@testable import Engine

/// Contract chapter 02, Input coercion.
@Suite struct CoercionTests {
  private func value(_ json: JSON, _ kind: Column.Kind, isUpdate: Bool = false) -> Value? {
    try? Coercion.value(json, Column("c", kind), isUpdate: isUpdate)
  }

  @Test func texts() {
    #expect(value("a", .string(3)) == "a")
    #expect(value(123, .string(3)) == "123")
    #expect(value(1.5, .string(3)) == "1.5")
    #expect(value(true, .string(5)) == "true")
    #expect(value(["a", "b c", "", nil], .text) == #"{a,"b c","",NULL}"#, "an array of the database the original has")
    #expect(value([true, nil], .text) == "{t,NULL}")
    #expect(value(["a,b", #"x"y"#], .text) == #"{"a,b","x\"y"}"#)
    #expect(value([1, "b c"], .text) == nil, "mixed kinds")
    #expect(value(["a": 1], .text) == nil)
    #expect(value("a\u{0}b", .text) == nil)
    #expect(value("éé🐦", .string(3)) == "éé🐦", "characters count, not bytes")
    #expect(value("abcd", .string(3)) == nil)
    #expect(value("ＡB@Example.COM", .email)?.text == "ａb@example.com")
    #expect(value(.null, .string(3)) == .null)
  }

  @Test func integers() {
    let accepted: [(JSON, Int64)] = [
      (7, 7), (" 7 ", 7), ("+7", 7), ("007", 7), ("-7", -7), (7.6, 8), (7.5, 8), (6.5, 6), (-7.5, -8), (true, 1), (false, 0),
      (.integer(2_147_483_647), 2_147_483_647), (.integer(-2_147_483_648), -2_147_483_648), (2_147_483_647.4, 2_147_483_647),
    ]
    for (json, expected) in accepted { #expect(value(json, .integer) == .integer(expected), "\(json)") }
    let refused: [JSON] = [
      "", "7.0", "abc", "0x10", "1_000", "٣", [], [7], [:], .integer(2_147_483_648), .integer(-2_147_483_649), 2_147_483_647.5, 1e300,
      .digits("99999999999999999999"),
    ]
    for json in refused { #expect(value(json, .integer) == nil, "\(json)") }
    #expect(value(.integer(2_147_483_648), .bigint) == .integer(2_147_483_648))
    #expect(value(.digits("9223372036854775808"), .bigint) == nil)
    #expect(value(.null, .integer) == .null)
  }

  @Test func floats() {
    #expect(value(7, .float) == .double(7))
    #expect(value(7.25, .float) == .double(7.25))
    #expect(value(" 7.5e2 ", .float) == .double(750))
    #expect(value(.digits("100000000000000000000"), .float) == .double(1e20))
    // A DOUBLE of MariaDB holds no NaN and no infinity.
    for json in ["", "x", "NaN", "Infinity", "-inf", true, [], [:]] as [JSON] { #expect(value(json, .float) == nil, "\(json)") }
  }

  @Test func booleans() {
    for json in [true, 1, 1.0] as [JSON] { #expect(value(json, .boolean) == 1) }
    for json in [false, 0, 0.0] as [JSON] { #expect(value(json, .boolean) == 0) }
    for json in ["true", "1", "", 2, -1, 0.5, [], [:]] as [JSON] { #expect(value(json, .boolean) == nil, "\(json)") }
    #expect(value(.null, .boolean) == .null)
  }

  @Test func ids() {
    let id = "01234567-89ab-7def-8123-456789abcdef"
    #expect(value(.text(id), .uuid) == .text(id))
    #expect(value(.text(id.uppercased()), .uuid) == .text(id))
    #expect(value(.text(id.filter { $0 != "-" }), .uuid) == .text(id))
    for json in ["", "x", 5, .text(id + "z"), .text(String(id.dropLast())), [.text(id)]] as [JSON] {
      #expect(value(json, .uuid) == nil, "\(json)")
    }
  }

  @Test func dates() {
    #expect(value("2024-02-29", .date) == "2024-02-29")
    #expect(value("20240229", .date) == "2024-02-29")
    #expect(value("2024-02-29T13:14:15Z", .date) == "2024-02-29")
    #expect(value("2024-02-29", .datetime) == "2024-02-29 00:00:00.000000")
    #expect(value("2024-02-29T13:14:15.5+02:00", .datetime) == "2024-02-29 13:14:15.500000", "the wall clock is kept")
    for json in ["", 20_240_229, "2023-02-29", "tomorrow", ["2024-02-29"], true] as [JSON] { #expect(value(json, .date) == nil, "\(json)") }
  }

  /// A text that is no date is told by name on an update only.
  @Test func refusedDates() {
    let created = #expect(throws: Failure.self) { try Coercion.value("x", Column("due_date", .date)) }
    #expect(created?.body["error"] == .null)
    let updated = #expect(throws: Failure.self) { try Coercion.value("x", Column("due_date", .date), isUpdate: true) }
    #expect(updated?.body["error"] == true)
    #expect(updated?.body["message"].text?.contains("due_date") == true)
  }

  @Test func documents() {
    #expect(value(["b": 1, "a": [1.0, "é"]], .json) == #"{"b":1,"a":[1.0,"é"]}"#)
    #expect(value(.digits("100000000000000000000"), .json) == "100000000000000000000")
    #expect(value(["a": "x\u{0}"], .json) == nil)
    #expect(value(["a\u{0}": 1], .json) == nil)
    #expect(value([["x\u{0}"]], .json) == nil)
  }

  @Test func lists() {
    #expect(value(["a", "b"], .array) == #"["a","b"]"#)
    #expect(value(["a", 1, nil], .array) == #"["a","1",null]"#)
    #expect(value("abc", .array) == #"["a","b","c"]"#)
    #expect(value([], .array) == "[]")
    #expect(value(5, .array) == nil)
    #expect(value(["a": 1], .array) == nil)
  }

  @Test func choices() {
    #expect(value("b", .choice(["a", "b"])) == "b")
    for json in ["c", "B", "", 5, ["a"]] as [JSON] {
      let failure = #expect(throws: Failure.self) { try Coercion.value(json, Column("c", .choice(["a", "b"]))) }
      #expect(failure?.status == 400)
      #expect(failure?.body["message"].text?.contains("a, b") == true, "it says which there are")
    }
  }

  @Test func zonesAndLocales() {
    #expect(value("Europe/Paris", .timezone) == "Europe/Paris")
    #expect(value("Mars/Olympus", .timezone) == nil)
    #expect(value("fr_FR", .locale) == "fr_FR")
    #expect(value("klingon", .locale) == nil)
  }

  // MARK: Relations

  @Test func relations() throws {
    let id = "01234567-89ab-7def-8123-456789abcdef"
    let expected = try [#require(ID(id))]
    for json in [.null, "", [], [:], [nil], [["id": nil]]] as [JSON] { #expect(try Coercion.ids(json) == [], "\(json)") }
    for json in [[.text(id)], [nil, .text(id)], [["id": .text(id), "name": "x"]], [.text(id.filter { $0 != "-" })]] as [JSON] {
      #expect(try Coercion.ids(json) == expected, "\(json)")
    }
    for json in [.text(id), 0, 5, false, true, [1], [[:]], ["x"], [[.text(id)]], ["id": .text(id)]] as [JSON] {
      #expect(throws: Failure.self, "\(json)") { try Coercion.ids(json) }
    }
  }

  // MARK: Rows

  @Test func newRows() throws {
    let changes = try Coercion.create(
      ["name": "Modeling", "color": "#fff", "id": "x", "archived": nil], .department, Configuration.forTests())
    let values = Dictionary(uniqueKeysWithValues: changes.columns.map { ($0.column.name, $0.value) })
    #expect(values == ["name": "Modeling", "color": "#fff", "archived": 0], "null is the default; id is made by the server")
    for body in [["name": "x"], ["name": nil, "color": "x"], ["name": "x", "color": "x", "type": "Department"]] as [JSON.Object] {
      let failure = #expect(throws: Failure.self) { try Coercion.create(body, .department, Configuration.forTests()) }
      #expect(failure?.status == 400)
      #expect(failure?.body["error"] == .null, "E8 has no error key")
    }
  }

  @Test func zonesOfNewPeople() throws {
    let settings = try Configuration.forTests(["DEFAULT_TIMEZONE": "Asia/Tokyo", "DEFAULT_LOCALE": "ja_JP"])
    let changes = try Coercion.create(["first_name": "A", "last_name": "B"], .person, settings)
    func value(_ name: String) -> Value? { changes.columns.first { $0.column.name == name }?.value }
    #expect(value("timezone") == "Asia/Tokyo")
    #expect(value("locale") == "ja_JP")
    #expect(value("role") == "user")
    #expect(value("data") == .null)
  }

  @Test func updates() throws {
    let changes = try Coercion.update(["color": "#000", "nope": 1, "id": "x", "created_at": "x", "archived": nil], .department)
    #expect(changes.columns.map(\.column.name) == ["color", "archived"], "what is unknown is ignored")
    #expect(changes.columns.last?.value == .null, "null on an update is null, not the default")
    #expect(throws: Failure.self) { try Coercion.update(["name": nil], .department) }
    #expect(try Coercion.update([:], .department).isEmpty)
  }
}
