import Engine
import MariaDB
import Web

/// What the caller was told (contract chapter 03, User: notifications).
enum NotificationRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/notifications", for: .person, "List the caller's latest notifications", then: list)
    routes.get(
      "/data/user/notifications/:notification_id", for: .person, "Read one of the caller's notifications",
      .id("notification_id", or: .parameter("Malformed ID."))
    ) { call, id in
      let shape = try NotificationShape.shape(for: call.access.caller)
      return try call.row("\(try NotificationShape.selection(for: call.access.caller)) AND notification.id = \(id)", shape)
    }
    routes.put(
      "/data/user/notifications/:notification_id", for: .person, "Mark one of the caller's notifications as read or not", isRead,
      .row(.notification, missing: unknown), then: mark)
    routes.post(
      "/actions/user/notifications/mark-all-as-read", for: .person, "Mark all of the caller's notifications as read", then: markAll)
  }

  /// Notifications that one answer holds; older ones are asked for with `before`.
  private static let limit = 100

  private static func list(_ call: Call) throws -> Response {
    let caller = try call.access.caller
    let query = call.request.query
    var conditions: [SQL] = []
    for (name, comparison) in [("after", ">"), ("before", "<")] {
      guard let text = query[name] else { continue }
      guard let time = DateTime(body: text) else { throw Failure.parameter("after and before must be dates as 2026-11-21T10:00:00.") }
      conditions.append("notification.created_at \(raw: comparison) \(time)")
    }
    for column in ["task_type_id", "task_status_id"] {
      guard let text = query[column] else { continue }
      guard let id = ID(text) else { throw Failure.parameter("\(column) must be a UUID.") }
      conditions.append("task.\(raw: column) = \(id)")
    }
    if let type = query["type"] { conditions.append("notification.type = \(type)") }
    if let isRead = query["read"] { conditions.append("notification.`read` = \(isRead.lowercased() == "true")") }
    if let isWatching = query["watching"] {
      conditions.append("subscription.id IS \(raw: isWatching.lowercased() == "true" ? "NOT NULL" : "NULL")")
    }
    let filter: SQL = conditions.map { " AND \($0)" as SQL }.joined(separator: "")
    return call.stream(
      """
      \(NotificationShape.selection(for: caller))\(filter) ORDER BY notification.created_at DESC, notification.id DESC LIMIT \(limit)
      """, NotificationShape.shape(for: caller))
  }

  private static let unknown = Failure.notFound("There is no such notification of yours.")

  private static let isRead = Step.fields { fields in
    let isRead = fields.optionalBoolean("read")
    if isRead == nil && fields.errors.isEmpty { fields.fail("read", "Field required") }
    return isRead ?? false
  }

  private static func mark(_ call: Call, isRead: Bool, _ notification: Record) throws -> Response {
    let (id, caller) = (notification.id, try call.callerID)
    if notification.id("person_id") != caller { throw unknown }
    try call.database.execute("UPDATE notification SET `read` = \(isRead), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)")
    call.events.emit(
      "notification:\(isRead ? "read" : "unread")", ["person_id": JSON(caller), "notification_id": JSON(id)])
    let shape = NotificationRows.plain
    return try call.row("SELECT \(shape.select) FROM notification WHERE id = \(id)", shape)
  }

  private static func markAll(_ call: Call) throws -> Response {
    let caller = try call.access.caller.id
    try call.database.execute(
      "UPDATE notification SET `read` = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE person_id = \(caller) AND NOT `read`")
    call.events.emit("notification:all-read", ["person_id": JSON(caller)])
    return .json(["success": true])
  }
}
