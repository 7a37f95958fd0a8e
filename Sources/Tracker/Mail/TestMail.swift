import Engine
import Transfer
import Web

/// One mail to see whether mails arrive: sent at once, by no job.
package enum TestMail {
  /// - Parameter address: who gets it.
  /// - Returns: what happened, in one sentence.
  /// - Throws: 400 for what is no address, 502 with what the mail server said, or why it could not be asked.
  package static func send(to address: String, _ configuration: Configuration) throws(Failure) -> String {
    let mail = configuration.mail
    guard let recipient = MailMessage.Address(address) else { throw .plain(400, "\(address) is no e-mail address.") }
    guard let sender = MailMessage.Address(name: "Kitsu Bot", mail.sender) else {
      throw .plain(400, "MAIL_DEFAULT_SENDER is \(mail.sender), which is no e-mail address.")
    }
    let text = "This mail shows that the mails of your production tracker arrive.\n"
    let message = MailMessage(
      from: sender, to: recipient, subject: "[Kitsu] A test", text: text, html: "<!doctype html>\n<p>\(text)</p>\n", language: "en",
      id: ID.random().description, date: Call.now)
    do throws(TransferError) {
      try mail.server.send(message.bytes, from: sender.address, to: recipient.address)
    } catch {
      throw .plain(502, "\(mail.server.host):\(mail.server.port) did not take the mail: \(error)")
    }
    return "\(mail.server.host):\(mail.server.port) took the mail to \(address)\(mail.isEnabled ? "." : "; but MAIL_ENABLED is false.")"
  }
}
