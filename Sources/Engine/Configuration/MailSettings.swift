import Transfer

/// How mail leaves.
package struct MailSettings: Sendable {
  /// Otherwise `tsubame jobs` only logs that it would have sent.
  package var isEnabled = true
  package var server = MailServer(host: "localhost", port: 25, encryption: .none)
  package var sender = "no-reply@your-studio.com"

  package init() {}

  /// - Parameter authority: that the server is certified by when `MAIL_SSL_CA` names no other.
  package init(_ reader: inout EnvironmentReader, authority: String?) {
    isEnabled = reader.flag("MAIL_ENABLED", default: true)
    server.host = reader.text("MAIL_SERVER", default: "localhost")
    let isHost = !server.host.isEmpty && server.host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@[]".utf8.contains($0) }
    if isEnabled && !isHost {
      reader.refuse("MAIL_SERVER is \"\(server.host)\": the name or address of a host is expected, without smtp://.")
    }
    server.port = reader.integer("MAIL_PORT", default: 25, in: 1...65_535)
    let user = reader.text("MAIL_USERNAME", default: "")
    let password = reader.text("MAIL_PASSWORD", default: "", isSecret: true)
    server.credentials = user.isEmpty ? nil : (user, password)
    let startsTLS = reader.flag("MAIL_USE_TLS", default: false)
    let isTLS = reader.flag("MAIL_USE_SSL", default: false)
    server.encryption = isTLS ? .tls : startsTLS ? .startTLS : .none
    if isTLS && startsTLS { reader.refuse("MAIL_USE_TLS and MAIL_USE_SSL are both true: one of them is expected.") }
    server.certificateAuthority = reader.file("MAIL_SSL_CA") ?? authority
    sender = reader.text("MAIL_DEFAULT_SENDER", default: sender)
    if MailMessage.Address(sender)?.isASCII != true {
      reader.refuse("MAIL_DEFAULT_SENDER is \"\(sender)\": an e-mail address is expected, as no-reply@studio.example.")
    }
  }
}
