/// A request that is answered with an error: its status and the body that clients know (contract chapter 01, section 6).
///
/// Handlers throw it, one place renders it. The wording is for the person at the other end: what was wrong and what is accepted.
public struct Failure: Error, Sendable, Equatable {
  public var status: Int
  public var body: JSON
  public var headers: [Header] = []

  public init(status: Int, body: JSON) {
    self.status = status
    self.body = body
  }

  /// `{"error":true,"message":…}`, the form of most errors (E5…E9, E12, E15, E16).
  public static func plain(_ status: Int, _ message: String) -> Failure {
    Failure(status: status, body: ["error": true, "message": .text(message)])
  }

  /// `{"error":true,"message":…,"data":…}`: a parameter is wrong (E1).
  public static func parameter(_ message: String, data: JSON = .null) -> Failure {
    Failure(status: 400, body: ["error": true, "message": .text(message), "data": data])
  }

  /// `{"message":…}` without `error`: a row could not be written (E8).
  public static func row(_ message: String) -> Failure {
    Failure(status: 400, body: ["message": .text(message)])
  }

  /// `{"msg":…}`: there is no token, or it cannot be used (E10, E11).
  public static func token(_ status: Int, _ message: String) -> Failure {
    Failure(status: status, body: ["msg": .text(message)])
  }

  /// E2: fields of a validated body, all that are wrong at once.
  public static func fields(_ errors: [(field: String, message: String)]) -> Failure {
    let list = errors.map { JSON.object(["field": .text($0.field), "message": .text($0.message)]) }
    return parameter("Validation error.", data: ["errors": .array(list)])
  }

  /// The same for a body of many rows, none of which was stored.
  public static func rows(_ errors: [RowError]) -> Failure {
    let list = errors.map { JSON.object(["index": JSON($0.index), "field": .text($0.field), "message": .text($0.message)]) }
    return parameter("Validation error.", data: ["errors": .array(list)])
  }

  /// E4. The prefix exists on 404 only.
  public static func notFound(_ message: String = "There is nothing at this address, or the row it names does not exist.") -> Failure {
    plain(404, "404 Not Found: " + message)
  }

  /// E3.
  public static let forbidden = plain(
    403, "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.")

  /// E5.
  public static let methodNotAllowed = plain(405, "The method is not allowed for the requested URL.")

  /// E6.
  public static func malformed(_ reason: String) -> Failure { plain(400, "The request could not be understood: \(reason).") }

  /// E7.
  public static let notJSON = plain(415, "The body was not read as JSON: send it with the header Content-Type: application/json.")

  /// E9.
  public static func tooLarge(_ limit: Int) -> Failure { plain(413, "The body is larger than the \(limit) bytes accepted here.") }

  /// E16. What went wrong is in the log, under the request's id.
  public static let internalError = plain(500, "Internal server error.")

  /// The database is away; it will be back.
  public static let unavailable: Failure = {
    var failure = plain(503, "The database cannot be reached at the moment. Try again in a few seconds.")
    failure.headers = [Header("Retry-After", "5")]
    return failure
  }()
}

/// What is wrong with one field of one row in a body of many.
public struct RowError: Sendable, Equatable {
  /// Place in the array that was sent, from 0.
  public let index: Int
  /// Empty when the whole row is wrong.
  public let field: String
  public let message: String

  public init(_ index: Int, _ field: String, _ message: String) {
    self.index = index
    self.field = field
    self.message = message
  }
}

/// One header field of an answer.
public struct Header: Sendable, Equatable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
