import Engine
import MariaDB
import Web

/// The audit trail and the log of who came in, newest first (contract chapter 01, Events).
enum EventRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/events/last", "The latest events of the studio, or of the projects of a manager") { try AuditTrail.last($0) }
    routes.get("/data/events/names", "The names of all events that were kept", .may(.studioManager)) { call, _ in
      .json(JSON(try AuditTrail.names(call.database)))
    }
    routes.get("/data/events/login-logs/last", "The latest logins", limit, .may(.admin), then: loginLogs)
  }

  /// How many are asked for. - Throws: 400.
  private static let limit = Step<Int>(StepNote()) { call in try DeclaredParameters(call.request).limit() }

  private static func loginLogs(_ call: Call, limit: Int, _: Void) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    var conditions = try parameters.period()
    let cursor = try parameters.id("cursor_login_log_id")
    if let people = try parameters.ids("person_ids") { conditions.append("person_id IN \(people)") }
    if let cursor { conditions.append(try Chronicle.older(than: cursor, in: .loginLog, call.database)) }
    return call.stream(Chronicle.newest(loginLogShape, of: .loginLog, conditions, limit), loginLogShape)
  }

  private static let loginLogShape = Shape(keys: [
    Shape.Key("id", "id", .uuid),
    Shape.Key("created_at", "created_at", .datetime),
    Shape.Key("ip_address", "ip_address", .address),
    Shape.Key("person_id", "person_id", .uuid),
    Shape.Key("origin", "origin", .text),
  ])
}
