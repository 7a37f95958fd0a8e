import Testing

@testable import Engine

/// Forms of time zones, locales and e-mail addresses.
@Suite struct NamesTests {
  @Test(arguments: ["Europe/Paris", "UTC", "Etc/GMT+12", "America/Argentina/Buenos_Aires", "GMT", "America/Port-au-Prince"])
  func zones(name: String) {
    #expect(Timezone.isKnown(name))
  }

  @Test(arguments: [
    "", "europe/paris", "Europe", "Europe/", "Mars/Olympus", "../zoneinfo/UTC", "Europe/../UTC", "/usr/share/zoneinfo/UTC",
    "Europe/Paris\u{0}",
    "Europe/Paris ", "zone1970.tab", String(repeating: "A", count: 51),
  ])
  func noZones(name: String) {
    #expect(!Timezone.isKnown(name))
  }

  @Test(arguments: ["en", "en_US", "fr_FR", "zh_Hans_CN", "pt_BR", "es_419"])
  func locales(name: String) {
    #expect(Locale.isKnown(name))
  }

  @Test(arguments: ["", "xx", "EN_US", "en-US", "en_us", "en_USA", "english", "en_", "_US", "en_US_", "en_ÜS", "zh_Hans_CN_x"])
  func noLocales(name: String) {
    #expect(!Locale.isKnown(name))
  }

  @Test(arguments: ["a@b.co", "first.last+tag@sub.example.org", "o'brien@example.com", "é@exämple.org", "a@1.example"])
  func addresses(text: String) {
    #expect(Email.isValid(text))
  }

  @Test(arguments: [
    "", "a", "a@", "@b.co", "a@b", "a@@b.co", "a b@c.de", ".a@b.co", "a.@b.co", "a..b@c.de", "a@-b.co", "a@b-.co", "a@b..co", "a@b.co.",
    "a@127.0.0.1", "a@b.co\n", "a,b@c.de", "<a@b.co>", String(repeating: "a", count: 65) + "@b.co",
    "a@" + String(repeating: "b", count: 250) + ".co",
  ])
  func noAddresses(text: String) {
    #expect(!Email.isValid(text))
  }

  @Test func logValuesCannotForgeALine() {
    #expect("plain/path".logfmt == "plain/path")
    #expect("".logfmt == #""""#)
    #expect("a b".logfmt == #""a b""#)
    #expect("a\nlevel=error".logfmt == #""a\nlevel=error""#)
    #expect(#"a"b"#.logfmt == #""a\"b""#)
    #expect("é".logfmt == #""é""#)
    #expect("a\u{85}\u{9B}31m\u{2028}\u{202E}\u{E0001}".logfmt == #""a\u0085\u009b31m\u2028\u202e\udb40\udc01""#)
    #expect(("a" + String(repeating: "\u{301}", count: 5000)).logfmt.unicodeScalars.count == 502)
  }
}
