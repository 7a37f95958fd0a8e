import Testing

@testable import Tracker

/// Contract chapter 04, Algorithm 3.
@Suite struct FieldNameTests {
  @Test(arguments: [
    ("Difficulty Level", "difficulty_level"), ("it's", "it_s"), ("1,000 k", "1000_k"), ("A__B", "a_b"), ("CamelCase", "camelcase"),
    ("50%", "50"), ("!!!", ""), ("  a   b ", "a_b"), ("Été", "ete"), ("E\u{301}te\u{301}", "ete"), ("Straße", "strasse"),
    ("Œuvre", "oeuvre"), ("naïve-café", "naive_cafe"), ("Łódź", "lodz"), ("日本", "u65e5u672c"), ("a,b", "a_b"), ("🙂 ok", "ok"),
  ])
  func of(name: String, field: String) {
    #expect(FieldName.of(name) == field)
  }
}
