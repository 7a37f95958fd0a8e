import Engine
import MariaDB
import Tracker
import Web

/// What the stream asks the database about people and rooms. Used from one thread at a time.
final class Desk: @unchecked Sendable {
  let database: Connection
  private let configuration: Configuration
  let process: ID

  init(_ configuration: Configuration, process: ID) {
    database = Connection(configuration.database)
    self.configuration = configuration
    self.process = process
  }

  /// Why somebody is not let in, as they are told.
  struct Refusal: Error {
    let message: String
  }

  /// Who connects.
  /// - Parameter tokens: the one of the handshake first, then the one of the connection's payload (contract chapter 09, Event stream).
  /// - Throws: `Refusal`, or what the database says.
  func admit(_ tokens: [String]) throws -> (caller: Caller, viewer: Viewer) {
    var refusal = Refusal(
      message: """
        Missing access token: send the Kitsu cookie, an Authorization header, or {"token": "<access token>"} in the socket.io auth payload.
        """)
    for token in tokens {
      do {
        let caller = try Identification(configuration, database).caller(withToken: token)
        guard let viewer = try viewers(of: [caller.id]).first else { continue }
        return (caller, viewer)
      } catch let failure as Failure {
        refusal = Refusal(message: failure.body.object?["message"]?.text ?? "Invalid access token.")
      }
    }
    throw refusal
  }

  /// People as they are now: their roles in the studio and in the teams.
  func viewers(of people: [ID]) throws -> [Viewer] {
    guard !people.isEmpty else { return [] }
    var viewers: [ID: Viewer] = [:]
    let hearsEverything = configuration.isStreamOpenToAll
    try database.stream("SELECT id, role FROM person WHERE id IN \(people)") { row in
      guard let id = row.text(0).flatMap({ ID($0) }), let role = row.text(1).flatMap(Role.init(rawValue:)) else { return }
      viewers[id] = Viewer(id: id, role: role, hearsEverything: hearsEverything)
    }
    try database.stream("SELECT person_id, project_id, role FROM project_person_link WHERE person_id IN \(people)") { row in
      guard let person = row.text(0).flatMap({ ID($0) }), let viewer = viewers[person] else { return }
      guard let project = row.text(1).flatMap({ ID($0) }) else { return }
      // No project makes an administrator.
      let role = row.text(2).flatMap(Role.init(rawValue:))
      viewers[person]?.teams[project] = role == .admin ? viewer.role : role ?? viewer.role
    }
    return Array(viewers.values)
  }

  /// The tokens among those of the connected that are good no more.
  func over(_ callers: [Caller]) throws -> Set<String> { try Identification(configuration, database).over(callers) }

  // MARK: Review rooms

  /// May somebody be in the room of a playlist? Those who may read it (contract chapter 09, Event stream): the team but vendors, clients only
  /// when it is for them.
  func mayEnter(_ viewer: Viewer, room: ID) throws -> Bool {
    let found = try database.first("SELECT project_id, for_client FROM playlist WHERE id = \(room)") { row in
      (project: row.text(0).flatMap { ID($0) }, isForClients: row.bool(1))
    }
    guard let playlist = found else { return false }
    if viewer.role == .admin { return true }
    guard let role = playlist.project.flatMap({ viewer.teams[$0] }) else { return false }
    return role == .client ? playlist.isForClients : role != .vendor
  }

  /// Changes a room in one transaction, its row locked.
  /// - Parameter change: gets the player's state, nil when nobody was in the room.
  /// - Returns: what everybody sees afterwards.
  func change(_ room: ID, _ change: (Connection, inout PlayerState?) throws -> Void) throws -> Room {
    try database.transaction {
      let text = try database.first("SELECT state FROM review_room WHERE playlist_id = \(room) FOR UPDATE") { $0.text(0) ?? "{}" }
      var state = text.flatMap { try? JSON.parse(Array($0.utf8)) }.flatMap { PlayerState($0, room: room) }
      try change(database, &state)
      let people = try database.texts(
        """
        SELECT person_id FROM review_room_person WHERE playlist_id = \(room) GROUP BY person_id ORDER BY MIN(position)
        """)
      if people.isEmpty {
        try database.execute("DELETE FROM review_room WHERE playlist_id = \(room)")
      } else {
        let state = (state ?? PlayerState(room: room)).document
        try database.execute(
          "REPLACE INTO review_room (playlist_id, state) VALUES (\(room), \(JSON.object(state).description))")
      }
      return Room(id: room, people: people, player: state ?? PlayerState(room: room))
    }
  }

  /// Takes a connection out of all rooms; the rooms it was in.
  func leaveAll(_ connection: ID) throws -> [ID] {
    try leave(where: "connection = \(connection)")
  }

  /// Takes out of the rooms whose process is gone; the rooms that changed.
  func sweep() throws -> [ID] {
    let dead: SQL = """
      process NOT IN (SELECT id FROM companion WHERE name = 'stream' AND seen_at > UTC_TIMESTAMP(6) - INTERVAL 30 SECOND)
      """
    return try leave(where: dead)
  }

  private func leave(where condition: SQL) throws -> [ID] {
    let rooms = try database.texts("SELECT DISTINCT playlist_id FROM review_room_person WHERE \(condition)").compactMap { ID($0) }
    if !rooms.isEmpty { try database.execute("DELETE FROM review_room_person WHERE \(condition)") }
    return rooms
  }

  /// Says that this process is there. - Returns: is there another one?
  func sign() throws -> Bool {
    try Companions.sign(process, "stream", database)
    return try database.exists(
      "SELECT 1 FROM companion WHERE name = 'stream' AND id <> \(process) AND seen_at > UTC_TIMESTAMP(6) - INTERVAL 30 SECOND")
  }

  func signOff() {
    _ = try? database.execute("DELETE FROM review_room_person WHERE process = \(process)")
    _ = try? database.execute("DELETE FROM companion WHERE id = \(process)")
  }

  /// Tells the people of a room who are connected to other processes.
  func pass(on name: String, _ data: JSON, room: ID) throws {
    try database.execute(
      """
      INSERT INTO stream_message (id, created_at, name, data, room, origin)
      VALUES (\(ID.make()), UTC_TIMESTAMP(6), \(name), \(data.description), \(room), \(process))
      """)
  }
}
