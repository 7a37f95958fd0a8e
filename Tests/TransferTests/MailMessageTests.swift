import Testing
import Web

@testable import Transfer

@Suite("Mail messages") struct MailMessageTests {
  private func message(subject: String = "Hello", text: String = "Hi", name: String = "Kitsu Bot") throws -> String {
    let message = MailMessage(
      from: try #require(MailMessage.Address(name: name, "bot@studio.example")), to: try #require(MailMessage.Address("jo@studio.example")),
      subject: subject, text: text, html: "<p>\(text)</p>", language: "en", id: "0193-abc",
      date: DateTime(secondsSince1970: 1_795_299_281))
    return String(decoding: message.bytes, as: UTF8.self)
  }

  @Test func headers() throws {
    let lines = try message().split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(10).map(String.init) == [
        "From: Kitsu Bot <bot@studio.example>", "To: <jo@studio.example>", "Subject: Hello", "Date: Sat, 21 Nov 2026 22:14:41 +0000",
        "Message-ID: <0193-abc@studio.example>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Language: en",
        "Content-Type: multipart/alternative; boundary=\"=_0193-abc\"", "",
      ])
    #expect(lines.last == "")
    #expect(lines.dropLast().last == "--=_0193-abc--")
  }

  @Test func nothingOpensAnotherHeader() throws {
    let text = try message(subject: "a\r\nBcc: x@y.example", name: "a\nBcc: x@y.example")
    #expect(!text.contains("\nBcc"))
  }

  @Test(arguments: [
    "", "jo", "jo@", "@x", "a@b@c", "jo@x.example>\r\nRCPT TO:<z", "jo @x", "jo@x.example\0", "jo\u{85}@x.example", "jo\u{A0}@x.example",
  ])
  func noAddress(text: String) {
    #expect(MailMessage.Address(text) == nil)
  }

  /// Headers are ASCII, whatever the address (RFC 5322 §3.4.1).
  @Test func addressesWithOtherCharacters() throws {
    var message = MailMessage(
      from: try #require(MailMessage.Address("bot@studio.example")), to: try #require(MailMessage.Address("zoé@exämple.com")),
      subject: "x", text: "x", html: "x", language: "en", id: "1", date: DateTime(secondsSince1970: 0))
    #expect(String(decoding: message.bytes, as: UTF8.self).contains("\r\nTo: =?utf-8?Q?zo=C3=A9=40ex=C3=A4mple=2Ecom?=:;\r\n"))
    #expect(message.bytes.allSatisfy { $0 < 0x80 })
    message.subject = String(repeating: "日本語", count: 30)
    let lines = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.isEmpty }
    #expect(header.allSatisfy { $0.utf8.count <= 76 })
  }

  /// What a server says about a message is one thing, what it says about us another.
  @Test(arguments: [
    (55, 550, true), (8, 554, true), (55, 450, false), (56, 354, false), (7, 0, false), (67, 535, false), (64, 502, false),
    (55, 530, false),
  ])
  func lastingRefusals(code: Int, status: Int, isLasting: Bool) {
    #expect(TransferError(code: code, status: status, message: "").isLasting == isLasting)
  }

  /// The examples of RFC 2047 §4.2 in UTF-8, and words that end between characters.
  @Test func encodedWords() {
    #expect(EncodedWords.encode("Plain - text 1") == "Plain - text 1")
    #expect(EncodedWords.encode("Été: 1_2") == "=?utf-8?Q?=C3=89t=C3=A9=3A_1=5F2?=")
    let long = EncodedWords.encode(String(repeating: "é", count: 40))
    let words = long.split(separator: "\r\n ")
    #expect(words.count > 1)
    #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?utf-8?Q?=C3=A9") && $0.hasSuffix("=A9?=") })
  }

  @Test func quotedPrintable() {
    #expect(QuotedPrintable.encode("a=b\ncafé \n.\n") == "a=3Db\r\ncaf=C3=A9=20\r\n=2E\r\n")
    let long = QuotedPrintable.encode(String(repeating: "x", count: 200))
    #expect(long.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    #expect(long.split(separator: "=\r\n").joined() == String(repeating: "x", count: 200))
    #expect(QuotedPrintable.encode("a\r\nb\n") == "a\r\nb\r\n")
  }
}
