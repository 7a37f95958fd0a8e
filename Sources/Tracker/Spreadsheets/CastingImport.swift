import Engine
import MariaDB
import Web

/// Castings from a spreadsheet (contract chapter 08, CSV imports). Rows that name no asset, or nothing that it could be in, are passed over.
struct CastingImport {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/import/csv/projects/:project_id/casting", "Import castings from CSV", .project(.manager),
      .sheet(["Parent", "Name", "Asset Type", "Asset", "Occurences"])
    ) { call, project, sheet in try CastingImport(project: project.id, sheet: sheet, call: call).run() }
  }

  private let project: ID
  private let sheet: Sheet
  private let call: Call

  /// Something that assets are cast in.
  private struct Target {
    let id: ID
    let kind: EntityKind
    /// Of a shot.
    var episode: ID?
  }

  private struct Pair: Hashable {
    let target: ID
    let asset: ID
  }

  private struct Link {
    var record: Record
    let isNew: Bool
    var isChanged = false
  }

  // MARK: Names

  /// Entities by what stands in a row for them: first as it is written, then as slugs, which is what people take for the same.
  private struct Names<Entity> {
    private var exact: [[String]: Entity] = [:]
    private var slugs: [[String]: Entity] = [:]

    mutating func add(_ entity: Entity, _ names: String...) {
      if exact[names] == nil { exact[names] = entity }
      let slug = [Self.slug(names)]
      if slugs[slug] == nil { slugs[slug] = entity }
    }

    func find(_ names: String...) -> Entity? { exact[names] ?? slugs[[Self.slug(names)]] }

    private static func slug(_ names: [String]) -> String { names.map { Slug.make($0) }.joined() }
  }

  private struct Index {
    var assets = Names<ID>()
    var shots = Names<Target>()
    var assetTargets = Names<Target>()
    var assetTargetsOfEpisodes = Names<Target>()
    var episodes = Names<Target>()
  }

  private func index() throws -> Index {
    var index = Index()
    try call.database.stream(
      """
      SELECT entity.id, entity_type.name, entity.name, parent.name, grandparent.name, grandparent.id, source.name FROM entity
      JOIN entity_type ON entity_type.id = entity.entity_type_id LEFT JOIN entity parent ON parent.id = entity.parent_id
      LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id LEFT JOIN entity source ON source.id = entity.source_id
      WHERE entity.project_id = \(project) ORDER BY entity.id
      """
    ) { row in
      guard let id = row.id(0), let type = row.text(1), let name = row.text(2) else { return }
      switch EntityKind(type: type) {
      case .shot:
        let target = Target(id: id, kind: .shot, episode: row.id(5))
        index.shots.add(target, row.text(4) ?? "", row.text(3) ?? "", name)
      case .episode: index.episodes.add(Target(id: id, kind: .episode), name)
      case .asset:
        index.assets.add(id, type, name)
        index.assetTargets.add(Target(id: id, kind: .asset), type, name)
        index.assetTargetsOfEpisodes.add(Target(id: id, kind: .asset), row.text(6) ?? "", type, name)
      default: break
      }
    }
    return index
  }

  private func target(_ row: Sheet.Row, _ index: Index) -> Target? {
    let (parent, name) = (row["Parent"] ?? "", row["Name"] ?? "")
    let episode = row["Episode"].flatMap { $0 == "MP" ? nil : $0 } ?? ""
    if let shot = index.shots.find(episode, parent, name) { return shot }
    if let asset = index.assetTargetsOfEpisodes.find(episode, parent, name) ?? index.assetTargets.find(parent, name) { return asset }
    return parent == "Episode" ? index.episodes.find(name) : nil
  }

  // MARK: Links

  private func run() throws -> Response {
    var (outcomes, problems) = (SheetOutcomes(), SheetProblems())
    try call.database.hold(project: project)
    let index = try self.index()
    var found: [(row: Sheet.Row, pair: Pair, target: Target, count: Int)?] = []
    for row in sheet.rows {
      var cells = Cells(row, problems)
      let count = cells.integer("Occurences", named: "Occurences", in: 0...Int(Int32.max)) ?? 1
      problems = cells.problems
      let asset = index.assets.find(row["Asset Type"] ?? "", row["Asset"] ?? "")
      if let target = target(row, index), let asset, asset != target.id {
        found.append((row, Pair(target: target.id, asset: asset), target, count))
      } else {
        found.append(nil)
      }
    }
    try problems.throwIfAny()

    var links = try self.links(of: Set(found.compactMap { $0?.target.id } + found.compactMap { $0?.target.episode }))
    var targets: [ID: Target] = [:]
    for (row, entry) in zip(sheet.rows, found) {
      guard let entry else {
        outcomes.add(row, .unchanged)
        continue
      }
      targets[entry.target.id] = entry.target
      outcomes.add(row, write(row, entry.pair, entry.count, &links))
    }
    // What a shot casts, its episode casts too.
    for pair in links.filter(\.value.isNew).keys {
      guard let episode = targets[pair.target]?.episode, episode != pair.target else { continue }
      let above = Pair(target: episode, asset: pair.asset)
      if links[above] == nil {
        links[above] = link(above, 1, "fixed")
        targets[episode] = Target(id: episode, kind: .episode)
      }
    }
    try store(links, targets)
    return try outcomes.answer(.entityLink, Shape(.entityLink), call)
  }

  private func links(of targets: Set<ID>) throws -> [Pair: Link] {
    var links: [Pair: Link] = [:]
    for batch in Connection.batches(Array(targets)) {
      try call.database.stream(
        "SELECT \(Record.selection(.entityLink)) FROM entity_link WHERE entity_in_id IN \(batch) ORDER BY id FOR UPDATE"
      ) { row in
        let record = Record(.entityLink, row)
        guard let target = record.id("entity_in_id"), let asset = record.id("entity_out_id") else { return }
        links[Pair(target: target, asset: asset)] = Link(record: record, isNew: false)
      }
    }
    return links
  }

  private func link(_ pair: Pair, _ count: Int, _ label: String) -> Link {
    let now = Value.text(Call.now.sql)
    return Link(
      record: Record(
        .entityLink,
        values: [
          "id": ID.make().sqlValue, "entity_in_id": pair.target.sqlValue, "entity_out_id": pair.asset.sqlValue,
          "nb_occurences": count.sqlValue, "label": .text(label), "created_at": now, "updated_at": now,
        ]), isNew: true)
  }

  /// A label that is written as it is stored says nothing new; any other becomes a slug.
  private func write(_ row: Sheet.Row, _ pair: Pair, _ count: Int, _ links: inout [Pair: Link]) -> SheetOutcomes.Outcome {
    guard var link = links[pair] else {
      links[pair] = self.link(pair, count, row["Label"].map { Slug.make($0) } ?? "fixed")
      return .created
    }
    let former = (link.record.integer("nb_occurences"), link.record.text("label"))
    link.record["nb_occurences"] = count.sqlValue
    if row["Label"] != former.1 ?? "" { link.record["label"] = .text(row["Label"].map { Slug.make($0) } ?? "fixed") }
    guard former.0 != count || former.1 != link.record.text("label") else { return .unchanged }
    link.record["updated_at"] = .text(Call.now.sql)
    link.isChanged = true
    links[pair] = link
    return .updated
  }

  private func store(_ links: [Pair: Link], _ targets: [ID: Target]) throws {
    let database = call.database
    let new = links.filter(\.value.isNew).sorted { $0.value.record.id < $1.value.record.id }
    let changed = links.filter { $0.value.isChanged && !$0.value.isNew }
    try Failure.mappingIntegrity {
      try database.insert(new.map(\.value.record), into: .entityLink)
      try database.update(changed.map(\.value.record), of: .entityLink)
    }
    for (pair, link) in new {
      call.events.emit(
        "entity-link:new",
        [
          "entity_link_id": JSON(link.record.id), "entity_in_id": JSON(pair.target), "entity_out_id": JSON(pair.asset),
          "nb_occurences": JSON(link.record.integer("nb_occurences")),
        ], project: project)
    }
    let added = Dictionary(grouping: new, by: \.key.target).mapValues(\.count)
    let counts = try database.records(.entity, Array(added.keys), isLocked: true).map { id, entity -> Record in
      var entity = entity
      entity["nb_entities_out"] = ((entity.integer("nb_entities_out") ?? 0) + (added[id] ?? 0)).sqlValue
      entity["updated_at"] = .text(Call.now.sql)
      return entity
    }
    try database.update(counts, of: .entity)
    let touched = Set(new.map(\.key.target) + changed.map(\.key.target)).sorted()
    for batch in Connection.batches(touched.filter { targets[$0]?.kind == .shot }) { try CastingReadiness.recompute(forShots: batch, call) }
    let entities = try database.records(.entity, touched)
    for id in touched {
      let kind = targets[id]?.kind ?? .asset
      var data: JSON.Object = ["\(kind.eventName)_id": JSON(id)]
      if kind != .asset { data["nb_entities_out"] = JSON(entities[id]?.integer("nb_entities_out")) }
      call.events.emit("\(kind.eventName):casting-update", data, project: project)
    }
  }
}
