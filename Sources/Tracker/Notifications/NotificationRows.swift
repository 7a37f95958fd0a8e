import Engine
import MariaDB
import Web

/// What people are told about.
struct NotificationRows: Resource {
  let path = "notifications"
  let table = Table.notification
  let rules = Rules.admins

  /// The column `type` is shown as `notification_type`, for `type` says what kind of row it is.
  static let plain: Shape = {
    let row = Shape(.notification)
    let keys = row.keys.dropLast().map { $0.name == "type" ? Shape.Key("type", .constant("\"Notification\"")) : $0 }
    let kind = Shape.Key("notification_type", "notification.type", .text)
    return Shape(keys: keys + [kind])
  }()

  func shape(_ call: Call, relations: Bool) throws -> Shape { Self.plain }
}
