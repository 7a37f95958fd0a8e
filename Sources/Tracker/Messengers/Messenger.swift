import Engine
import MariaDB
import Web

/// The chat services in which people are told what the mails tell them, those who want it (contract chapter 08, Chat).
enum Messenger: String, CaseIterable {
  case slack
  case mattermost
  case discord

  /// Column of the person: do they want to be told there?
  var wish: String { "notifications_\(rawValue)_enabled" }
  /// Column of the person: who they are there.
  var account: String { "notifications_\(rawValue)_userid" }

  /// Column of the organisation: the token of the studio's app, or where Mattermost takes messages.
  var key: String { self == .mattermost ? "chat_webhook_mattermost" : "chat_token_\(rawValue)" }

  /// Which of the services each of the people wants to be told in.
  static func wishes(of people: Set<ID>, _ database: Connection) throws -> [ID: [Messenger]] {
    let columns = allCases.map(\.wish).joined(separator: ", ")
    let isWanted = allCases.map(\.wish).joined(separator: " OR ")
    var wishes: [ID: [Messenger]] = [:]
    try database.stream("SELECT id, \(raw: columns) FROM person WHERE id IN \(Array(people)) AND (\(raw: isWanted))") { row in
      guard let person = row.id(0) else { return }
      wishes[person] = zip(allCases, 1...).filter { row.bool($1) }.map(\.0)
    }
    return wishes
  }
}

extension Call {
  /// Tells somebody in a chat service what a mail would say, once the request's transaction is committed.
  func message(_ mail: Mail, in messenger: Messenger, to person: ID, about subject: [String: ID?]) {
    var payload: JSON.Object = ["mail": .text(mail.rawValue), "messenger": .text(messenger.rawValue), "person_id": JSON(person)]
    for (name, id) in subject.sorted(by: { $0.key < $1.key }) where id != nil { payload["\(name)_id"] = JSON(id) }
    jobs.add(Job(kind: .message, payload: payload, lifetime: mail.lifetime))
  }
}
