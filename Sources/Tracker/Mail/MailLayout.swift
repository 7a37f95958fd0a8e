import Engine

/// A mail as it is read: a template with its values, laid out as HTML and as plain text.
struct MailLayout {
  let subject: String
  let html: String
  let text: String

  /// - Parameters:
  ///   - values: for the names in the template. Those of `task` become links.
  ///   - link: where the button and the task lead.
  init(_ template: MailTemplate, _ values: [String: String], link: String?, language: MailLanguage) {
    subject = Self.fill(template.subject, values) { $0 }
    let title = Self.fill(template.title, values) { $0 }
    let signature = Self.fill(language.signature, values) { $0 }
    // Mail programs read no style sheet reliably.
    let quoteStyle = "margin:0;padding-left:12px;border-left:3px solid #ccc"
    let buttonStyle = "background:#00b242;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none"
    var blocks: [(html: String, text: String)] = []
    for line in template.lines {
      if line == "!code", let code = values["code"] {
        blocks.append((#"<p style="font-size:28px;letter-spacing:6px;font-weight:bold">\#(Self.escape(code))</p>"#, code))
      } else if line == "!quote" {
        let quote = values["quote"] ?? ""
        if quote.isEmpty { continue }
        let lines = quote.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let html = lines.map { Self.escape(String($0)) }.joined(separator: "<br>")
        blocks.append((#"<blockquote style="\#(quoteStyle)">\#(html)</blockquote>"#, lines.map { "> \($0)" }.joined(separator: "\n")))
      } else if line.hasPrefix("!link "), let link {
        let label = String(line.dropFirst(6))
        blocks.append((#"<p><a href="\#(Self.escape(link))" style="\#(buttonStyle)">\#(Self.escape(label))</a></p>"#, "\(label): \(link)"))
      } else {
        let html = Self.fill(line, values) { name, value in
          guard name == "task", let link else { return Self.escape(value) }
          return #"<a href="\#(Self.escape(link))">\#(Self.escape(value))</a>"#
        }
        blocks.append(("<p>\(html)</p>", Self.fill(line, values) { $0 }))
      }
    }
    text = ([title] + blocks.map(\.text) + [signature]).joined(separator: "\n\n") + "\n"
    html = """
      <!doctype html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(Self.escape(subject))</title></head>
      <body style="margin:0;padding:24px;background:#eee;font-family:sans-serif;color:#333">
      <div style="max-width:552px;margin:auto;padding:24px;background:#fff;border-radius:8px">
      <h1 style="font-size:20px;margin-top:0">\(Self.escape(title))</h1>
      \(blocks.map(\.html).joined(separator: "\n"))
      <p style="color:#777">\(Self.escape(signature))</p>
      </div></body></html>

      """
  }

  /// The text with the value of each `{name}`; a name without a value is nothing. Values are not looked into.
  static func fill(_ text: String, _ values: [String: String], _ write: (_ name: String, _ value: String) -> String) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      filled += write(name, values[name] ?? "")
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  private static func fill(_ text: String, _ values: [String: String], _ write: (String) -> String) -> String {
    fill(text, values) { _, value in write(value) }
  }

  private static func escape(_ text: String) -> String {
    // Not characters: a mark that combines with "<" would hide it.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
