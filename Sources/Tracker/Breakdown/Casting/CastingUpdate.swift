import Engine
import MariaDB
import Web

/// Replaces the casting of an entity, and keeps the episode's casting what its shots need (contract chapter 05, Casting update).
///
/// A replacement is part of the request's transaction and holds the row of the caster, and of the episode where there is one: of two at
/// the same time the second begins when the first is committed, and what remains is one of the two castings.
struct CastingUpdate {
  private let call: Call
  private let caster: Record
  private let kind: EntityKind
  /// The episode of a shot that is cast.
  private let episode: ID?
  private var database: Connection { call.database }

  /// - Parameter caster: an entity that exists.
  private init(_ caster: ID, _ call: Call) throws {
    self.call = call
    guard let row = try call.database.record(.entity, caster, isLocked: true) else { throw Failure.notFound("There is no such entity.") }
    self.caster = row
    kind = try EntityKind.of(row, call.database)
    episode = kind == .shot ? try Self.episodes(of: [caster], call.database).first : nil
  }

  /// What is cast how often, as it was sent.
  struct Entry {
    let asset: ID
    let occurrences: Value
    /// As the event tells it: the way it was sent.
    let sent: JSON
    let label: Value
  }

  /// Replaces several castings in the order given.
  /// - Throws: 400 for an entry that cannot be read, or is of no asset; nothing is changed then.
  static func replace(_ castings: [(caster: ID, entries: [JSON])], _ call: Call) throws {
    let wanted = try castings.map { (caster: $0.caster, entries: try read($0.entries)) }
    try lock(castings.map(\.caster), call.database)
    for (index, casting) in wanted.enumerated() {
      // An asset may be deleted while it is being cast.
      try Failure.mappingIntegrity {
        try CastingUpdate(casting.caster, call).replace(by: casting.entries, sent: castings[index].entries)
      }
    }
  }

  /// Takes the rows of all casters and of the episodes above them, always in the same order, so that no two requests wait for each other.
  private static func lock(_ casters: [ID], _ database: Connection) throws {
    let wanted = Set(try episodes(of: casters, database) + casters).sorted()
    _ = try database.ids("SELECT id FROM entity WHERE id IN \(wanted) ORDER BY id FOR UPDATE")
  }

  private static func episodes(of shots: [ID], _ database: Connection) throws -> [ID] {
    try database.ids(
      """
      SELECT DISTINCT sequence.parent_id FROM entity shot JOIN entity sequence ON sequence.id = shot.parent_id
      WHERE shot.id IN \(shots) AND sequence.parent_id IS NOT NULL
      """)
  }

  // MARK: Entries

  /// An entry counts when it names an asset and how often it occurs; the others are skipped.
  private static func read(_ entries: [JSON]) throws(Failure) -> [Entry] {
    var read: [Entry] = []
    var assets: Set<ID> = []
    for entry in entries {
      guard let entry = entry.object else {
        if entry.text != nil || entry.array != nil { continue }
        throw .parameter("A casting entry is an object with asset_id and nb_occurences.")
      }
      guard let asset = entry["asset_id"], let occurrences = entry["nb_occurences"] else { continue }
      guard let id = asset.text.flatMap({ ID($0) }) else { throw .parameter("asset_id must be the id of an asset.") }
      guard assets.insert(id).inserted else { throw .parameter("The asset \(id) is there twice: name it once, with its nb_occurences.") }
      read.append(
        Entry(
          asset: id, occurrences: try count(occurrences.isNull ? 1 : occurrences),
          sent: occurrences, label: try value((entry["label"] ?? .null).isNull ? "" : entry["label"] ?? "", "label")))
    }
    return read
  }

  private static func count(_ json: JSON) throws(Failure) -> Value {
    let count = try value(json, "nb_occurences")
    if let number = count.integer, number < 0 { throw .parameter("nb_occurences must not be negative.") }
    return count
  }

  private static func value(_ json: JSON, _ column: String) throws(Failure) -> Value {
    guard let column = Table.entityLink.column(column) else { return .null }
    return try Coercion.value(json, column)
  }

  /// Only assets that the caller may cast here: those of the caster's production, those that another one shares, and those of productions
  /// that the caller works in. Whatever else is named is refused like what does not exist, for a casting shows names.
  private func checkCastable(_ assets: Set<ID>) throws {
    if assets.isEmpty { return }
    let access = try call.access
    let mine: SQL = access.isAdmin ? "TRUE" : "entity.project_id IN \(access.projects)"
    let known = try database.ids(
      """
      SELECT entity.id FROM entity WHERE entity.id IN \(assets.sorted()) AND entity.id <> \(caster.id) AND \(EntityKind.asset.condition())
      AND (entity.project_id = \(caster.id("project_id")) OR entity.is_shared OR \(mine))
      """)
    if let unknown = assets.subtracting(known).min() { throw Failure.parameter("There is no asset \(unknown) to cast here.") }
  }

