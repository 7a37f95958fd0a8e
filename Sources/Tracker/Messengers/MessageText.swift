import Engine

/// What a mail says, as the short text of a chat service: the same words, the task being a link.
struct MessageText {
  let text: String

  /// - Parameter messenger: whose marks are used: `<url|text>` in Slack and Mattermost, `[text](url)` in Discord.
  init(_ template: MailTemplate, _ notice: TaskNotice, for messenger: Messenger) {
    var blocks: [String] = []
    for line in template.lines where !line.hasPrefix("!link") && line != "!code" {
      if line != "!quote" {
        blocks.append(
          MailLayout.fill(line, notice.values) { name, value in
            let words = Self.escape(value, for: messenger)
            return name == "task" ? Self.link(words, notice.link, messenger) : words
          })
      } else if let quote = notice.values["quote"], !quote.isEmpty {
        let lines = quote.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        // Discord takes 4,096 characters, and nobody reads more there.
        let said = lines.map { "> " + Self.escape(String($0), for: messenger) }.joined(separator: "\n")
        blocks.append(said.count > 2500 ? String(said.prefix(2500)) + "…" : said)
      }
    }
    text = blocks.joined(separator: "\n")
  }

  private static func link(_ words: String, _ url: String, _ messenger: Messenger) -> String {
    messenger == .discord ? "[\(words)](\(url))" : "<\(url)|\(words)>"
  }

  /// Slack reads three characters as marks of its own, among them mentions of everybody; in the others a text is what it is, but for what
  /// would end a link.
  private static func escape(_ text: String, for messenger: Messenger) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch (scalar, messenger) {
      case ("&", .slack): escaped += "&amp;".unicodeScalars
      case ("<", .slack), ("<", .mattermost): escaped += "&lt;".unicodeScalars
      case (">", .slack), (">", .mattermost): escaped += "&gt;".unicodeScalars
      case ("[", .discord), ("]", .discord): escaped += ["\\", scalar]
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
