import Engine
import NIOCore
import Web

/// What comes from a client of Socket.IO, and what it causes (contract chapter 01, Algorithm 8; chapter 09, Event stream).
struct Conversation {
  let hub: Hub

  func receive(_ text: Substring, from session: EngineSession) {
    guard let packet = EnginePacket(text) else { return session.close() }
    session.answered()
    switch packet {
    case .message(let text): if let packet = SocketPacket(text) { receive(packet, from: session) } else { session.close() }
    case .ping(let text): send(EnginePacket.pong(text).text, to: session)
    case .close: session.close()
    case .pong, .upgrade, .noop, .open: break
    }
  }

  private func send(_ text: String, to session: EngineSession) {
    session.send(text)
    session.flush()
  }

  private func receive(_ packet: SocketPacket, from session: EngineSession) {
    switch packet.kind {
    case .connect: connect(packet, session)
    case .disconnect: if packet.namespace == SocketPacket.events { hub.leave(session) }
    case .event: if packet.namespace == SocketPacket.events, let client = hub.client(of: session) { hear(packet, client, session) }
    case .acknowledgement, .connectError: break
    }
  }

  // MARK: Connecting

  private func connect(_ packet: SocketPacket, _ session: EngineSession) {
    switch packet.namespace {
    case "/": send(SocketPacket(.connect, "/", payload: ["sid": .text(ID.random().description)]).message, to: session)
    case SocketPacket.events: if hub.client(of: session) == nil { admit(packet.payload?.object ?? [:], session) }
    default: send(SocketPacket(.connectError, packet.namespace, payload: "Unable to connect").message, to: session)
    }
  }

  private func admit(_ payload: JSON.Object, _ session: EngineSession) {
    let tokens = [session.token, payload["token"]?.text].compactMap { $0?.nonEmpty }
    let lastEvent = payload["last_event_id"]?.text
    let bound = NIOLoopBound(session, eventLoop: hub.loop)
    hub.ask { desk in
      // The one that was good comes first.
      for token in tokens { if let found = try? desk.admit([token]) { return (found.caller, found.viewer, token) } }
      let found = try desk.admit(tokens)
      return (found.caller, found.viewer, tokens.last ?? "")
    }.whenComplete { [hub] result in
      let session = bound.value
      switch result {
      case .success(let (caller, viewer, token)):
        let client = Client(.session(session), caller, viewer, token: token, takesCursors: lastEvent != nil)
        hub.join(client, after: lastEvent) { isKnown in
          let session = bound.value
          var answer: JSON.Object = ["sid": .text(ID.random().description)]
          // What they missed is more than is kept: they have to look for themselves.
          if !isKnown { answer["missed"] = true }
          session.send(SocketPacket(.connect, SocketPacket.events, payload: .object(answer)).message)
          session.flush()
        }
      case .failure(let error):
        let message = (error as? Desk.Refusal)?.message ?? "The server cannot look up who you are at the moment: try again."
        session.send(SocketPacket(.connectError, SocketPacket.events, payload: ["message": .text(message)]).message)
        session.flush()
      }
    }
  }

  // MARK: Review rooms

  /// What is passed on to the room as it came.
  private static let passedOn: Set<String> = [
    "preview-room:add-annotation", "preview-room:remove-annotation", "preview-room:update-annotation", "preview-room:change-version",
    "preview-room:panzoom-changed", "preview-room:comparison-panzoom-changed",
  ]

  private func hear(_ packet: SocketPacket, _ client: Client, _ session: EngineSession) {
    let arguments = packet.payload?.array ?? []
    guard let name = arguments.first?.text, name.hasPrefix("preview-room:"), let message = arguments.dropFirst().first?.object,
      let room = message["playlist_id"]?.text.flatMap({ ID($0) })
    else { return acknowledge(packet, session) }
    let onlyNewcomer = arguments.count > 2 && arguments[2].isTruthy
    let bound = NIOLoopBound((client, session), eventLoop: hub.loop)
    let (token, connection, person) = (client.token, session.connection, client.viewer.id)
    let isInside = client.rooms.contains(room)
    hub.write { desk -> Outcome in
      // Each message asks again who it comes from.
      let viewer: Viewer
      do { viewer = try desk.admit([token]).viewer } catch is Desk.Refusal { return .over }
      switch name {
      case "preview-room:open-playlist":
        guard try desk.mayEnter(viewer, room: room) else { return .nothing }
        return .opened(try desk.change(room) { _, _ in })
      case "preview-room:close-playlist": return .closed
      case "preview-room:join":
        guard try desk.mayEnter(viewer, room: room) else { return .nothing }
        return .joined(
          try desk.change(room) { database, state in
            if state == nil {
              state = PlayerState(room: room)
              state?.apply(message)
            }
            try database.execute(
              """
              INSERT IGNORE INTO review_room_person (playlist_id, person_id, connection, process)
              VALUES (\(room), \(person), \(connection), \(desk.process))
              """)
          })
      case "preview-room:leave":
        return .left(
          try desk.change(room) { database, _ in
            try database.execute("DELETE FROM review_room_person WHERE playlist_id = \(room) AND person_id = \(person)")
          })
      case "preview-room:room-updated":
        guard isInside else { return .nothing }
        return .updated(
          try desk.change(room) { _, state in
            var player = state ?? PlayerState(room: room)
            player.apply(message)
            state = player
          })
      case let name where Self.passedOn.contains(name): return isInside ? .passed : .nothing
      default: return .nothing
      }
    }.whenComplete { [hub] result in
      let (client, session) = bound.value
      guard case .success(let outcome) = result, !session.isClosed else { return }
      switch outcome {
      case .over: session.close()
      case .nothing: break
      case .opened(let state):
        client.rooms.insert(room)
        hub.tellPeople(of: state)
      case .closed: client.rooms.remove(room)
      case .joined(let state):
        hub.tellPeople(of: state)
        hub.tell(room, "preview-room:room-updated", .object(state.document))
      case .left(let state): hub.tellPeople(of: state)
      case .updated(let state):
        var document: JSON.Object = ["only_newcomer": .bool(onlyNewcomer)]
        for key in state.document.names { document[key] = state.document[key] }
        hub.tell(room, name, .object(document))
      case .passed: hub.tell(room, name, .object(message))
      }
      acknowledge(packet, session)
    }
  }

  /// Once what the event causes is stored.
  private func acknowledge(_ packet: SocketPacket, _ session: EngineSession) {
    guard let number = packet.acknowledgement else { return }
    send(SocketPacket(.acknowledgement, packet.namespace, acknowledgement: number, payload: []).message, to: session)
  }

  private enum Outcome: Sendable {
    /// The token is good no more.
    case over
    case nothing
    case opened(Room)
    case closed
    case joined(Room)
    case left(Room)
    case updated(Room)
    case passed
  }
}
