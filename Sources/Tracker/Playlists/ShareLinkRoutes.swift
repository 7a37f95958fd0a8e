import Engine
import Identity
import MariaDB
import Web

/// Giving a playlist to people without an account, and taking it back (contract chapter 07, Share links).
enum ShareLinkRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/playlists/:playlist_id/share"
    routes.list(path, "List the share links of a playlist", .playlist(.manager)) { _, playlist in
      Listing(shape, "FROM playlist_share_link WHERE playlist_id = \(playlist.id) AND is_active ORDER BY id")
    }
    routes.post(path, "Share a playlist by a link", .playlist(.manager), body, then: create)
    routes.delete("\(path)/:token", "Revoke a share link", .playlist(.manager), .text("token"), then: revoke)
    routes.post("\(path)/:token/invite", "Mail a share link", .playlist(.manager), .text("token"), invitation, then: invite)
  }

  /// The row without its password's hash.
  private static let shape = Shape(.playlistShareLink, hiding: ["password"]).adding(
    Shape.Key("has_password", "COALESCE(playlist_share_link.password, '') <> ''", .boolean))

  private static func answer(_ link: ID, status: Int = 200, _ call: Call) throws -> Response {
    try call.row("SELECT \(shape.select) FROM playlist_share_link WHERE playlist_share_link.id = \(link)", shape, status: status)
  }

  // MARK: Making and revoking

  private struct Body {
    let expiration: String?
    let canComment: Bool
    let password: String?
  }

  private static let body = Step.fields { fields in
    Body(
      expiration: fields.optionalText("expiration_date"), canComment: fields.boolean("can_comment", default: true),
      password: fields.optionalText("password", atMost: 500))
  }

  private static func create(_ call: Call, _ playlist: Subject<PlaylistFacts>, _ body: Body) throws -> Response {
    let password = body.password?.nonEmpty.map { Password.hash($0, cost: call.configuration.passwordCost) }
    let expiration = try body.expiration?.nonEmpty.map { try end(of: $0) }
    let id = try call.database.insert(
      into: .playlistShareLink,
      [
        // Whoever knows it gets in: it tells nothing of when it was made.
        "token": .text(ID.random().description), "playlist_id": playlist.id.sqlValue, "created_by": try call.callerID.sqlValue,
        "expiration_date": expiration.sqlValue, "can_comment": body.canComment.sqlValue, "password": password.sqlValue,
      ])
    return try answer(id, status: 201, call)
  }

  /// The last moment of a link: of a day its end, in UTC.
  private static func end(of text: String) throws(Failure) -> DateTime {
    let refusal = Failure.parameter("expiration_date must be a date as 2026-12-24 or a moment as 2026-12-24T18:00:00, not \"\(text)\".")
    guard let date = DateTime(body: text) else { throw refusal }
    if text.utf8.count <= 10 {
      return DateTime(
        year: date.year, month: date.month, day: date.day, hour: 23, minute: 59, second: 59, microsecond: 999_999) ?? date
    }
    return DateTime(secondsSince1970: date.secondsSince1970 - offset(of: text), microsecond: date.microsecond)
  }

  /// Seconds that the clock of the text's zone is ahead of UTC: `+02:00`, `-0330`.
  private static func offset(of text: String) -> Int {
    guard let sign = text.dropFirst(11).lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
    let digits = text[sign...].dropFirst().filter(\.isNumber)
    guard let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)) else { return 0 }
    return (text[sign] == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// The link of the playlist by its token. - Throws: 404.
  private static func link(_ token: String, of playlist: ID, _ call: Call) throws -> ShareLink {
    let found = try call.database.first(
      """
      SELECT \(Record.selection(.playlistShareLink)) FROM playlist_share_link
      WHERE token = \(token) AND playlist_id = \(playlist) FOR UPDATE
      """
    ) { ShareLink(record: Record(.playlistShareLink, $0)) }
    guard let found else { throw Failure.notFound("The playlist has no such link.") }
    return found
  }

  private static func revoke(_ call: Call, _ playlist: Subject<PlaylistFacts>, _ token: String) throws -> Response {
    let link = try link(token, of: playlist.id, call)
    if link.record.bool("is_active") {
      try call.database.execute(
        "UPDATE playlist_share_link SET is_active = FALSE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(link.id)")
    }
    return try answer(link.id, call)
  }

  // MARK: Inviting

  private static let invitation = Step.fields { fields in
    (
      emails: fields["emails"] == .null ? [] : fields.optionalTexts("emails"),
      people: fields["person_ids"] == .null ? [] : fields.ids("person_ids"), message: fields.text("message", atMost: 10_000, default: "")
    )
  }

  /// Addresses that one invitation may go to.
  private static let maxRecipients = 200

  private static func invite(
    _ call: Call, _ playlist: Subject<PlaylistFacts>, _ token: String, _ body: (emails: [String], people: [ID], message: String)
  ) throws -> Response {
    let link = try link(token, of: playlist.id, call)
    guard link.record.bool("is_active") else { throw Failure.notFound("The link was revoked.") }
    for email in body.emails where !Email.isValid(email.trimmingBlanks()) {
      throw Failure(status: 400, body: ["error": .text("\(email) is no e-mail address: somebody@example.com is one.")])
    }
    let people = try call.database.all(
      "SELECT id, email FROM person WHERE id IN \(body.people) AND COALESCE(email, '') <> '' ORDER BY id"
    ) { (id: $0.id(0), email: $0.text(1) ?? "") }
    let known = Dictionary(people.compactMap { person in person.id.map { ($0, person.email) } }) { first, _ in first }
    let named =
      body.emails.map { (person: ID?.none, email: Self.normalised($0.trimmingBlanks())) }
      + body.people.compactMap { id in known[id].map { (person: id, email: Self.normalised($0)) } }
    // Who is named in both ways gets it as the person, in their own language.
    var recipients: [String: (person: ID?, email: String)] = [:]
    for recipient in named {
      let key = recipient.email.lowercased()
      if recipient.person != nil || recipients[key] == nil { recipients[key] = recipient }
    }
    guard recipients.count <= maxRecipients else { throw Failure.parameter("An invitation goes to \(maxRecipients) addresses at most.") }
    var (seen, sent): (Set<String>, [JSON]) = ([], [])
    for key in named.map({ $0.email.lowercased() }) where seen.insert(key).inserted {
      guard let recipient = recipients[key] else { continue }
      var payload: JSON.Object = [
        "playlist_id": JSON(playlist.id), "author_id": JSON(try call.callerID), "token": .text(link.token), "message": .text(body.message),
      ]
      if let person = recipient.person { payload["person_id"] = JSON(person) } else { payload["email"] = .text(recipient.email) }
      call.mail(.sharedPlaylist, payload)
      sent.append(.text(recipient.email))
    }
    return .json(["sent": .array(sent)])
  }

  /// The domain in lower case: only what stands before the `@` may be told apart by its letters.
  private static func normalised(_ email: String) -> String {
    guard let at = email.lastIndex(of: "@") else { return email }
    return email[..<at] + email[at...].lowercased()
  }
}
