import Engine
import Logging
import NIOCore
import NIOPosix
import Web

/// All clients of this process, and what they are told. Everything of it happens on one event loop; the database is asked on threads beside
/// it: one reads events, one knows people, one writes. A disk that stalls keeps nobody from coming in.
final class Hub: @unchecked Sendable {
  let loop: any EventLoop
  let configuration: Configuration
  let log: Logger
  private let desk: Desk
  private let writer: Desk
  private let journal: Journal
  private let journalThread = NIOThreadPool(numberOfThreads: 1)
  private let deskThread = NIOThreadPool(numberOfThreads: 1)
  private let writerThread = NIOThreadPool(numberOfThreads: 1)

  private(set) var sessions: [String: EngineSession] = [:]
  private var clients: [ObjectIdentifier: Client] = [:]
  /// Is another process of this kind there, whose people in a room have to be told through the database?
  private var hasPeers = false
  private var isReading = false
  private var areViewersStale = false
  private var second = 0

  /// Milliseconds between two looks for new events: half of it is what an event waits on average.
  static let interval = 40
  static let maxSessions = 20_000
  /// Seconds in which a client has to join the namespace of events.
  static let patience = 45

  init(_ configuration: Configuration, loop: any EventLoop, log: Logger) {
    self.configuration = configuration
    self.loop = loop
    self.log = log
    let process = ID.random()
    desk = Desk(configuration, process: process)
    writer = Desk(configuration, process: process)
    journal = Journal(configuration.database, process: process)
  }

