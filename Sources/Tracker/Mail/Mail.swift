import Engine
import MariaDB
import Web

/// A mail that a request causes. What it says is found out when it is sent: no request waits for that.
enum Mail: String, CaseIterable {
  /// A task was assigned to the recipient.
  case assignation
  /// A comment mentions the recipient.
  case mention
  /// A task that the recipient works on or follows was commented.
  case comment
  /// A comment that concerns the recipient was answered.
  case reply
  /// An answer to a comment mentions the recipient.
  case replyMention = "reply-mention"
  /// A playlist waits for the recipient, who is a client of the production.
  case playlistReady = "playlist-ready"
  /// The movie of a playlist that the recipient asked for is there.
  case buildReady = "build-ready"
  /// A link to a playlist, for anybody who gets it.
  case sharedPlaylist = "shared-playlist"
  /// A code that stands in for a second factor.
  case verificationCode = "verification-code"
  /// A link with which to choose another password.
  case passwordRecovery = "password-recovery"
  /// A link with which somebody new chooses a password.
  case invitation
  case passwordChanged = "password-changed"
  case passwordChangedByAdministrator = "password-changed-by-administrator"
  case secondFactorsDisabled = "second-factors-disabled"

  /// Seconds after which it need not arrive any more.
  var lifetime: Int? {
    switch self {
    case .verificationCode: EmailCodes.lifetime
    case .passwordRecovery: 7200
    default: 7 * 86_400
    }
  }

  /// Do people decide whether they want it?
  var isNotification: Bool {
    switch self {
    case .assignation, .mention, .comment, .reply, .replyMention, .playlistReady, .buildReady: true
    default: false
    }
  }
}

extension Call {
  /// Sends a mail, once the request's transaction is committed. - Parameter subject: what it is about, by the name of its table.
  func mail(_ mail: Mail, to person: ID, about subject: [String: ID?] = [:]) {
    var payload: JSON.Object = ["person_id": JSON(person)]
    for (name, id) in subject.sorted(by: { $0.key < $1.key }) where id != nil { payload["\(name)_id"] = JSON(id) }
    self.mail(mail, payload)
  }

  /// Sends a mail to whoever has an account with that login, which nobody must learn from the time this takes.
  func mail(_ mail: Mail, toLogin login: String) {
    // Nobody has a longer one, and anybody may send it: it must not fill the table of jobs.
    if Account.isPossible(login: login) { self.mail(mail, ["login": .text(login)]) }
  }

  /// - Parameter payload: what the mail is about, by the names that the mailer knows.
  func mail(_ mail: Mail, _ payload: JSON.Object) {
    var payload = payload
    payload["mail"] = .text(mail.rawValue)
    payload["address"] = .text(request.clientAddress ?? "")
    jobs.add(Job(kind: .mail, payload: payload, lifetime: mail.lifetime))
  }
}
