import Web

/// One event on its way to who may see it.
struct Announcement: Sendable {
  let position: UInt64
  let id: ID
  let name: String
  /// A JSON object, as the database holds it.
  let data: String
  let project: ID?
  /// The review room whose people alone hear it.
  let room: ID?
  /// The process that has told its own people already.
  let origin: ID?
  /// What it is about, as far as somebody who is connected depends on it.
  var subject = Subject()

  /// Where a row stands that an event names.
  struct Subject: Sendable {
    var project: ID?
    var task: ID?
    var entity: ID?
    var comment: Comment?
    var isPlaylistForClients = false
    var person: ID?
    /// The vendors that are assigned to its task, or to one of its entity.
    var assignedVendors: Set<ID> = []
  }

  /// What decides whether a client may know of a comment.
  struct Comment: Sendable {
    let author: ID?
    let isForClients: Bool
    let isByClient: Bool
    /// Clients of the production read only their own.
    let areClientsIsolated: Bool
  }

  /// What stands before the colon of its name: `task` in `task:update`.
  var thing: Substring { name.prefix { $0 != ":" } }

  /// The Socket.IO packet for who asked for nothing more.
  var message: String { "42\(SocketPacket.events),[\(JSON.text(name)),\(data)]" }

  /// The same with a second argument: what to name to get what follows.
  func message(cursor: String) -> String { "42\(SocketPacket.events),[\(JSON.text(name)),\(data),\(JSON.text(cursor))]" }

  /// As one of the Server-Sent Events (WHATWG HTML, section 9.2). JSON has no line breaks of its own.
  func serverSentEvent(cursor: String) -> String { "id: \(cursor)\nevent: \(name)\ndata: \(data)\n\n" }
}
