import Engine
import MariaDB
import Web

/// What the rules about a playlist look at.
struct PlaylistFacts {
  let record: Record

  var id: ID { record.id }
  var project: ID? { record.id("project_id") }
  var isForClients: Bool { record.bool("for_client") }
  /// Who made it.
  var creator: ID? { record.id("created_by") }
  var name: String { record.text("name") ?? "" }
  /// The stored entries; none when nothing was ever put in.
  var entries: [JSON] { record.json("shots").array ?? [] }
}

/// Rules about a playlist: who reads it and who changes it (contract chapter 07).
extension Rule where Row == PlaylistFacts {
  /// Looking at what is in it.
  static var look: Rule {
    Rule("the team of the project but vendors, clients for playlists that are for them") { standing, playlist in
      standing.isMember && !standing.isVendor && (!standing.isClient || playlist.isForClients)
    }
  }

  /// Looking at builds of its movie, and removing them.
  static var readBuilds: Rule {
    Rule("managers of the project, clients for playlists that are for them") { standing, playlist in
      standing.isMember && (standing.isManager || (standing.isClient && playlist.isForClients))
    }
  }

  /// Taking it away as files.
  static var download: Rule {
    Rule("managers and supervisors of the project, clients for playlists that are for them") { standing, playlist in
      try (standing.isMember && standing.isSupervisor) || readBuilds.passes(standing, playlist)
    }
  }

  /// Changing it.
  static var edit: Rule {
    Rule("managers of the project, supervisors for playlists that they or nobody made") { standing, playlist in
      guard standing.isMember else { return false }
      return standing.isManager || (standing.isSupervisor && (playlist.creator == nil || playlist.creator == standing.person))
    }
  }
}

extension Step where Value == Subject<PlaylistFacts> {
  /// The playlist that the path names. It is locked when the route writes. - Throws: 404, then 403.
  static func playlist(_ rule: Rule<PlaylistFacts>) -> Step {
    Step(StepNote(parameters: ["playlist_id"], who: rule.words)) { call in
      let playlist = try call.playlist(ID(call["playlist_id"]))
      let standing = try call.access.standing(in: playlist.project)
      try rule.check(standing, playlist)
      return Subject(playlist, standing)
    }
  }
}

extension Call {
  /// - Throws: 404 for a playlist that does not exist.
  func playlist(_ id: ID?) throws -> PlaylistFacts {
    guard let record = try id.flatMap({ try database.record(.playlist, $0, isLocked: isWriting) }) else {
      throw Failure.notFound("There is no such playlist.")
    }
    return PlaylistFacts(record: record)
  }
}
