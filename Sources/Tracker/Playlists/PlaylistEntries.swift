import Engine
import MariaDB
import Web

/// The entries of a playlist with the previews of what they show (PlaylistEntry): one query, however many entries there are.
///
/// A playlist shows nothing of other productions, whatever ids stand in it.
struct PlaylistEntries {
  /// An entry as it is stored, with its entity and its preview if the playlist has them.
  struct Entry {
    let stored: JSON.Object
    let entity: ID?
    let preview: Preview?
  }

  /// One preview of an entity.
  struct Preview {
    let id: ID
    let revision: Int
    let fileExtension: String?
    let width: Int?
    let height: Int?
    let duration: Double
    /// As code; clients get it with a capital here (oddity 07-3).
    let status: String
    let createdAt: String
    let task: ID?
    let entity: ID
    let taskType: ID
    /// JSON text.
    let annotations: String?
  }

  /// The previews of a revision.
  private struct Revision {
    let taskType: ID
    let main: Preview
    var others: [Preview] = []
  }

  let entries: [Entry]
  private let revisions: [ID: [Revision]]

  init(of playlist: PlaylistFacts, _ database: Connection) throws {
    let stored = playlist.entries.compactMap(\.object).map { entry in (entry, Self.entity(of: entry)) }
    let entities = Set(stored.compactMap(\.1))
    var (revisions, previews): ([ID: [Revision]], [ID: Preview]) = ([:], [:])
    for preview in try Self.previews(of: Array(entities), in: playlist.project, database) {
      previews[preview.id] = preview
      var known = revisions[preview.entity] ?? []
      // They come in order: the last one is the one to go on with.
      if let last = known.last, last.taskType == preview.taskType, last.main.revision == preview.revision {
        known[known.count - 1].others.append(preview)
      } else {
        known.append(Revision(taskType: preview.taskType, main: preview))
      }
      revisions[preview.entity] = known
    }
    self.revisions = revisions
    entries = stored.map { entry, entity in
      Entry(stored: entry, entity: entity, preview: entry["preview_file_id"]?.text.flatMap { ID($0) }.flatMap { previews[$0] })
    }
  }

  /// Whose previews an entry shows; older clients named it otherwise.
  static func entity(of entry: JSON.Object) -> ID? {
    for name in ["id", "shot_id", "entity_id"] { if let id = entry[name]?.text.flatMap({ ID($0) }) { return id } }
    return nil
  }

  /// By task type, newest revision first.
  private static func previews(of entities: [ID], in project: ID?, _ database: Connection) throws -> [Preview] {
    var previews: [Preview] = []
    try entities.inBatches { batch in
      previews += try database.all(
        """
        SELECT preview_file.id, preview_file.revision, preview_file.extension, preview_file.width, preview_file.height,
        COALESCE(preview_file.duration, 0), preview_file.status, preview_file.created_at, preview_file.task_id, task.entity_id,
        task.task_type_id, preview_file.annotations
        FROM task JOIN preview_file ON preview_file.task_id = task.id JOIN task_type ON task_type.id = task.task_type_id
        WHERE task.entity_id IN \(batch) AND task.project_id = \(project)
        ORDER BY task_type.priority IS NOT NULL, task_type.priority DESC, task_type.name, task_type.id, preview_file.revision DESC,
        preview_file.position, preview_file.created_at, preview_file.id
        """
      ) { row -> Preview? in
        guard let id = row.id(0), let entity = row.id(9), let taskType = row.id(10) else { return nil }
        return Preview(
          id: id, revision: row.int(1) ?? 0, fileExtension: row.text(2), width: row.int(3), height: row.int(4),
          duration: row.double(5) ?? 0, status: row.text(6) ?? "", createdAt: row.text(7) ?? "", task: row.id(8), entity: entity,
          taskType: taskType, annotations: row.text(11))
      }.compactMap { $0 }
    }
    return previews
  }

  /// Those of the same task and revision but the preview itself when it is the main one; none for the others.
  func siblings(of preview: Preview) -> [Preview] {
    revisions[preview.entity]?.first { $0.main.id == preview.id }?.others ?? []
  }

  /// All previews of the revision, the main one first.
  func revision(of preview: Preview) -> [Preview] {
    let found = revisions[preview.entity]?.first { revision in
      revision.main.id == preview.id || revision.others.contains { $0.id == preview.id }
    }
    return found.map { ([$0.main] + $0.others).filter { $0.task == preview.task } } ?? [preview]
  }

  // MARK: Writing

  /// Writes the list.
  func write(to output: JSONOutput) {
    // An entity may be there several times.
    var written: [ID: [UInt8]] = [:]
    output.append(byte: UInt8(ascii: "["))
    for (index, entry) in entries.enumerated() {
      if index > 0 { output.append(byte: UInt8(ascii: ",")) }
      write(entry, to: output) { output in
        guard let entity = entry.entity, let revisions = revisions[entity] else { return output.append(raw: "[]") }
        if let bytes = written[entity] { return output.append(bytes) }
        let start = output.count
        write(revisions, to: output)
        written[entity] = Array(output.bytes[start...])
      }
    }
    output.append(byte: UInt8(ascii: "]"))
  }

