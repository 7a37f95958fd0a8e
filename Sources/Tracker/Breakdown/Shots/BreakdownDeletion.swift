import Engine
import MariaDB
import Web

/// Deleting what other entities are part of: scenes, sequences and episodes (contract chapter 05).
struct BreakdownDeletion {
  let call: Call
  private var database: Connection { call.database }

  init(_ call: Call) {
    self.call = call
  }

  /// A scene that something refers to is only canceled.
  func delete(scene: Record) throws {
    try database.execute("SAVEPOINT scene")
    do {
      try database.delete(scene)
    } catch let error as DatabaseError where error.isForeignKey {
      try database.execute("ROLLBACK TO SAVEPOINT scene")
      try database.execute("UPDATE entity SET canceled = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(scene.id)")
    }
    EntityDeletion(call).announce("delete", scene, .scene)
  }

  /// Sequences of one project, with force also what is in them. - Throws: 400 when something that stays refers to one.
  func delete(sequences: [Record], isForced: Bool) throws {
    if sequences.isEmpty { return }
    let deletion = EntityDeletion(call)
    let ids = sequences.map(\.id)
    if isForced {
      try deletion.delete(try children(of: ids, .shot), .shot)
      try deletion.delete(try children(of: ids, .scene), .scene)
      let cascade = Cascade(call)
      try cascade.delete(from: "subscription", where: "entity_id IN \(ids)")
      try cascade.delete(from: "schedule_item", where: "object_id IN \(ids)")
      try cascade.deleteOutputFiles(where: "entity_id IN \(ids) OR temporal_entity_id IN \(ids)")
    }
    for sequence in sequences {
      if isForced { try deletion.deleteTasks(of: sequence.id) }
      try deleteRow(sequence, .sequence)
    }
  }

  /// An episode, with force also its sequences, its edits and the assets made for it. - Throws: 400 when something that stays refers to it.
  func delete(episode: Record, isForced: Bool) throws {
    let deletion = EntityDeletion(call)
    if isForced {
      let sequences = try children(of: [episode.id], .sequence)
      try deletion.delete(try children(of: [episode.id] + sequences.map(\.id), .edit), .edit)
      try delete(sequences: sequences, isForced: true)
      let assets = try database.all(
        """
        SELECT \(Record.selection(.entity)) FROM entity WHERE source_id = \(episode.id) AND \(EntityKind.asset.condition()) ORDER BY id
        FOR UPDATE
        """
      ) { Record(.entity, $0) }
      try deletion.delete(assets, .asset)
      try deletion.deleteTasks(of: episode.id)
      let cascade = Cascade(call)
      let playlists = try database.ids("SELECT id FROM playlist WHERE episode_id = \(episode.id)")
      try cascade.clearPlaylists(playlists)
      try cascade.delete(from: "playlist", where: "id IN \(playlists)")
      try cascade.delete(from: "schedule_item", where: "object_id = \(episode.id)")
      try cascade.delete(from: "entity_version", where: "entity_id = \(episode.id)")
      try cascade.delete(from: "subscription", where: "entity_id = \(episode.id)")
      try cascade.deleteOutputFiles(where: "entity_id = \(episode.id) OR temporal_entity_id = \(episode.id)")
    }
    try deleteRow(episode, .episode)
  }

  /// Held until the end: nobody casts, films or comments what is about to go.
  private func children(of parents: [ID], _ kind: EntityKind) throws -> [Record] {
    try database.all(
      "SELECT \(Record.selection(.entity)) FROM entity WHERE parent_id IN \(parents) AND \(kind.condition()) ORDER BY id FOR UPDATE"
    ) { Record(.entity, $0) }
  }

  private func deleteRow(_ entity: Record, _ kind: EntityKind) throws {
    do {
      try database.delete(entity)
    } catch let error as DatabaseError where error.isForeignKey {
      throw Failure.plain(400, "Some data are still linked to this \(kind.eventName).")
    }
    EntityDeletion(call).announce("delete", entity, kind)
  }
}
