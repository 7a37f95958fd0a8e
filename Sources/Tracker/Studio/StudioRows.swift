import MariaDB
import Web

/// Rows around the production whose rules are no more than who may do what.
enum StudioRows {
  static func declare(in routes: inout Routes) {
    for resource in plain { Rows(resource).declare(in: &routes) }
    Rows(OrganisationRows()).declare(in: &routes)
    Rows(EntityTypeRows()).declare(in: &routes)
    Rows(TaskTypeRows()).declare(in: &routes)
    Rows(TaskStatusRows()).declare(in: &routes)
    Rows(CustomActionRows()).declare(in: &routes)
    Rows(StatusAutomationRows()).declare(in: &routes)
    Rows(PreviewBackgroundRows()).declare(in: &routes)
    Rows(SalaryScaleRows()).declare(in: &routes)
    Rows(EventRows()).declare(in: &routes)
    Rows(NotificationRows()).declare(in: &routes)
  }

  private static let plain: [PlainResource] = [
    PlainResource("departments", .department, .everybodyReads),
    PlainResource("studios", .studio, .everybodyReads),
    PlainResource("project-status", .projectStatus, .everybodyReads),
    PlainResource("file-status", .fileStatus, .everybodyReads),
    PlainResource("softwares", .software, .everybodyReads, isMalformedIDUnknown: true),
    PlainResource("output-types", .outputType, .everybodyReads, isMalformedIDUnknown: true),
    PlainResource("hardware-items", .hardwareItem, .admins),
    PlainResource("plugins", .plugin, .admins),
    PlainResource("search-filters", .searchFilter, .admins),
    PlainResource("search-filter-groups", .searchFilterGroup, .admins),
    PlainResource("subscriptions", .subscription, .admins),
    PlainResource("news", .news, .admins),
    PlainResource("chats", .chat, .admins),
    PlainResource("chat-messages", .chatMessage, .admins),
    PlainResource("budgets", .budget, .admins, protected: ["revision"]),
    PlainResource("budget-entries", .budgetEntry, .admins, protected: ["budget_id"]),
    PlainResource(
      "milestones", .milestone,
      Rules(list: .admin, read: .teamNoVendor, create: .projectManager, update: .projectManager, delete: .projectManager)),
  ]
}

/// The studio itself.
struct OrganisationRows: Resource {
  let path = "organisations"
  let table = Table.organisation
  let rules = Rules.everybodyReads

  func shape(_ call: Call, relations: Bool) throws -> Shape {
    try call.access.isAdmin ? Organisation.adminShape : Organisation.publicShape
  }

  func filters(_ call: Call) throws -> [SQL] {
    if try !call.access.isAdmin, let name = call.request.query.pairs.first(where: { Organisation.secrets.contains($0.name) })?.name {
      throw Failure.parameter("\(name) cannot be filtered by.")
    }
    return try ListFilter(table).conditions(call.request.query)
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    switch body["hours_by_day"] {
    case .text(let text)?:
      guard let hours = Double(text.trimmingBlanks()) else { throw Failure.parameter("hours_by_day must be a number.") }
      body["hours_by_day"] = .number(hours)
    case .bool(let bool)?: body["hours_by_day"] = bool ? 1 : 0
    default: break
    }
  }
}

/// Types of assets, and the types that make an entity a shot, a sequence, ….
struct EntityTypeRows: Resource, UpdateShaping {
  let path = "entity-types"
  let table = Table.entityType
  let rules = Rules.everybodyReads

  private static let plain = Shape(.entityType)
  private static let full = Shape(.entityType, relations: true)

  func shape(_ call: Call, relations: Bool) throws -> Shape { relations ? Self.full : Self.plain }
  func updateShape(_ call: Call) throws -> Shape { Self.full }

  /// A name is taken whatever its case (oddity 21: compared as it is, not as a pattern).
  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    guard let name = body["name"] else { return }
    guard let name = name.text else { throw Failure.parameter("name must be a text.") }
    if try call.database.exists("SELECT 1 FROM entity_type WHERE LOWER(name) = LOWER(\(name))") {
      throw Failure.parameter("There is an entity type of that name already.")
    }
  }

  func announce(_ action: RowAction, _ row: Record, _ call: Call) throws {
    call.events.emit("asset-type:\(action.rawValue)", ["asset_type_id": JSON(row.id)])
  }
}

/// Buttons of the studio's own in the web app.
struct CustomActionRows: Resource {
  let path = "custom-actions"
  let table = Table.customAction
  let rules = Rules(list: .noVendor, read: .admin, create: .admin, update: .admin, delete: .admin)

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws {
    if body["name"] ?? .null == .null { throw Failure.parameter("name is required.") }
  }

  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws {
    if body["name"] == .null { throw Failure.parameter("name must not be null.") }
  }
}

/// What a task's status does to another task or to the entity.
struct StatusAutomationRows: Resource {
  let path = "status-automations"
  let table = Table.statusAutomation
  let rules = Rules(list: .noVendor, read: .admin, create: .admin, update: .admin, delete: .admin)

  /// Whether it is used is said before who may delete it (oddity 24).
  func mayDelete(_ row: Record, _ call: Call) throws {
    if try call.database.exists("SELECT 1 FROM project_status_automation_link WHERE status_automation_id = \(row.id) LIMIT 1") {
      throw Failure.row("This automation is used by a project. Remove it there first.")
    }
    try check(rules.delete, row, call)
  }
}

/// Pictures behind 3D models in previews.
struct PreviewBackgroundRows: Resource {
  let path = "preview-background-files"
  let table = Table.previewBackgroundFile
  let rules = Rules.everybodyReads

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try prepare(body, except: nil, call) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try prepare(body, except: row.id, call) }

  func prepareDelete(_ row: Record, _ call: Call) throws { Cascade(call).removeFiles(ofPreviewBackgrounds: [row.id]) }

  /// One name, one default.
  private func prepare(_ body: JSON.Object, except id: ID?, _ call: Call) throws {
    if let name = body["name"]?.text,
      try call.database.exists("SELECT 1 FROM preview_background_file WHERE name = \(name) AND NOT (id <=> \(id))")
    {
      throw Failure.parameter("There is a preview background of that name already.")
    }
    if body["is_default"]?.isTruthy == true {
      try call.database.execute("UPDATE preview_background_file SET is_default = FALSE WHERE is_default AND NOT (id <=> \(id))")
    }
  }
}

/// The audit trail as rows. The routes that ask it are in `EventRoutes`.
struct EventRows: Resource, ListLimiting {
  let path = "events"
  let table = Table.apiEvent
  let rules = Rules.admins
  let maxRows = 1000
}

/// What people are told about.
struct NotificationRows: Resource {
  let path = "notifications"
  let table = Table.notification
  let rules = Rules.admins

  /// The column `type` is shown as `notification_type`, for `type` says what kind of row it is.
  static let plain: Shape = {
    let row = Shape(.notification)
    let keys = row.keys.dropLast().map { $0.name == "type" ? Shape.Key(name: "type", source: .constant("\"Notification\"")) : $0 }
    let kind = Shape.Key(name: "notification_type", source: .value("notification.type", .text))
    return Shape(keys: keys + [kind])
  }()

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.plain }
}
