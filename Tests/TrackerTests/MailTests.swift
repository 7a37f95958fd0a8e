import Testing

@testable import Engine
@testable import Tracker

@Suite("Mails") struct MailTests {
  @Test(arguments: [MailLanguage.english, .french], Mail.allCases)
  func everyMailIsWrittenInEveryLanguage(language: MailLanguage, mail: Mail) throws {
    let template = try #require(language.template(mail))
    let known: Set<String> = [
      "organisation", "first name", "login", "date", "address", "task", "author", "author first name", "code", "quote", "status",
      "playlist",
      "project",
    ]
    for line in [template.subject, template.title] + template.lines {
      let names = line.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
      #expect(Set(names).isSubset(of: known), "\(line)")
    }
    // Codes and links have no place in a subject, which servers log.
    #expect(!template.subject.contains("{code}"))
  }

  @Test(arguments: [
    ("fr_FR", MailLanguage.french), ("fr", .french), ("FR_CA", .french), ("en_US", .english), ("ja_JP", .english), ("", .english),
  ])
  func languages(locale: String, language: MailLanguage) {
    #expect(MailLanguage(locale: locale) == language)
  }

  /// 2026-11-21 22:14:41 UTC, and a moment in summer. One after the other: the zone is that of the process.
  @Test(
    .serialized,
    arguments: [
      (1_795_299_281, "Europe/Paris", "November 21, 2026, 23:14", "21 novembre 2026 à 23:14"),
      (1_795_299_281, "America/Los_Angeles", "November 21, 2026, 14:14", "21 novembre 2026 à 14:14"),
      (1_795_299_281, "Asia/Tokyo", "November 22, 2026, 07:14", "22 novembre 2026 à 07:14"),
      (1_782_893_281, "Europe/Paris", "July 1, 2026, 10:08", "1 juillet 2026 à 10:08"),
      (1_795_299_281, "No/Where", "November 21, 2026, 22:14", "21 novembre 2026 à 22:14"),
    ])
  func momentsInTheZoneOfTheReader(seconds: Int, zone: String, english: String, french: String) {
    let time = LocalTime(seconds, in: zone)
    #expect(MailLanguage.english.format(time) == english)
    #expect(MailLanguage.french.format(time) == french)
  }

  @Test func valuesAreNoMarkup() throws {
    let template = try #require(MailLanguage.english.template(.mention))
    let values = [
      "task": "A<b> / \"x\" & {author}", "author": "<script>alert(1)</script>", "author first name": "J{code}", "code": "secret",
      "quote": "one\n<i>two</i>", "organisation": "S&S",
    ]
    let mail = MailLayout(template, values, link: "https://x.example/?a=1&b=\"", language: .english)
    #expect(mail.subject == "[Kitsu] J{code} mentioned you on A<b> / \"x\" & {author}")
    #expect(!mail.html.contains("<script>") && !mail.html.contains("<i>"))
    #expect(mail.html.contains("one<br>&lt;i&gt;two&lt;/i&gt;"))
    #expect(mail.html.contains("href=\"https://x.example/?a=1&amp;b=&quot;\""))
    #expect(mail.html.contains("The S&amp;S team"))
    #expect(mail.text.contains("> one\n> <i>two</i>"))
    #expect(mail.text.contains("Open the task: https://x.example/?a=1&b=\""))
    #expect(!mail.text.contains("<p>") && !mail.html.contains("secret"))
  }

  @Test func marksAndLineEndsHideNothing() throws {
    let template = try #require(MailLanguage.english.template(.mention))
    let mail = MailLayout(template, ["author": "<\u{301}i>", "quote": "one\r\ntwo"], link: nil, language: .english)
    #expect(mail.html.contains("&lt;\u{301}i&gt;") && mail.html.contains("one<br>two"))
    #expect(mail.text.contains("> one\n> two"))
  }
}
