import Testing

@testable import Web

/// Fields that are not texts (contract chapter 05, Validated bodies).
@Suite struct FieldReaderKindsTests {
  private let id = "01234567-89ab-4def-8123-456789abcdef"

  private func fails(_ value: JSON, _ read: (inout FieldReader) -> Void) -> Bool {
    var reader = FieldReader(["x": value])
    read(&reader)
    return reader.errors.map(\.field) == ["x"]
  }

  @Test func anyNotationOfAnID() {
    for text in [id, id.uppercased(), id.filter { $0 != "-" }, "{\(id)}", "urn:uuid:\(id)"] {
      var reader = FieldReader(["x": .text(text)])
      #expect(reader.optionalID("x")?.description == id, "\(text)")
      #expect(reader.id("x").description == id, "\(text)")
      #expect(reader.errors.isEmpty)
    }
    for text in ["", "foo", String(id.dropLast()), id + "0"] { #expect(fails(.text(text)) { _ = $0.optionalID("x") }, "\(text)") }
    #expect(fails(5) { _ = $0.optionalID("x") })
    #expect(fails(nil) { _ = $0.id("x") }, "null is no id")
    var empty = FieldReader(["x": nil])
    #expect(empty.optionalID("x") == nil && empty.optionalID("y") == nil && empty.errors.isEmpty)
  }

  @Test func listsOfIDsNameTheWrongElement() {
    var reader = FieldReader(["x": [.text(id), "foo", 5]])
    #expect(reader.ids("x").map(\.description) == [id])
    #expect(reader.errors.map(\.field) == ["x.1", "x.2"])
    #expect(fails(.text(id)) { _ = $0.ids("x") })
  }

  @Test func requiredNumbers() {
    for (value, number) in [(12, 12), ("12", 12), (true, 1)] as [(JSON, Int)] {
      var reader = FieldReader(["x": value])
      #expect(reader.integer("x", atLeast: 0) == number && reader.errors.isEmpty, "\(value)")
    }
    for value in [-1, nil, "x", 1.5, []] as [JSON] { #expect(fails(value) { _ = $0.integer("x", atLeast: 0) }, "\(value)") }
    for (value, number) in [(30.5, 30.5), ("15", 15), (1440, 1440)] as [(JSON, Double)] {
      var reader = FieldReader(["x": value])
      #expect(reader.number("x", above: 0, atMost: 1440) == number && reader.errors.isEmpty, "\(value)")
    }
    for value in [0, -1, 1440.5, nil, "x", "nan", "inf", []] as [JSON] {
      #expect(fails(value) { _ = $0.number("x", above: 0, atMost: 1440) }, "\(value)")
    }
    var empty = FieldReader([:])
    _ = (empty.integer("x"), empty.number("y", above: 0, atMost: 1), empty.texts("z", atLeast: 1))
    #expect(empty.errors.map(\.field) == ["x", "y", "z"])
    #expect(fails([]) { _ = $0.texts("x", atLeast: 1) })
  }

  @Test func integers() {
    for (value, number) in [(12, 12), ("12", 12), (1.0, 1), (true, 1), (nil, nil)] as [(JSON, Int?)] {
      var reader = FieldReader(["x": value])
      #expect(reader.optionalInteger("x") == number && reader.errors.isEmpty, "\(value)")
    }
    for value in [1.5, "1.5", "many", [], 3_000_000_000] as [JSON] { #expect(fails(value) { _ = $0.optionalInteger("x") }, "\(value)") }
  }

  @Test func booleans() {
    for (value, bool) in [(true, true), ("yes", true), ("Off", false), (0, false), (1, true)] as [(JSON, Bool)] {
      var reader = FieldReader(["x": value])
      #expect(reader.boolean("x", default: !bool) == bool && reader.errors.isEmpty, "\(value)")
    }
    for value in ["", "perhaps", 2, nil, []] as [JSON] { #expect(fails(value) { _ = $0.boolean("x", default: true) }, "\(value)") }
    var reader = FieldReader(["x": nil])
    #expect(reader.boolean("x", default: true, nullable: true) && reader.errors.isEmpty)
  }

  @Test func names() {
    #expect(fails("") { _ = $0.name("x") })
    #expect(fails(.text(String(repeating: "é", count: 161))) { _ = $0.name("x") })
    #expect(!fails(.text(String(repeating: "é", count: 160))) { _ = $0.name("x") })
  }
}