  // MARK: Replacing

  private func replace(by entries: [Entry], sent: [JSON]) throws {
    let former = Set(try database.ids("SELECT entity_out_id FROM entity_link WHERE entity_in_id = \(caster.id)"))
    let wanted = Set(entries.map(\.asset))
    // What is cast already may stay, even if its production has stopped sharing it.
    try checkCastable(wanted.subtracting(former))
    let (added, removed) = (wanted.subtracting(former).sorted(), former.subtracting(wanted).sorted())
    if kind == .episode {
      let named = Set(sent.compactMap { $0.object?["asset_id"]?.text.flatMap { ID($0) } })
      try clearShots(of: former.subtracting(named).sorted())
    }
    try database.execute("DELETE FROM entity_link WHERE entity_in_id = \(caster.id)")
    try insert(entries)
    try setCount(sent.count, of: caster.id)
    switch kind {
    case .shot:
      try CastingReadiness.recompute(forShots: [caster.id], call)
      announce("shot", caster.id, sent.count, added, removed)
      try clearEpisode(of: removed)
    case .episode: announce("episode", caster.id, sent.count, added, removed)
    default: announce("asset", caster.id, sent.count, added, removed)
    }
  }

  private func insert(_ entries: [Entry]) throws {
    let links = try database.insert(
      into: .entityLink, rows: entries.map { row(caster.id, $0.asset, occurrences: $0.occurrences, label: $0.label) })
    // What a shot casts, its episode casts too.
    var added: [Entry] = []
    if let episode {
      let former = Set(try database.ids("SELECT entity_out_id FROM entity_link WHERE entity_in_id = \(episode)"))
      added = entries.filter { !former.contains($0.asset) }
    }
    if let episode, !added.isEmpty {
      _ = try database.insert(into: .entityLink, rows: added.map { row(episode, $0.asset, occurrences: .integer(1), label: $0.label) })
      try database.execute(
        "UPDATE entity SET nb_entities_out = nb_entities_out + \(added.count), updated_at = UTC_TIMESTAMP(6) WHERE id = \(episode)")
    }
    let new = Set(added.map(\.asset))
    for (entry, link) in zip(entries, links) {
      if new.contains(entry.asset) { emit("asset:update", ["asset_id": JSON(entry.asset)]) }
      emit(
        "entity-link:new",
        [
          "entity_link_id": JSON(link), "entity_in_id": JSON(caster.id), "entity_out_id": JSON(entry.asset),
          "nb_occurences": entry.sent,
        ])
      if kind == .episode { emit("asset:update", ["asset_id": JSON(entry.asset)]) }
    }
  }

  private func row(_ caster: ID, _ asset: ID, occurrences: Value, label: Value) -> [String: Value] {
    ["entity_in_id": caster.sqlValue, "entity_out_id": asset.sqlValue, "nb_occurences": occurrences, "label": label]
  }

  // MARK: One asset in many

  /// Casts an asset in several entities, or takes it out of them; what else these cast stays (contract chapter 09).
  /// - Parameters:
  ///   - occurrences: 0 takes the asset out; nil keeps what there is, once where it is new.
  ///   - label: nil keeps what there is.
  /// - Throws: 400 for an asset that the caller may not cast here.
  static func cast(_ asset: ID, in casters: [ID], occurrences: Int?, label: String?, _ call: Call) throws {
    try lock(casters, call.database)
    for caster in casters {
      let update = try CastingUpdate(caster, call)
      try Failure.mappingIntegrity {
        if occurrences == 0 { try update.remove(asset) } else { try update.put(asset, occurrences, label) }
      }
    }
  }

  private func put(_ asset: ID, _ occurrences: Int?, _ label: String?) throws {
    let link = try database.first(
      """
      SELECT id, COALESCE(nb_occurences, 1) FROM entity_link WHERE entity_in_id = \(caster.id) AND entity_out_id = \(asset)
      ORDER BY id LIMIT 1
      """
    ) { (id: $0.id(0), occurrences: $0.int(1) ?? 1) }
    guard let link, let id = link.id else {
      try checkCastable([asset])
      let count = occurrences ?? 1
      try insert([Entry(asset: asset, occurrences: count.sqlValue, sent: JSON(count), label: .text(label ?? ""))])
      return try recount(added: [asset])
    }
    let count = occurrences ?? link.occurrences
    try database.execute(
      """
      UPDATE entity_link SET nb_occurences = \(count), label = COALESCE(\(label), label), updated_at = UTC_TIMESTAMP(6) WHERE id = \(id)
      """)
    emit("entity-link:update", ["entity_link_id": JSON(id), "nb_occurences": JSON(count)])
    if kind == .episode { emit("asset:update", ["asset_id": JSON(asset)]) }
    try recount()
  }

