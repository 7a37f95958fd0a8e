import Testing

@testable import Web

/// Validated bodies (contract chapter 01, section 4, V).
@Suite struct FieldReaderTests {
  private func errors(_ body: JSON.Object, _ read: (inout FieldReader) -> Void) -> [String] {
    var reader = FieldReader(body)
    read(&reader)
    return reader.errors.map { "\($0.field): \($0.message)" }
  }

  @Test func requiredText() {
    #expect(errors([:]) { _ = $0.text("email") } == ["email: Field required"])
    #expect(errors(["email": nil]) { _ = $0.text("email") } == ["email: Input should be a valid string"], "null is not absent")
    #expect(errors(["email": 5]) { _ = $0.text("email") } == ["email: Input should be a valid string"], "numbers are no strings")
    #expect(errors(["email": ""]) { _ = $0.text("email") } == [])
    #expect(errors(["email": ""]) { _ = $0.text("email", atLeast: 1) } == ["email: String should have at least 1 character"])
    #expect(errors(["email": "a"]) { _ = $0.text("email", atLeast: 2) } == ["email: String should have at least 2 characters"])
    #expect(errors(["email": "é🐦"]) { _ = $0.text("email", atLeast: 2) } == [], "characters, not bytes")
    #expect(errors(["email": "a\u{0}"]) { _ = $0.text("email") }.count == 1)
  }

  @Test func textWithDefault() {
    var reader = FieldReader([:])
    #expect(reader.text("password", default: "default") == "default")
    #expect(reader.errors.isEmpty)
    #expect(errors(["password": nil]) { _ = $0.text("password", default: "default") }.count == 1, "a default accepts no null")
  }

  @Test func optionalValues() {
    var reader = FieldReader(["a": nil, "b": "x", "c": ["d": 1]])
    #expect(reader.optionalText("a") == nil)
    #expect(reader.optionalText("absent") == nil)
    #expect(reader.optionalText("b") == "x")
    #expect(reader.optionalObject("c") == ["d": 1])
    #expect(reader.optionalObject("a") == nil)
    #expect(reader.errors.isEmpty)
    #expect(errors(["b": 1]) { _ = $0.optionalText("b") } == ["b: Input should be a valid string"])
    #expect(errors(["c": []]) { _ = $0.optionalObject("c") } == ["c: Input should be a valid dictionary"])
  }

  @Test func lists() {
    #expect(errors([:]) { _ = $0.texts("ids") } == ["ids: Field required"])
    #expect(errors(["ids": "a"]) { _ = $0.texts("ids") } == ["ids: Input should be a valid list"])
    #expect(
      errors(["ids": ["a", 1, "b", nil]]) { _ = $0.texts("ids") }
        == ["ids.1: Input should be a valid string", "ids.3: Input should be a valid string"])
  }

  @Test func allThatIsWrongInTheOrderOfFields() {
    let body: JSON.Object = ["password": nil, "email": 5, "unknown": 1]
    #expect(
      errors(body) {
        _ = $0.text("email")
        _ = $0.text("password")
        _ = $0.text("token")
      } == ["email: Input should be a valid string", "password: Input should be a valid string", "token: Field required"])
  }

  @Test func envelope() {
    let failure = Failure.fields([("a.0", "wrong")])
    #expect(failure.status == 400)
    #expect(
      failure.body.description
        == #"{"error":true,"message":"Validation error.","data":{"errors":[{"field":"a.0","message":"wrong"}]}}"#)
  }
}
