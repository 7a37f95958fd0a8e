import Testing
import Web

/// Contract chapter 07, Download name.
@Suite struct SlugTests {
  @Test(arguments: [
    ("It's 1,000 ok", "it_s_1000_ok"), ("Le Héros (v2)", "le_heros_v2"), ("a__b--c", "a_b_c"), ("_v001_", "v001"), ("", ""), ("…", ""),
    ("北京", "bei_jing"), ("Привет щит", "privet_shchit"), ("ß Æ Ø ½", "ss_ae_o_1_2"), ("don’t", "dont"), ("1,a 1,2", "1_a_12"),
  ])
  func slug(text: String, expected: String) { #expect(Slug.make(text, separator: "_") == expected) }

  @Test func longTextTakesItsTime() {
    #expect(Slug.make(String(repeating: "é-", count: 200_000)).utf8.count == 399_999)
  }
}
