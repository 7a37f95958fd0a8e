import Engine
import MariaDB
import Web

/// Reads the events that transactions have left behind. Used from one thread at a time.
final class Journal: @unchecked Sendable {
  private let database: Connection
  private var progress: Progress?
  /// This process, as it signs what it has told its own people already.
  private let process: ID

  /// Events that are read at a time; what more there is follows at once.
  static let batch = 1000
  /// The most that somebody who was away is told; who was away for longer reads `/data/events/last`.
  static let maxCaughtUp = 10_000

  init(_ options: ConnectionOptions, process: ID) {
    database = Connection(options)
    self.process = process
  }

  struct Batch: Sendable {
    var announcements: [Announcement] = []
    /// With each of them, what its hearers name to go on behind it.
    var cursors: [String] = []
    /// There may be more already.
    var isFull = false
  }

  /// The events that became visible since the last call, in the order of their commits as far as this reader can tell.
  /// - Parameter restricted: the vendors who listen; with nil nobody listens who sees only a part of a production.
  func read(for restricted: Listeners, now: Int) throws -> Batch {
    guard var progress else {
      self.progress = try beginning(now: now)
      return Batch()
    }
    progress.giveUp(now: now)
    var found = try events(where: Self.condition(progress), limit: Self.batch)
    var batch = Batch(isFull: found.count == Self.batch)
    // What this process has told already is only noted.
    let places = try Places(database).subjects(of: found, for: restricted)
    for index in found.indices {
      progress.saw(found[index].position, now: now)
      guard found[index].origin != process else { continue }
      found[index].subject = places[index]
      batch.announcements.append(found[index])
      batch.cursors.append(progress.cursor(found[index].id))
    }
    self.progress = progress
    return batch
  }

  /// What follows an event that somebody names, up to where this reader is.
  /// - Returns: nil when the event is not known, or too much followed it.
  func missed(after cursor: String, for restricted: Listeners, now: Int) throws -> Batch? {
    guard let (id, missing) = Progress.parse(cursor: cursor), let reached = progress?.last ?? (try? lastPosition()) else { return nil }
    let known = try database.first("SELECT position FROM stream_message WHERE id = \(id)") { UInt64($0.int(0) ?? 0) }
    guard let position = known else { return nil }
    var progress = Progress(last: position, missing: missing, now: now)
    let condition: SQL = "(\(Self.condition(progress))) AND position <= \(Int(reached)) AND room IS NULL"
    var found = try events(where: condition, limit: Self.maxCaughtUp + 1)
    guard found.count <= Self.maxCaughtUp else { return nil }
    let places = try Places(database).subjects(of: found, for: restricted)
    var batch = Batch()
    for index in found.indices {
      progress.saw(found[index].position, now: now)
      found[index].subject = places[index]
      batch.cursors.append(progress.cursor(found[index].id))
    }
    batch.announcements = found
    return batch
  }

  /// From here on. What is about to commit under a position before the last one is waited for.
  private func beginning(now: Int) throws -> Progress {
    let last = Int(try lastPosition())
    var progress = Progress(last: UInt64(max(0, last - Self.batch)))
    let known = try database.all("SELECT position FROM stream_message WHERE position > \(max(0, last - Self.batch)) ORDER BY position") {
      UInt64($0.int(0) ?? 0)
    }
    for position in known { progress.saw(position, now: now) }
    return progress
  }

  private func lastPosition() throws -> UInt64 {
    UInt64(try database.count("SELECT COALESCE(MAX(position), 0) FROM stream_message"))
  }

  private static func condition(_ progress: Progress) -> SQL {
    // Numbers, not parameters: the ranges differ each time, and such a statement is not worth to be kept.
    let gaps = progress.gaps.map { " OR position BETWEEN \($0.positions.lowerBound) AND \($0.positions.upperBound)" }.joined()
    return gaps.isEmpty ? "position > \(Int(progress.last))" : SQL(raw: "position > \(progress.last)" + gaps)
  }

  private func events(where condition: SQL, limit: Int) throws -> [Announcement] {
    try database.all(
      """
      SELECT position, id, name, data, project_id, room, origin FROM stream_message WHERE \(condition) ORDER BY position LIMIT \(raw: "\(limit)")
      """
    ) { row in
      Announcement(
        position: UInt64(row.int(0) ?? 0), id: ID(row.text(1) ?? "") ?? .make(), name: row.text(2) ?? "", data: row.text(3) ?? "{}",
        project: row.text(4).flatMap { ID($0) }, room: row.text(5).flatMap { ID($0) }, origin: row.text(6).flatMap { ID($0) })
    }
  }
}