  private func remove(_ asset: ID) throws {
    let link: SQL = "entity_in_id = \(caster.id) AND entity_out_id = \(asset)"
    guard try database.exists("SELECT 1 FROM entity_link WHERE \(link)") else { return }
    if kind == .episode { try clearShots(of: [asset]) }
    try database.execute("DELETE FROM entity_link WHERE \(link)")
    try recount(removed: [asset])
    if kind == .shot { try clearEpisode(of: [asset]) }
  }

  /// What is crossed out counts no more.
  private func recount(added: [ID] = [], removed: [ID] = []) throws {
    let count = try database.count(
      """
      SELECT COUNT(*) FROM entity_link link JOIN entity asset ON asset.id = link.entity_out_id
      WHERE link.entity_in_id = \(caster.id) AND NOT COALESCE(asset.canceled, FALSE)
      """)
    try setCount(count, of: caster.id)
    if kind == .shot { try CastingReadiness.recompute(forShots: [caster.id], call) }
    announce(kind == .shot || kind == .episode ? kind.eventName : "asset", caster.id, count, added, removed)
  }

  // MARK: Consequences

  /// What an episode no longer casts, its shots do not cast either.
  private func clearShots(of assets: [ID]) throws {
    if assets.isEmpty { return }
    let links = try database.all(
      """
      SELECT link.id, link.entity_in_id, link.entity_out_id FROM entity_link link
      JOIN entity shot ON shot.id = link.entity_in_id JOIN entity sequence ON sequence.id = shot.parent_id
      WHERE sequence.parent_id = \(caster.id) AND \(EntityKind.shot.condition(on: "shot")) AND link.entity_out_id IN \(assets)
      ORDER BY link.entity_out_id, link.entity_in_id
      """
    ) { (id: $0.id(0), shot: $0.id(1), asset: $0.id(2)) }
    for link in links {
      guard let shot = link.shot, let asset = link.asset else { continue }
      // Counted while the shot still casts it, as clients have always seen it.
      let count = try self.count(of: shot) - 1
      try setCount(count, of: shot)
      try CastingReadiness.recompute(forShots: [shot], call)
      try database.execute("DELETE FROM entity_link WHERE id = \(link.id)")
      announce("shot", shot, count, [], [asset])
    }
  }

  /// What no shot of the episode casts any more, the episode does not cast either.
  private func clearEpisode(of assets: [ID]) throws {
    guard let episode, !assets.isEmpty else { return }
    let gone = try database.ids(
      """
      SELECT link.entity_out_id FROM entity_link link WHERE link.entity_in_id = \(episode) AND link.entity_out_id IN \(assets)
      AND NOT EXISTS (SELECT 1 FROM entity_link other JOIN entity shot ON shot.id = other.entity_in_id
        JOIN entity sequence ON sequence.id = shot.parent_id
        WHERE sequence.parent_id = \(episode) AND \(EntityKind.shot.condition(on: "shot")) AND other.entity_out_id = link.entity_out_id)
      ORDER BY link.entity_out_id
      """)
    for asset in gone {
      try database.execute("DELETE FROM entity_link WHERE entity_in_id = \(episode) AND entity_out_id = \(asset)")
      let count = max(try self.count(of: episode) - 1, 0)
      try setCount(count, of: episode)
      announce("episode", episode, count, [], [asset])
      emit("asset:update", ["asset_id": JSON(asset)])
    }
  }

  private func count(of entity: ID) throws -> Int {
    try database.count("SELECT COALESCE(nb_entities_out, 0) FROM entity WHERE id = \(entity)")
  }

  private func setCount(_ count: Int, of entity: ID) throws {
    try database.execute("UPDATE entity SET nb_entities_out = \(count), updated_at = UTC_TIMESTAMP(6) WHERE id = \(entity)")
  }

  // MARK: Events

  private func emit(_ name: String, _ data: JSON.Object) {
    call.events.emit(name, data, project: caster.id("project_id"))
  }

  private func announce(_ kind: String, _ entity: ID, _ count: Int, _ added: [ID], _ removed: [ID]) {
    emit(
      "\(kind):casting-update",
      [
        "\(kind)_id": JSON(entity), "nb_entities_out": JSON(count), "added_asset_ids": .array(added.map { JSON($0) }),
        "removed_asset_ids": .array(removed.map { JSON($0) }),
      ])
  }
}
