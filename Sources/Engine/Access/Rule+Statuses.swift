import MariaDB
import Web

/// What the rules about a task's status look at.
package struct StatusFacts: Sendable {
  package let isForArtists: Bool
  package let isForClients: Bool

  package init(isForArtists: Bool, isForClients: Bool) {
    self.isForArtists = isForArtists
    self.isForClients = isForClients
  }
}

extension Access {
  /// - Throws: 404 for a status that does not exist.
  package func facts(ofStatus status: ID) throws -> StatusFacts {
    guard
      let facts = try database.first(
        "SELECT is_artist_allowed, is_client_allowed FROM task_status WHERE id = \(status)",
        { StatusFacts(isForArtists: $0.bool(0), isForClients: $0.bool(1)) })
    else { throw Failure.notFound("There is no such task status.") }
    return facts
  }
}

extension Rule where Row == StatusFacts {
  /// Giving it to a task.
  package static var use: Rule {
    Rule("everybody but artists and clients, and these where the status says so") { standing, status in
      (!standing.isArtist || status.isForArtists) && (!standing.isClient || status.isForClients)
    }
  }
}
