import Engine
import MariaDB
import Web

/// Who of the connected people sees only a part of what happens.
struct Listeners: Sendable {
  /// Nobody listens: nothing need be looked up.
  var isNobody = true
  var hasClients = false
  var vendors: [ID] = []
}

/// Finds where the rows stand that events name, for a whole batch at once.
struct Places {
  private let database: Connection

  init(_ database: Connection) {
    self.database = database
  }

  /// How a row is found by what an event calls it: its id, project, task, entity, and whether it is a playlist for clients. The first name
  /// that an event has counts.
  private static let rows: [(key: String, sql: SQL)] = [
    (
      "comment_id",
      """
      SELECT comment.id, task.project_id, task.id, task.entity_id, FALSE FROM comment JOIN task ON task.id = comment.object_id
      WHERE comment.id IN
      """
    ),
    (
      "preview_file_id",
      """
      SELECT preview_file.id, task.project_id, task.id, task.entity_id, FALSE FROM preview_file JOIN task ON task.id = preview_file.task_id
      WHERE preview_file.id IN
      """
    ),
    ("task_id", "SELECT task.id, task.project_id, task.id, task.entity_id, FALSE FROM task WHERE task.id IN"),
    (
      "attachment_file_id",
      """
      SELECT attachment_file.id, task.project_id, task.id, task.entity_id, FALSE FROM attachment_file
      JOIN comment ON comment.id = attachment_file.comment_id JOIN task ON task.id = comment.object_id WHERE attachment_file.id IN
      """
    ),
    (
      "chat_id",
      "SELECT chat.id, entity.project_id, NULL, entity.id, FALSE FROM chat JOIN entity ON entity.id = chat.object_id WHERE chat.id IN"
    ),
    (
      "asset_instance_id",
      """
      SELECT asset_instance.id, entity.project_id, NULL, entity.id, FALSE FROM asset_instance JOIN entity ON entity.id = asset_instance.asset_id
      WHERE asset_instance.id IN
      """
    ),
    ("playlist_id", "SELECT playlist.id, playlist.project_id, NULL, NULL, playlist.for_client FROM playlist WHERE playlist.id IN"),
    ("project_id", "SELECT project.id, project.id, NULL, NULL, FALSE FROM project WHERE project.id IN"),
  ]

  /// What an event calls an entity.
  private static let entities = [
    "entity_id", "asset_id", "shot_id", "sequence_id", "episode_id", "scene_id", "edit_id", "concept_id",
    "concept_folder_id",
  ]

  /// What decides who may hear of each of the events.
  func subjects(of announcements: [Announcement], for listeners: Listeners) throws -> [Announcement.Subject] {
    var subjects = [Announcement.Subject](repeating: .init(), count: announcements.count)
    if listeners.isNobody || announcements.isEmpty { return subjects }
    let isPartial = listeners.hasClients || !listeners.vendors.isEmpty
    let data = announcements.map { (try? JSON.parse(Array($0.data.utf8)))?.object ?? [:] }
    var wanted: [Int: [Int]] = [:]
    for (index, announcement) in announcements.enumerated() where announcement.room == nil {
      subjects[index].person = Self.id("person_id", data[index])
      subjects[index].entity = Self.entities.lazy.compactMap { Self.id($0, data[index]) }.first
      guard isPartial || announcement.project == nil else { continue }
      if let row = Self.rows.firstIndex(where: { Self.id($0.key, data[index]) != nil }) { wanted[row, default: []].append(index) }
    }
    for (row, indices) in wanted {
      let key = Self.rows[row].key
      let places = try find(Self.rows[row].sql, Set(indices.compactMap { Self.id(key, data[$0]) }))
      for index in indices {
        guard let place = Self.id(key, data[index]).flatMap({ places[$0] }) else { continue }
        subjects[index].project = place.project
        subjects[index].task = place.task
        subjects[index].entity = place.entity ?? subjects[index].entity
        subjects[index].isPlaylistForClients = place.isPlaylistForClients
      }
    }
    if listeners.hasClients { try addComments(to: &subjects, data) }
    if !listeners.vendors.isEmpty { try addAssignments(to: &subjects, of: listeners.vendors) }
    return subjects
  }

  private static func id(_ key: String, _ data: JSON.Object) -> ID? { data[key]?.text.flatMap { ID($0) } }

  private func find(_ sql: SQL, _ ids: Set<ID>) throws -> [ID: Announcement.Subject] {
    let found = try database.all(sql + " \(Array(ids))") { row in
      var subject = Announcement.Subject()
      subject.project = Self.id(row, 1)
      subject.task = Self.id(row, 2)
      subject.entity = Self.id(row, 3)
      subject.isPlaylistForClients = row.bool(4)
      return (Self.id(row, 0), subject)
    }
    return Dictionary(found.compactMap { id, subject in id.map { ($0, subject) } }) { first, _ in first }
  }

  private static func id(_ row: Row, _ index: Int) -> ID? { row.text(index).flatMap { ID($0) } }

  private func addComments(to subjects: inout [Announcement.Subject], _ data: [JSON.Object]) throws {
    let ids = Set(data.compactMap { Self.id("comment_id", $0) })
    guard !ids.isEmpty else { return }
    let found = try database.all(
      """
      SELECT comment.id, comment.person_id, comment.for_client, COALESCE(link.role, person.role) = 'client', project.is_clients_isolated
      FROM comment JOIN task ON task.id = comment.object_id JOIN project ON project.id = task.project_id
      LEFT JOIN person ON person.id = comment.person_id
      LEFT JOIN project_person_link link ON link.person_id = person.id AND link.project_id = project.id
      WHERE comment.id IN \(Array(ids))
      """
    ) { row in
      let comment = Announcement.Comment(
        author: Self.id(row, 1), isForClients: row.bool(2), isByClient: row.bool(3), areClientsIsolated: row.bool(4))
      return (Self.id(row, 0), comment)
    }
    let comments = Dictionary(found.compactMap { id, comment in id.map { ($0, comment) } }) { first, _ in first }
    for index in subjects.indices { subjects[index].comment = Self.id("comment_id", data[index]).flatMap { comments[$0] } }
  }

  private func addAssignments(to subjects: inout [Announcement.Subject], of vendors: [ID]) throws {
    let tasks = Set(subjects.compactMap(\.task))
    let entities = Set(subjects.compactMap(\.entity))
    guard !tasks.isEmpty || !entities.isEmpty else { return }
    let found = try database.all(
      """
      SELECT link.person_id, task.id, task.entity_id FROM task_person_link link JOIN task ON task.id = link.task_id
      WHERE link.person_id IN \(vendors) AND (task.id IN \(Array(tasks)) OR task.entity_id IN \(Array(entities)))
      """
    ) { row in (person: Self.id(row, 0), task: Self.id(row, 1), entity: Self.id(row, 2)) }
    for index in subjects.indices {
      let subject = subjects[index]
      subjects[index].assignedVendors = Set(
        found.filter { subject.task != nil ? $0.task == subject.task : $0.entity == subject.entity }.compactMap(\.person))
    }
  }
}