  func start() {
    for thread in [journalThread, deskThread, writerThread] { thread.start() }
    loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(Int64(Self.interval))) { [self] _ in
      // Nobody waits for it: often enough to begin where they come in.
      if !clients.isEmpty || second != now { read() }
    }
    loop.scheduleRepeatedTask(initialDelay: .zero, delay: .seconds(1)) { [self] _ in tick() }
  }

  /// Asks the desk, which only reads; what comes back is completed on the event loop.
  func ask<T: Sendable>(_ question: @escaping @Sendable (Desk) throws -> T) -> EventLoopFuture<T> {
    deskThread.runIfActive(eventLoop: loop) { [desk] in try question(desk) }
  }

  /// Lets something be written, in the order in which it is asked for; what comes back is completed on the event loop.
  func write<T: Sendable>(_ change: @escaping @Sendable (Desk) throws -> T) -> EventLoopFuture<T> {
    let done = writerThread.runIfActive(eventLoop: loop) { [writer] in try change(writer) }
    done.whenFailure { [log] error in log.warning("a review room was not changed", metadata: ["error": "\(error)"]) }
    return done
  }

  /// Seconds that only ever grow.
  var now: Int { Int(NIODeadline.now().uptimeNanoseconds / 1_000_000_000) }

  /// Of `GET /stats`.
  var connectionCount: Int { clients.count }

  // MARK: Events

  private var listeners: Listeners {
    var listeners = Listeners(isNobody: clients.isEmpty)
    for client in clients.values where client.viewer.role != .admin && !client.viewer.hearsEverything {
      if client.viewer.role == .client || client.viewer.teams.values.contains(.client) { listeners.hasClients = true }
      if client.viewer.role == .vendor || client.viewer.teams.values.contains(.vendor) { listeners.vendors.append(client.viewer.id) }
    }
    return listeners
  }

  private func read() {
    guard !isReading else { return }
    isReading = true
    second = now
    let (journal, listeners, now) = (journal, listeners, now)
    journalThread.runIfActive(eventLoop: loop) { try journal.read(for: listeners, now: now) }.whenComplete { [self] result in
      isReading = false
      switch result {
      case .success(let batch):
        tell(batch)
        if batch.isFull { read() }
      case .failure(let error): log.warning("events wait", metadata: ["error": "\(error)"])
      }
    }
  }

  private func tell(_ batch: Journal.Batch) {
    guard !batch.announcements.isEmpty else { return }
    for (announcement, cursor) in zip(batch.announcements, batch.cursors) {
      if let room = announcement.room {
        tellRoom(room, announcement.message)
        continue
      }
      if announcement.thing == "project" || announcement.thing == "person" { areViewersStale = true }
      let message = announcement.message
      var encoded: ByteBuffer?
      for client in clients.values where client.viewer.hears(announcement) {
        switch client.outlet {
        case .session(let session):
          if client.takesCursors {
            session.send(announcement.message(cursor: cursor))
          } else {
            session.send(message, encoded: &encoded)
          }
        case .eventSource(let source): source.send(announcement.serverSentEvent(cursor: cursor))
        }
      }
    }
    flush()
  }

  private func flush() {
    for client in clients.values {
      switch client.outlet {
      case .session(let session): session.flush()
      case .eventSource(let source): source.flush()
      }
    }
  }

  // MARK: Clients

  /// A new client of Engine.IO; nil when there are too many.
  func open(token: String?) -> EngineSession? {
    guard sessions.count < Self.maxSessions else { return nil }
    let session = EngineSession(token: token, now: now)
    sessions[session.id] = session
    session.onClose = { [self, id = session.id] in
      sessions[id] = nil
      leave(session)
    }
    return session
  }

  func client(of session: EngineSession) -> Client? { clients[ObjectIdentifier(session)] }

  /// Somebody hears of everything from here on, after what they missed.
  /// - Parameters:
  ///   - lastEvent: what they name as the last event they heard of.
  ///   - greeting: is sent first.
  func join(_ client: Client, after lastEvent: String?, greeting: @escaping @Sendable (_ isKnown: Bool) -> Void) {
    let bound = NIOLoopBound(client, eventLoop: loop)
    guard let lastEvent = lastEvent?.nonEmpty else {
      add(client)
      return greeting(true)
    }
    // The journal's thread: what it reads next comes after this.
    let (journal, now) = (journal, now)
    var listeners = listeners
    listeners.isNobody = false
    listeners.hasClients = true
    listeners.vendors.append(client.viewer.id)
    let everybody = listeners
    journalThread.runIfActive(eventLoop: loop) { try journal.missed(after: lastEvent, for: everybody, now: now) }.whenComplete {
      [self] result in
      let client = bound.value
      let missed = try? result.get()
      greeting(missed != nil)
      for (announcement, cursor) in zip(missed?.announcements ?? [], missed?.cursors ?? []) where client.viewer.hears(announcement) {
        switch client.outlet {
        case .session(let session): session.send(announcement.message(cursor: cursor))
        case .eventSource(let source): source.send(announcement.serverSentEvent(cursor: cursor))
        }
      }
      add(client)
      flush()
    }
  }

  private func add(_ client: Client) {
    switch client.outlet {
    case .session(let session): if !session.isClosed { clients[ObjectIdentifier(session)] = client }
    case .eventSource(let source): if !source.isClosed { clients[ObjectIdentifier(source)] = client }
    }
  }

  func remove(_ source: EventSource) { clients[ObjectIdentifier(source)] = nil }

  /// A session is over, or has left the namespace of events.
  func leave(_ session: EngineSession) {
    guard let client = clients.removeValue(forKey: ObjectIdentifier(session)), !client.rooms.isEmpty else { return }
    let connection = session.connection
    write { desk in
      try desk.leaveAll(connection).map { try desk.change($0) { _, _ in } }
    }.whenComplete { [self] result in for room in (try? result.get()) ?? [] { tellPeople(of: room) } }
  }

  // MARK: Rooms

  /// Tells everybody in a room, here and at other processes.
  func tell(_ room: ID, _ name: String, _ data: JSON) {
    tellRoom(room, SocketPacket(.event, SocketPacket.events, payload: [.text(name), data]).message)
    guard hasPeers else { return }
    _ = write { desk in try desk.pass(on: name, data, room: room) }
  }

  func tellPeople(of room: Room) { tell(room.id, "preview-room:room-people-updated", .object(room.peopleDocument)) }

  private func tellRoom(_ room: ID, _ message: String) {
    for client in clients.values where client.rooms.contains(room) {
      guard case .session(let session) = client.outlet else { continue }
      session.send(message)
      session.flush()
    }
  }

  // MARK: Every second

  private func tick() {
    let now = now
    for session in Array(sessions.values) {
      // Who does not say who they are takes a place from who does.
      if now - session.openedAt > Self.patience, client(of: session) == nil { session.close() } else { session.tick(now: now) }
    }
    for client in clients.values { if case .eventSource(let source) = client.outlet { source.tick(now: now) } }
    endWhoMayNoMore()
    if areViewersStale || now % 10 == 0 { renewViewers() }
    if now % 5 == 0 {
      write { desk in
        let hasPeers = try desk.sign()
        return (hasPeers, try desk.sweep().map { try desk.change($0) { _, _ in } })
      }.whenComplete { [self] result in
        guard let (isShared, rooms) = try? result.get() else { return }
        hasPeers = isShared
        for room in rooms { tellPeople(of: room) }
      }
    }
  }

  /// Ends the connections whose token is good no more: signed out, revoked, the person inactive.
  private func endWhoMayNoMore() {
    guard !clients.isEmpty else { return }
    let callers = clients.values.map(\.caller)
    ask { desk in try desk.over(callers) }.whenComplete { [self] result in
      guard let over = try? result.get(), !over.isEmpty else { return }
      for client in clients.values where client.caller.token.jti.map(over.contains) ?? true { client.close() }
    }
  }

  private func renewViewers() {
    guard !clients.isEmpty else { return }
    areViewersStale = false
    let people = Array(Set(clients.values.map(\.viewer.id)))
    ask { desk in try desk.viewers(of: people) }.whenComplete { [self] result in
      guard let viewers = try? result.get() else { return }
      let known = Dictionary(viewers.map { ($0.id, $0) }) { first, _ in first }
      for client in clients.values { if let viewer = known[client.viewer.id] { client.viewer = viewer } }
    }
  }

  /// Closes everything; clients come again when there is a process to come to.
  /// - Returns: completed when the process has said in the database that it is gone.
  func end() -> EventLoopFuture<Void> {
    for session in Array(sessions.values) { session.close() }
    for client in Array(clients.values) { client.close() }
    return write { desk in desk.signOff() }
  }
}