  /// Writes an entry.
  /// - Parameters:
  ///   - withAnnotations: shows what is drawn on the previews.
  ///   - extra: members at the end.
  ///   - previews: writes the value of `preview_files`.
  func write(
    _ entry: Entry, withAnnotations: Bool = false, extra: JSON.Object = [:], to output: JSONOutput, previews: (JSONOutput) -> Void
  ) {
    var stored = entry.stored
    if entry.preview == nil { stored["preview_file_id"] = nil }
    if stored["id"] == nil, let id = [stored["shot_id"], stored["entity_id"]].compactMap({ $0 }).first(where: \.isTruthy) {
      stored["id"] = id
    }
    var writer = MemberWriter(output)
    for (name, value) in stored { writer.write(name) { $0.append(value) } }
    writer.write("preview_files", previews)
    if let preview = entry.preview {
      writer.write("preview_file_extension") { $0.append(preview.fileExtension) }
      writer.write("preview_file_revision") { $0.append(preview.revision) }
      writer.write("preview_file_width") { $0.append(preview.width) }
      writer.write("preview_file_height") { $0.append(preview.height) }
      writer.write("preview_file_duration") { $0.append(preview.duration) }
      writer.write("preview_file_status") { $0.append(preview.label) }
      writer.write("preview_file_task_id") { $0.append(preview.task?.description) }
      writer.write("preview_file_previews") { Self.write(siblings(of: preview), withAnnotations: withAnnotations, to: $0) }
      if withAnnotations { writer.write("preview_file_annotations") { $0.append(raw: preview.annotations ?? "null") } }
    }
    for (name, value) in extra { writer.write(name) { $0.append(value) } }
    writer.end()
  }

  private func write(_ revisions: [Revision], to output: JSONOutput) {
    var writer = MemberWriter(output)
    var rest = revisions[...]
    while let first = rest.first {
      let ofType = rest.prefix { $0.taskType == first.taskType }
      writer.write(first.taskType.description) { output in
        output.append(byte: UInt8(ascii: "["))
        for (index, revision) in ofType.enumerated() {
          if index > 0 { output.append(byte: UInt8(ascii: ",")) }
          Self.write(revision.main, others: revision.others, to: output)
        }
        output.append(byte: UInt8(ascii: "]"))
      }
      rest = rest.dropFirst(ofType.count)
    }
    writer.end()
  }

  private static func write(_ previews: [Preview], withAnnotations: Bool, to output: JSONOutput) {
    output.append(byte: UInt8(ascii: "["))
    for (index, preview) in previews.enumerated() {
      if index > 0 { output.append(byte: UInt8(ascii: ",")) }
      write(preview, withAnnotations: withAnnotations, to: output)
    }
    output.append(byte: UInt8(ascii: "]"))
  }

  /// PreviewLight. - Parameter others: of the revision that it is the main preview of.
  private static func write(_ preview: Preview, others: [Preview]? = nil, withAnnotations: Bool = false, to output: JSONOutput) {
    var writer = MemberWriter(output)
    writer.write("id") { $0.append(preview.id.description) }
    writer.write("revision") { $0.append(preview.revision) }
    writer.write("extension") { $0.append(preview.fileExtension) }
    writer.write("width") { $0.append(preview.width) }
    writer.write("height") { $0.append(preview.height) }
    writer.write("duration") { $0.append(preview.duration) }
    writer.write("status") { $0.append(preview.label) }
    writer.write("created_at") { $0.append(String(preview.createdAt.prefix(19)).replacing(" ", with: "T")) }
    writer.write("task_id") { $0.append(preview.task?.description) }
    if withAnnotations { writer.write("annotations") { $0.append(raw: preview.annotations ?? "null") } }
    if let others { writer.write("previews") { write(others, withAnnotations: withAnnotations, to: $0) } }
    writer.end()
  }
}

extension PlaylistEntries.Preview {
  fileprivate var label: String { status.prefix(1).uppercased() + status.dropFirst() }
}

/// Writes an object, member by member.
private struct MemberWriter {
  private let output: JSONOutput
  private var isFirst = true

  init(_ output: JSONOutput) {
    self.output = output
    output.append(byte: UInt8(ascii: "{"))
  }

  mutating func write(_ name: String, _ value: (JSONOutput) -> Void) {
    if !isFirst { output.append(byte: UInt8(ascii: ",")) }
    isFirst = false
    output.append(name)
    output.append(byte: UInt8(ascii: ":"))
    value(output)
  }

  func end() { output.append(byte: UInt8(ascii: "}")) }
}

extension JSONOutput {
  fileprivate func append(_ text: String?) { if let text { append(text) as Void } else { appendNull() } }
  fileprivate func append(_ number: Int?) { if let number { append(number) as Void } else { appendNull() } }
}
