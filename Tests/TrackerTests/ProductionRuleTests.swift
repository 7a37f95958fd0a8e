import Engine
import Testing
import Web

@testable import Tracker

@Suite struct ProductionRuleTests {
  @Test(
    arguments: [
      ("2000", 2000), ("\"15\"", 15), ("0", 0), ("null", 0), ("12.9", 12), ("-3", -3), ("true", 1),
    ] as [(String, Int64)])
  func amountsAreWholeNumbers(_ sent: String, _ kept: Int64) throws {
    #expect(BudgetAmount.whole(try JSON.parse(sent)) == kept)
  }

  @Test(arguments: ["\"12.5\"", "\"x\"", "[]", "{}", "1e300"])
  func whatIsNoAmountIsRefused(_ sent: String) throws {
    #expect(BudgetAmount.whole(try JSON.parse(sent)) == nil)
  }

  @Test(arguments: [
    ("{}", true), (#"{"hd_bitrate_compression": 28}"#, true), (#"{"hd_bitrate_compression": null}"#, true),
    (#"{"hd_bitrate_compression": 20, "ld_bitrate_compression": 20}"#, true), (#"{"hd_bitrate_compression": 1}"#, true),
    (#"{"hd_bitrate_compression": 0}"#, false), (#"{"hd_bitrate_compression": 29}"#, false), (#"{"hd_bitrate_compression": "20"}"#, false),
    (#"{"hd_bitrate_compression": true}"#, false), (#"{"hd_bitrate_compression": 2.5}"#, false),
    (#"{"hd_bitrate_compression": 20, "ld_bitrate_compression": 21}"#, false), (#"{"ld_bitrate_compression": 29}"#, false),
  ])
  func bitratesAreWithinBounds(_ sent: String, _ isAccepted: Bool) throws {
    let body = try #require(try JSON.parse(sent).object)
    #expect(((try? Bitrates(most: 28).check(body, stored: nil)) != nil) == isAccepted)
  }

  @Test func aDescriptorOfATemplateHasAlwaysTheSameKeys() throws {
    let sent = try #require(try JSON.parse(#"{"name": "Rig Level", "nonsense": 1, "for_client": true, "choices": ["a"]}"#).object)
    let keys = ["name", "field_name", "entity_type", "task_type_id", "data_type", "choices", "for_client", "departments", "position"]
    let kept = TemplateDescriptor.normalised(sent)
    #expect(kept.object.map(\.names) == keys)
    #expect(kept["field_name"] == "rig_level")
    #expect(kept["departments"] == [])
    #expect(TemplateDescriptor.normalised([:])["name"] == "")
  }
}

@Suite struct SearchQueryTests {
  @Test(
    arguments: [
      ("rab", [], "rab"), ("main_character", ["main"], "character"), ("  L'ustensile ", ["L"], "ustensile"), ("---", [], nil),
      ("", [], nil),
      ("a a b", ["a"], "b"), ("SH0010", [], "SH0010"), ("Léa-東京", ["Léa"], "東京"),
    ] as [(String, [String], String?)])
  func theLastWordIsABeginning(_ text: String, _ whole: [String], _ beginning: String?) {
    let query = SearchQuery(text)
    #expect(query.whole == whole)
    #expect(query.beginning == beginning)
  }

  @Test func longWordsAreCutAsTheirTableCutsThem() {
    #expect(SearchQuery(String(repeating: "é", count: 50)).beginning?.unicodeScalars.count == SearchQuery.longest)
  }
}
