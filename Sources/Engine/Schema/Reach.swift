import MariaDB

/// How far a reference that comes from outside may point.
///
/// Rows of a catalogue (task types, people, departments, ...) may be named by everybody. Everything else belongs to a production, which
/// follows from the rows that it names in turn: a comment's from its task, a task's from its column `project_id`.
package enum Reach: Sendable {
  /// To rows of the row's own production, or to a catalogue. What columns have unless they say otherwise.
  case production
  /// To rows of the row's own task.
  case task
  /// To any production, as far as the feature that writes the column allows.
  case anywhere
  /// The server writes it.
  case server
}

extension Table {
  /// What columns without a foreign key name.
  private static let objects = ["comment.object_id": "task", "chat.object_id": "entity", "task.last_preview_file_id": "preview_file"]

  /// Does a row belong to one production?
  package var isOfProduction: Bool { name == Table.project.name || !owners.isEmpty }

  /// Names of the columns that say to which production a row belongs.
  package var ownerColumns: Set<String> { Set(owners.map(\.column)) }

  /// The columns that say to which production a row belongs, and the tables that they lead to: the first that is not null decides.
  private var owners: [(column: String, table: Table)] {
    // What a person may look at says nothing about where they belong.
    let names = columns.filter { $0.target == Table.project.name && name != Table.person.name }.map(\.name) + (Self.owners[name] ?? [])
    return names.compactMap { name in column(name).flatMap(target(of:)).map { (name, $0) } }
  }

  /// The table that a column leads to, if it leads to one.
  private func target(of column: Column) -> Table? {
    (column.target ?? Self.objects["\(name).\(column.name)"]).flatMap { Table.named($0) }
  }

  /// The columns that say to what in a production those rows belong that do not name the production themselves.
  private static let owners: [String: [String]] = [
    "asset_instance": ["scene_id", "target_asset_id", "asset_id"], "asset_instance_link": ["entity_id"],
    "attachment_file": ["comment_id", "chat_message_id"], "budget_entry": ["budget_id"],
    "build_job": ["playlist_id"], "chat": ["object_id"], "chat_message": ["chat_id"], "chat_participant": ["chat_id"],
    "comment": ["object_id"],
    "comment_acknoledgments": ["comment"], "comment_department_mentions": ["comment"], "comment_mentions": ["comment"],
    "comment_preview_link": ["comment"], "department_metadata_descriptor_link": ["metadata_descriptor_id"],
    "entity_concept_link": ["entity_in_id"], "entity_link": ["entity_in_id"], "entity_version": ["entity_id"], "news": ["task_id"],
    "notification": ["task_id", "playlist_id"], "output_file": ["entity_id", "asset_instance_id"], "playlist_share_link": ["playlist_id"],
    "preview_file": ["task_id"],
    "production_schedule_version_task_link": ["production_schedule_version_id"],
    "production_schedule_version_task_link_person_link": ["production_schedule_version_task_link_id"],
    "subscription": ["task_id", "entity_id"],
    "task_person_link": ["task_id"], "time_spent": ["task_id"], "working_file": ["entity_id", "task_id"],
  ]

  /// An SQL expression for the id of the production of the row in the alias; null where it has none.
  package func production(of alias: String) -> SQL {
    if name == Table.project.name { return SQL(raw: "\(alias).id") }
    let found = owners.map { $0.table.production(withID: SQL(raw: "\(alias).\(quoted($0.column))")) }
    return found.count > 1 ? "COALESCE(\(found.joined(separator: ", ")))" : found.first ?? "NULL"
  }

  /// An SQL expression for the id of the production of a row of this table.
  private func production(withID id: SQL) -> SQL {
    if name == Table.project.name { return id }
    let alias = "in_\(name)"
    return "(SELECT \(production(of: alias)) FROM \(raw: name) \(raw: alias) WHERE \(raw: alias).id = \(id))"
  }

  /// An SQL expression for the id of the task of the row in the alias: a comment's, a preview's, or its own.
  package func task(of alias: String) -> SQL? {
    if name == Table.task.name { return SQL(raw: "\(alias).id") }
    guard let column = columns.first(where: { target(of: $0)?.name == Table.task.name }) else { return nil }
    return SQL(raw: "\(alias).\(quoted(column.name))")
  }

  /// What a written reference is checked for: pairs of SQL expressions that must be equal, for the row in the table itself.
  /// - Parameter columns: names of the columns and relations that were written.
  package func reachChecks(of written: Set<String>) -> [(name: String, violation: SQL)] {
    let own = production(of: name)
    var checks: [(name: String, violation: SQL)] = []
    for column in columns where written.contains(column.name) {
      guard column.name != owners.first?.column, column.reach != .anywhere, let table = target(of: column) else { continue }
      let reference = SQL(raw: "\(name).\(quoted(column.name))")
      if column.reach == .task, let mine = task(of: name), let theirs = table.task(of: "named") {
        checks.append(
          (column.name, "EXISTS (SELECT 1 FROM \(raw: table.name) named WHERE named.id = \(reference) AND NOT (\(theirs) <=> \(mine)))"))
      } else if table.isOfProduction {
        checks.append((column.name, "\(reference) IS NOT NULL AND NOT (\(table.production(withID: reference)) <=> \(own))"))
      }
    }
    for relation in relations where written.contains(relation.name) && relation.reach != .anywhere {
      guard let table = Table.named(relation.target), table.isOfProduction else { continue }
      let related: SQL =
        switch relation.kind {
        case .links(let link, let owner, let other):
          """
          \(raw: relation.target) named JOIN \(raw: link) link ON link.\(raw: quoted(other)) = named.id
          WHERE link.\(raw: quoted(owner)) = \(raw: name).id
          """
        case .children(let column): "\(raw: relation.target) named WHERE named.\(raw: quoted(column)) = \(raw: name).id"
        }
      let isElsewhere: SQL =
        if relation.reach == .task, let mine = task(of: name), let theirs = table.task(of: "named") {
          "NOT (\(theirs) <=> \(mine))"
        } else {
          "NOT (\(table.production(of: "named")) <=> \(own))"
        }
      checks.append((relation.name, "EXISTS (SELECT 1 FROM \(related) AND \(isElsewhere))"))
    }
    return checks
  }
}
