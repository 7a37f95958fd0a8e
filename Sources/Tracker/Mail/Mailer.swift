import Engine
import Identity
import Logging
import MariaDB
import Transfer
import Web

/// Composes the mails that requests asked for, and hands them to the mail server.
struct Mailer {
  private let configuration: Configuration
  private let database: Connection
  private let log: Logger

  init(_ configuration: Configuration, _ database: Connection, log: Logger) {
    self.configuration = configuration
    self.database = database
    self.log = log
  }

  /// Why a mail is not sent, now or ever.
  enum Problem: Error, CustomStringConvertible {
    /// Another attempt would fail like this one.
    case lasting(String)

    var description: String {
      switch self {
      case .lasting(let reason): reason
      }
    }
  }

  /// Sends the mail of a job, if there is still somebody who should get it.
  /// - Throws: `Problem`, or what the mail server or the database reported.
  func deliver(_ job: JobStore.Taken) throws {
    guard let mail = job.payload["mail"]?.text.flatMap({ Mail(rawValue: $0) }) else { throw Problem.lasting("There is no such mail.") }
    guard let recipient = try recipient(of: mail, job.payload) else { return skip(mail, job, "nobody to send it to") }
    if mail.isNotification && !recipient.wantsNotifications { return skip(mail, job, "the person wants no mails") }
    guard let address = MailMessage.Address(recipient.email) else { throw Problem.lasting("The person has no usable e-mail address.") }
    guard let from = MailMessage.Address(name: "Kitsu Bot", configuration.mail.sender) else {
      throw Problem.lasting("MAIL_DEFAULT_SENDER is no e-mail address.")
    }
    // Before a code is drawn that nobody would get.
    guard configuration.mail.isEnabled else { return skip(mail, job, "MAIL_ENABLED is false") }
    guard let content = try content(of: mail, for: recipient, job) else { return skip(mail, job, "what it is about is gone") }
    let message = MailMessage(
      from: from, to: address, subject: content.subject, text: content.text, html: content.html, language: recipient.language.rawValue,
      id: job.id.description, date: DateTime(secondsSince1970: job.createdAt))
    do {
      try configuration.mail.server.send(message.bytes, from: from.address, to: address.address)
    } catch {
      if error.isLasting { throw Problem.lasting(error.description) }
      throw error
    }
    let person = recipient.id?.description ?? "none"
    log.info("mail sent", metadata: ["mail": "\(mail.rawValue)", "person": "\(person)", "job": "\(job.id)"])
  }

  private func skip(_ mail: Mail, _ job: JobStore.Taken, _ reason: String) {
    var metadata: Logger.Metadata = ["mail": "\(mail.rawValue)", "job": "\(job.id)", "reason": "\(reason)"]
    if let person = job.payload["person_id"]?.text { metadata["person"] = "\(person)" }
    log.info("mail not sent", metadata: metadata)
  }

  // MARK: To whom

  private struct Recipient {
    /// Nil for somebody without an account.
    let id: ID?
    let email: String
    let firstName: String
    let language: MailLanguage
    let timezone: String
    let wantsNotifications: Bool
    /// Of codes by mail; nil when they are not set up.
    let emailSecret: String?
  }

  /// A person by id, or, for what anybody may ask for, the active person with that login for whom it is switched on.
  private func recipient(of mail: Mail, _ payload: JSON.Object) throws -> Recipient? {
    if mail == .sharedPlaylist, let email = payload["email"]?.text {
      return Recipient(
        id: nil, email: email, firstName: "", language: MailLanguage(locale: configuration.defaultLocale),
        timezone: configuration.defaultTimezone, wantsNotifications: true, emailSecret: nil)
    }
    let login = payload["login"]?.text ?? ""
    let condition: SQL =
      switch mail {
      case _ where payload["person_id"] != nil: "id = \(payload["person_id"]?.text.flatMap { ID($0) })"
      case .verificationCode:
        "active AND email_otp_enabled AND NOT is_bot AND (email = \(login.lowercased()) OR desktop_login = \(login))"
      default: "active AND NOT is_bot AND email = \(login.lowercased())"
      }
    return try database.first(
      """
      SELECT id, COALESCE(email, ''), first_name, COALESCE(locale, ''), COALESCE(timezone, ''), notifications_enabled, email_otp_secret
      FROM person WHERE \(condition) ORDER BY email = \(login.lowercased()) DESC, id LIMIT 1
      """
    ) { row -> Recipient? in
      guard let id = row.id(0) else { return nil }
      let locale = row.text(3)?.nonEmpty ?? configuration.defaultLocale
      return Recipient(
        id: id, email: row.text(1) ?? "", firstName: row.text(2) ?? "", language: MailLanguage(locale: locale),
        timezone: row.text(4)?.nonEmpty ?? configuration.defaultTimezone, wantsNotifications: row.bool(5), emailSecret: row.text(6))
    } ?? nil
  }

  // MARK: What it says

  private func content(of mail: Mail, for recipient: Recipient, _ job: JobStore.Taken) throws -> MailLayout? {
    guard let template = recipient.language.template(mail) else { return nil }
    let studio = try database.texts("SELECT name FROM organisation ORDER BY id LIMIT 1").first ?? "Kitsu"
    var values = [
      "organisation": studio, "first name": recipient.firstName, "login": recipient.email,
      "date": recipient.language.format(LocalTime(job.createdAt, in: recipient.timezone)), "address": job.payload["address"]?.text ?? "",
    ]
    func id(_ name: String) -> ID? { job.payload[name]?.text.flatMap { ID($0) } }
    var link: String?
    switch mail {
    case .assignation, .mention, .comment, .reply, .replyMention:
      guard let notice = try TaskNotice(mail, job.payload, configuration, database) else { return nil }
      link = notice.link
      values.merge(notice.values) { $1 }
    case .playlistReady, .buildReady, .sharedPlaylist:
      guard let playlist = id("playlist_id"), let title = try PlaylistTitle(playlist, configuration, database) else { return nil }
      let author = try database.texts("SELECT \(PersonShape.fullName) FROM person WHERE id = \(id("author_id"))").first
      values.merge(["playlist": title.name, "project": title.project, "author": author ?? studio]) { $1 }
      values["quote"] = job.payload["message"]?.text
      link = title.link
      if mail == .sharedPlaylist {
        guard let token = job.payload["token"]?.text, try ShareLinkAddress.isOpen(token, database) else { return nil }
        link = ShareLinkAddress.of(token, configuration)
      }
    case .verificationCode:
      guard let secret = recipient.emailSecret, let person = recipient.id,
        let code = try EmailCodes(database).issue(for: person, secret: secret)
      else { return nil }
      values["code"] = code
    case .passwordRecovery: link = try ResetTokens(database).link(for: recipient.email, .recovery, configuration)
    case .invitation: link = try ResetTokens(database).link(for: recipient.email, .invitation, configuration)
    case .passwordChanged, .passwordChangedByAdministrator, .secondFactorsDisabled: break
    }
    return MailLayout(template, values, link: link, language: recipient.language)
  }
}
