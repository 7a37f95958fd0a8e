import Engine
import MariaDB
import Web

/// People without an account who talk through a link: each gives a name, and is known to that link alone (contract chapter 07).
enum SharedGuests {
  static func declare(in routes: inout Routes) {
    routes.post("/shared/playlists/:token/guest", for: .anyone, "Join a shared playlist under a name", .share, body, then: join)
  }

  private struct Body {
    let firstName: String
    let lastName: String
    let guest: ID?
  }

  private static let body = Step.fields { fields in
    func name(_ field: String) -> String { (fields.optionalText(field, atMost: 80) ?? "").trimmingBlanks() }
    let (first, last) = (name("first_name"), name("last_name"))
    return Body(firstName: first.isEmpty ? "Guest" : first, lastName: last, guest: fields.idOrBlank("guest_id"))
  }

  /// Whoever comes again, by id or by name, is the same person.
  private static func join(_ call: Call, _ shared: SharedPlaylist, _ body: Body) throws -> Response {
    if let guest = body.guest, try shared.isGuest(guest, call.database) { return try answer(guest, again, status: 200, call) }
    // Of two who come at the same moment under one name the second finds the first.
    _ = try call.database.exists("SELECT 1 FROM playlist_share_link WHERE id = \(shared.link.id) FOR UPDATE")
    let known = try call.database.ids(
      """
      SELECT id FROM person WHERE \(shared.guests) AND first_name = \(body.firstName) AND last_name = \(body.lastName) ORDER BY id LIMIT 1
      """)
    if let guest = known.first { return try answer(guest, new, status: 201, call) }
    guard try call.database.count("SELECT COUNT(*) FROM person WHERE \(shared.guests)") < maxGuests else {
      throw Failure.share(403, "No more than \(maxGuests) guests can join by one link.")
    }
    let guest = try call.database.insert(
      into: .person,
      [
        "first_name": .text(body.firstName), "last_name": .text(body.lastName), "role": .text("client"), "is_guest": true.sqlValue,
        "email": .text("guest-\(ID.random().description.suffix(8))@guest.kitsu"),
        "timezone": .text(call.configuration.defaultTimezone), "locale": .text(call.configuration.defaultLocale),
        "data": .text(JSON.object(["share_link_id": JSON(shared.link.id)]).description),
      ])
    call.events.emit("person:new", ["person_id": JSON(guest)])
    return try answer(guest, new, status: 201, call)
  }

  /// A link that went round the world is not to fill the studio's list of people.
  private static let maxGuests = 500

  private static let (new, again) = (PersonShape.safe, PersonShape.safeWithDepartments)

  private static func answer(_ guest: ID, _ shape: Shape, status: Int, _ call: Call) throws -> Response {
    try call.row("SELECT \(shape.select) FROM person WHERE person.id = \(guest)", shape, status: status)
  }
}

extension SharedPlaylist {
  /// A condition on people: the guests of this link.
  fileprivate var guests: SQL { "person.is_guest AND JSON_VALUE(person.data, '$.share_link_id') = \(link.id.description)" }

  func isGuest(_ person: ID, _ database: Connection) throws -> Bool {
    try database.exists("SELECT 1 FROM person WHERE person.id = \(person) AND \(guests)")
  }
}
