import MariaDB
import Web

/// What a request causes to happen, in order: written by the transaction that caused it, so that nothing is announced that was rolled
/// back (contract chapter 01, Algorithm 7).
package final class EventQueue {
  package struct Event {
    package let id: ID
    package let name: String
    package let data: JSON.Object
    package let project: ID?
    /// Kept in the audit trail; the others only reach who listens at the moment.
    package let isKept: Bool
  }

  private let author: ID?
  package private(set) var events: [Event] = []

  package init(author: ID?) {
    self.author = author
  }

  /// - Parameters:
  ///   - name: `<thing>:<action>`.
  ///   - project: is added to the data as `project_id`.
  package func emit(_ name: String, _ data: JSON.Object, project: ID? = nil, isKept: Bool = true) {
    var data = data
    if let project { data["project_id"] = JSON(project) }
    events.append(Event(id: .make(), name: name.lowercased(), data: data, project: project, isKept: isKept))
  }

  /// Forgets what a transaction that is played again has queued.
  package func removeAll() { events.removeAll() }

  /// Writes what was queued: for who listens now, and, where it is kept, into the audit trail.
  package func write(to database: Connection) throws {
    let kept = events.filter(\.isKept).map { event in
      """
      (\(event.id), \(event.name), \(author), \(event.project), \(JSON.object(event.data).description), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      """ as SQL
    }
    try database.insert("INSERT INTO api_event (id, name, user_id, project_id, data, created_at, updated_at)", kept)
    // All of them: the event stream reads one table, in the order of the commits.
    let announced = events.map { event in
      "(\(event.id), UTC_TIMESTAMP(6), \(event.name), \(JSON.object(event.data).description), \(event.project))" as SQL
    }
    try database.insert("INSERT INTO stream_message (id, created_at, name, data, project_id)", announced)
  }
}
