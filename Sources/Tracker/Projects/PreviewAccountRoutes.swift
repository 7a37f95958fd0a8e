import Engine
import Identity
import MariaDB
import Web

/// The one account of a production with which it is looked at as a client does, or shown for an hour (contract chapter 09). It is a person
/// with `preview_project_id`; whoever is such a person reads and does nothing else (`Identification`).
enum PreviewAccountRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/projects/:project_id/preview-account"
    routes.get(path, "Show the preview account of a project", .project(.manager, unseenByAdmins: true), then: show)
    routes.post(path, "Make the preview account of a project, or give it another password", .project(.manager), then: reset)
    routes.put(path, "Open the preview account of a project for an hour, or close it", isOpen, .project(.manager), then: open)
    routes.delete(path, "Remove the preview account of a project", .project(.manager, unseenByAdmins: true), then: remove)
  }

  private static let isOpen = Step.fields { fields in
    if fields["is_open"] == nil { fields.fail("is_open", "Field required") }
    return fields.boolean("is_open", default: false)
  }

  private static let shape = Shape(keys: [
    Shape.Key(.person, "id"), Shape.Key(.person, "email"), Shape.Key("full_name", PersonShape.fullName, .text),
    Shape.Key("preview_open_until", "DATE_FORMAT(person.preview_open_until, '%Y-%m-%dT%H:%i:%s.%f')", .text),
  ])

  /// - Throws: 404 when there is none, and nothing to answer then.
  private static func row(
    _ call: Call, _ project: ID, status: Int = 200, extras: JSON.Object = [:], or missing: JSON? = nil
  ) throws -> Response {
    try call.row(
      "SELECT \(shape.select) FROM person WHERE person.preview_project_id = \(project)", shape, status: status, extras: extras, or: missing)
  }

  private static func account(of project: ID, _ call: Call) throws -> ID? {
    try call.database.ids("SELECT id FROM person WHERE preview_project_id = \(project) FOR UPDATE").first
  }

  /// Null when there is none, and where passwords are another system's.
  private static func show(_ call: Call, of project: Subject<Project>) throws -> Response {
    guard call.configuration.hasPreviewAccounts else { return .json(.null) }
    return try row(call, project.id, or: .null)
  }

  /// The password is shown this once. The account that is there is closed, and put back into the team.
  private static func reset(_ call: Call, of project: Subject<Project>) throws -> Response {
    guard call.configuration.hasPreviewAccounts else {
      throw Failure.plain(400, "Preview accounts require the local authentication strategy")
    }
    try call.database.hold(project: project.id)
    let account = try account(of: project.id, call) ?? create(for: project.id, call)
    let password = Base64URL.encode(SecureRandom.bytes(12))
    try NewPassword(password: password, repeated: password).store(for: account, call)
    try close(account, call)
    let isNew =
      try call.database.execute("INSERT IGNORE INTO project_person_link (project_id, person_id) VALUES (\(project.id), \(account))") > 0
    if isNew { try ProjectSettings.announce(project.id, call) }
    return try row(call, project.id, status: 201, extras: ["password": .text(password)])
  }

  private static func create(for project: ID, _ call: Call) throws -> ID {
    let mark = SecureRandom.bytes(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let name = try call.database.texts("SELECT name FROM project WHERE id = \(project)").first ?? ""
    return try call.database.insert(
      into: .person,
      [
        "first_name": "Preview", "last_name": .text(name), "email": .text("preview-\(mark)@preview.kitsu.invalid"),
        "role": .text(Role.client.rawValue), "preview_project_id": project.sqlValue,
        "timezone": .text(call.configuration.defaultTimezone), "locale": .text(call.configuration.defaultLocale),
      ])
  }

  private static func open(_ call: Call, isOpen: Bool, of project: Subject<Project>) throws -> Response {
    guard let account = try account(of: project.id, call) else { throw Failure.notFound("No preview account for this project") }
    if !isOpen {
      try close(account, call)
      return try row(call, project.id)
    }
    // One that is open goes on; its sessions stay.
    try call.database.execute(
      """
      UPDATE person SET
      preview_opened_at = IF(preview_open_until > UTC_TIMESTAMP(6), preview_opened_at, UTC_TIMESTAMP(6)),
      preview_open_until = UTC_TIMESTAMP(6) + INTERVAL \(PreviewAccount.minutes) MINUTE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(account)
      """)
    return try row(call, project.id)
  }

  private static func close(_ account: ID, _ call: Call) throws {
    try call.database.execute(
      """
      UPDATE person SET preview_opened_at = NULL, preview_open_until = NULL, updated_at = UTC_TIMESTAMP(6) WHERE id = \(account)
      """)
  }

  private static func remove(_ call: Call, of project: Subject<Project>) throws -> Response {
    try remove(of: project.id, call)
    return .deleted
  }

  /// Also before its production is deleted.
  static func remove(of project: ID, _ call: Call) throws {
    guard let account = try account(of: project, call) else { return }
    try Cascade(call).clearPerson(account)
    try call.database.execute("DELETE FROM person WHERE id = \(account)")
    call.events.emit("person:delete", ["person_id": JSON(account)])
  }
}
