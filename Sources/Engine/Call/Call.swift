import FastCGI
import Glibc
import MariaDB
import Web

/// One request on its way through a handler: what was asked, by whom, and what it may use to answer.
package final class Call {
  package let request: Web.Request
  package let configuration: Configuration
  package let database: Connection
  /// A second session, for a result that is read side by side with one of `database`. It takes no part in the request's transaction.
  package let readConnection: Connection
  /// Nil on routes for anyone.
  package let caller: Caller?
  /// What happened, to be written with the change itself.
  package let events: EventQueue
  /// What is left for later, written with the change itself.
  package let jobs = JobQueue()
  /// The worker's place on the scoreboard.
  package let slot: Slot
  /// Does the route write? Then it runs in a transaction, and the rows that its path names are locked.
  package let isWriting: Bool
  private let signedIn: Access?

  package init(
    request: Web.Request, configuration: Configuration, database: Connection, readConnection: Connection, caller: Caller?, slot: Slot,
    isWriting: Bool
  ) {
    self.request = request
    self.isWriting = isWriting
    self.slot = slot
    self.configuration = configuration
    self.database = database
    self.readConnection = readConnection
    self.caller = caller
    events = EventQueue(author: caller?.id)
    signedIn = caller.map { Access($0, database) }
  }

  /// The caller's id. - Throws: 401 on a route for anyone.
  package var callerID: ID { get throws(Failure) { try access.caller.id } }

  /// The checks on the caller.
  /// - Throws: 401 on a route for anyone, which asked for a caller by mistake.
  package var access: Access {
    get throws(Failure) {
      guard let signedIn else { throw .token(401, "Sign in first.") }
      return signedIn
    }
  }

  /// What goes with the answer of a writing route whatever it answers, a refusal too: a cookie that was used up.
  package var headers: [Header] = []

  /// What the log will say of who came in and what changed about it. A refusal that is thrown is noted all the same.
  package var notes: [SecurityNote] = []

  package func note(
    _ event: SecurityNote.Event, person: ID? = nil, login: String? = nil, means: String? = nil, reason: String? = nil
  ) {
    let subject = person ?? (login == nil ? caller?.id : nil)
    notes.append(SecurityNote(event: event, person: subject, login: login, means: means, reason: reason))
  }

  private var reversals: [() -> Void] = []

  /// Takes back what is done outside of the database, as a file that is put in its place, when the transaction is rolled back.
  package func onRollback(_ reversal: @escaping () -> Void) { reversals.append(reversal) }

  private func reverse() {
    for reversal in reversals.reversed() { reversal() }
    reversals.removeAll()
  }

  /// Rows, events, notifications and jobs commit together or not at all. A route that is declared as writing is in it from the beginning.
  package func transaction(_ body: () throws -> Response) throws -> Response {
    let noted = notes
    do {
      return try database.transaction {
        reverse()
        events.removeAll()
        jobs.removeAll()
        headers.removeAll()
        notes = noted
        var response = try body()
        response.headers += headers
        try events.write(to: database)
        try jobs.write(to: database)
        return response
      }
    } catch {
      // Nobody knows whether a commit that was not answered happened: a file without a row does less harm than a row without its file.
      if (error as? DatabaseError)?.isConnectionLost != true { reverse() }
      // What was rolled back did not happen; that somebody was refused did.
      notes = noted + notes.dropFirst(noted.count).filter(\.event.isKept)
      throw error
    }
  }

  /// Ids of the related rows before a write, noted by the check that precedes it.
  package var former: [ID] = []

  /// A member of the JSON body as it was sent; null when absent.
  package func sent(_ name: String) -> JSON { (try? request.json())?[name] ?? .null }

  /// The parameter `force` of deletions.
  package var isForced: Bool { request.query.flag("force") }

  /// A parameter of the path.
  package subscript(_ name: String) -> String { request.parameters[name] }

  /// Now, in UTC, as the database keeps it.
  package static var now: DateTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return DateTime(secondsSince1970: time.tv_sec, microsecond: time.tv_nsec / 1000)
  }
}
