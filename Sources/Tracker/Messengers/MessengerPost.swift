import Engine
import Logging
import MariaDB
import Transfer
import Web

/// Sends the messages that requests asked for to the chat services.
struct MessengerPost {
  private let configuration: Configuration
  private let database: Connection
  private let log: Logger
  private let client: HTTPClient

  init(_ configuration: Configuration, _ database: Connection, log: Logger) {
    self.configuration = configuration
    self.database = database
    self.log = log
    var client = HTTPClient(certificateAuthority: configuration.outgoingAuthorities)
    client.timeout = 30
    client.redirections = 0
    self.client = client
  }

  /// Another attempt would fail like this one.
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  /// The service is busy, or out of order.
  private struct Away: Error, CustomStringConvertible {
    let description: String
  }

  /// Sends the message of a job, if there is still somebody who wants it.
  /// - Throws: `Refused`, or what will be better later.
  func deliver(_ job: JobStore.Taken) throws {
    guard let mail = job.payload["mail"]?.text.flatMap({ Mail(rawValue: $0) }),
      let messenger = job.payload["messenger"]?.text.flatMap({ Messenger(rawValue: $0) })
    else { throw Refused(description: "There is no such message.") }
    let person = job.payload["person_id"]?.text.flatMap { ID($0) }
    let recipient = try database.first(
      """
      SELECT \(raw: messenger.wish), COALESCE(\(raw: messenger.account), ''), COALESCE(locale, '') FROM person
      WHERE id = \(person) AND active
      """
    ) { (wants: $0.bool(0), account: $0.text(1) ?? "", locale: $0.text(2) ?? "") }
    let key = try database.texts("SELECT COALESCE(\(raw: messenger.key), '') FROM organisation ORDER BY id LIMIT 1").first ?? ""
    func skip(_ reason: String) {
      log.info(
        "message not sent", metadata: ["messenger": "\(messenger.rawValue)", "job": "\(job.id)", "reason": "\(reason)"])
    }
    guard let recipient else { return skip("nobody to send it to") }
    guard recipient.wants else { return skip("the person wants no messages there") }
    guard !recipient.account.isEmpty else { return skip("the person has no account there") }
    guard !key.isEmpty else { return skip("the studio has set up no access to the service") }
    let language = MailLanguage(locale: recipient.locale.nonEmpty ?? configuration.defaultLocale)
    guard let template = language.template(mail), let notice = try TaskNotice(mail, job.payload, configuration, database) else {
      return skip("what it is about is gone")
    }
    let text = MessageText(template, notice, for: messenger).text
    switch messenger {
    case .slack: try slack(text, to: recipient.account, key)
    case .mattermost: try mattermost(text, to: recipient.account, notice.project, key)
    case .discord: try discord(text, to: recipient.account, template.title, key)
    }
    log.info("message sent", metadata: ["messenger": "\(messenger.rawValue)", "job": "\(job.id)"])
  }

  // MARK: The services

  private func slack(_ text: String, to account: String, _ token: String) throws {
    let answer = try accepted(
      client.post(
        configuration.messengers.slack + "/chat.postMessage",
        json: [
          "channel": .text("@" + account), "text": .text(text),
          "blocks": [["type": "section", "text": ["type": "mrkdwn", "text": .text(String(text.prefix(3000)))]]],
        ], headers: ["Authorization: Bearer " + token]), by: "Slack")
    // What is refused is answered with 200 too.
    if answer["ok"] == true { return }
    let reason = "Slack refuses the message: \(answer["error"].text ?? "it gives no reason")."
    if ["ratelimited", "service_unavailable", "internal_error", "fatal_error", "request_timeout"].contains(answer["error"].text ?? "") {
      throw Away(description: reason)
    }
    throw Refused(description: reason)
  }

  private func mattermost(_ text: String, to account: String, _ project: String, _ webhook: String) throws {
    guard webhook.hasPrefix("https://") || webhook.hasPrefix("http://") else {
      throw Refused(description: "The address of the Mattermost webhook does not begin with https://.")
    }
    _ = try accepted(
      client.post(
        webhook,
        json: [
          "text": .text(text), "channel": .text("@" + account), "username": .text("Kitsu - " + project),
          "icon_url": .text("\(configuration.domainProtocol)://\(configuration.domainName)/favicon.png"),
        ]), by: "Mattermost")
  }

  /// The bot writes to the member of one of its servers that has the name, or `name#discriminator`.
  private func discord(_ text: String, to account: String, _ title: String, _ token: String) throws {
    let (site, headers) = (configuration.messengers.discord, ["Authorization: Bot " + token])
    func get(_ path: String) throws -> JSON { try accepted(client.get(site + path, headers: headers), by: "Discord") }
    let parts = account.split(separator: "#", maxSplits: 1).map(String.init)
    guard let name = parts.first else { throw Refused(description: "The name on Discord is empty.") }
    func isMeant(_ member: JSON) -> Bool {
      let user = member["user"]
      if parts.count == 2 { return user["username"].text == name && user["discriminator"].text == parts[1] }
      return [user["username"], user["global_name"], member["nick"]].contains(.text(name))
    }
    var found: String?
    for server in try get("/users/@me/guilds").array ?? [] where found == nil {
      guard let id = server["id"].text else { continue }
      let members = try get("/guilds/\(PercentEncoding.encode(id))/members/search?limit=100&query=\(PercentEncoding.encode(name))")
      found = members.array?.first(where: isMeant)?["user"]["id"].text
    }
    guard let found else { throw Refused(description: "Nobody on the bot's Discord servers is called \(account).") }
    let channel = try accepted(
      client.post(site + "/users/@me/channels", json: ["recipient_id": .text(found)], headers: headers), by: "Discord")
    guard let id = channel["id"].text else { throw Away(description: "Discord names no channel to write to.") }
    _ = try accepted(
      client.post(
        site + "/channels/\(PercentEncoding.encode(id))/messages",
        json: [
          "embeds": [["title": .text(title), "description": .text(text)]], "allowed_mentions": ["parse": []],
        ], headers: headers), by: "Discord")
  }

  /// - Returns: the document of the answer; null for what is none.
  /// - Throws: `Refused` for what another attempt does not change, `Away` for the rest.
  private func accepted(_ answer: HTTPClient.Answer, by service: String) throws -> JSON {
    let document = (try? JSON.parse(answer.body)) ?? .null
    switch answer.status {
    case 200..<300: return document
    case 408, 429, 500...: throw Away(description: "\(service) answers \(answer.status).")
    default:
      let reason = document["message"].text.map { ": " + String($0.prefix(200)) } ?? ""
      throw Refused(description: "\(service) answers \(answer.status)\(reason).")
    }
  }
}
