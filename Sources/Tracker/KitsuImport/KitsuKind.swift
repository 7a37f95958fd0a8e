import Engine
import MariaDB
import Web

/// A kind of rows that another server hands over, and what is its own about them (contract chapter 08, Kitsu-to-Kitsu imports).
struct KitsuKind: Sendable {
  /// What happens to a list of related ids that comes with a row.
  enum Links: Sendable {
    /// They are added; an id that there is not is refused.
    case added
    /// They replace what is there; ids that there are not are left out.
    case replaced
  }

  /// A row as it was sent, and the stored one if there is one.
  typealias Conversion = @Sendable (_ row: inout JSON.Object, _ stored: Record?) -> Void
  /// What `<name>:new` and `<name>:update` say of a row beside its project.
  typealias Event = (name: String, data: JSON.Object)

  /// Segment of the path.
  let path: String
  let table: Table
  /// Columns that say which stored row is meant.
  var key = ["id"]
  /// What listings show beside the row, which is not stored.
  var dropped: Set<String> = []
  /// The only fields that are read, each of them required; nil for those of the table.
  var only: Set<String>?
  var links: [String: Links] = [:]
  /// Is a row as of now whatever it says about its `updated_at`?
  var isStamped = false
  /// What the import of several rows looks up once, before any is converted.
  var prepare: @Sendable (_ rows: [JSON.Object], _ call: Call) throws -> Conversion = { _, _ in { _, _ in } }
  /// What is looked at when all rows are written. - Throws: the refusal.
  var check: @Sendable (_ rows: [KitsuRow], _ call: Call) throws -> Void = { _, _ in }
  var event: @Sendable (_ rows: [KitsuRow], _ call: Call) throws -> (Record) -> Event
  let shape: Shape
  var joins: SQL = ""

  init(_ table: Table, _ path: String? = nil, isNamedInEvents: Bool = true, shape: Shape? = nil) {
    self.table = table
    self.path = path ?? "\(table.eventName)s"
    self.shape = shape ?? Shape(table)
    let name = table.eventName
    event = { [table] _, _ in { row in (name, isNamedInEvents ? ["\(table.name)_id": JSON(row.id)] : [:]) } }
  }

  /// A kind with what is its own about it.
  private func with(_ change: (inout KitsuKind) -> Void) -> KitsuKind {
    var kind = self
    change(&kind)
    return kind
  }

  static let all: [KitsuKind] = [
    KitsuKind(.project, isNamedInEvents: false).with {
      $0.dropped = ["project_status_name"]
      $0.links = [
        "team": .added, "task_types": .added, "task_statuses": .added, "asset_types": .added, "status_automations": .added,
        "preview_background_files": .added,
      ]
      $0.isStamped = true
      $0.event = { _, _ in { ("project", ["project_id": JSON($0.id)]) } }
    },
    KitsuKind(.metadataDescriptor).with { $0.links = ["departments": .added] },
    KitsuKind(.milestone),
    KitsuKind(.entity, "entities").with(entities),
    KitsuKind(.entityLink, isNamedInEvents: false).with {
      $0.key = ["entity_in_id", "entity_out_id"]
      $0.dropped = ["project_name"]
    },
    KitsuKind(.scheduleItem),
    KitsuKind(.task, isNamedInEvents: false).with {
      $0.links = ["assignees": .replaced]
      $0.isStamped = true
      // Tasks without anybody are sent with the word for it.
      $0.prepare = { _, _ in
        { row, _ in
          if let people = row["assignees"]?.array { row["assignees"] = .array(people.filter { $0.text.flatMap { ID($0) } != nil }) }
        }
      }
    },
    KitsuKind(.subscription),
    KitsuKind(.notification, shape: NotificationRows.plain).with {
      // The column `type` is shown as `notification_type`.
      $0.prepare = { _, _ in
        { row, _ in
          row["type"] = row["notification_type"]
          row["notification_type"] = nil
        }
      }
    },
    KitsuKind(.timeSpent),
    KitsuKind(.comment).with(comments),
    KitsuKind(.previewFile).with {
      $0.dropped = ["comments"]
      $0.prepare = { _, _ in
        { row, _ in
          var data = row["data"]?.object ?? [:]
          data["imported_only"] = true
          row["data"] = .object(data)
          if row["status"]?.isNull != false { row["status"] = "ready" }
        }
      }
    },
    KitsuKind(.attachmentFile, shape: AttachmentFileRows.shape).with {
      $0.dropped = ["comment", "chat_message"]
      $0.joins = AttachmentFileRows().joins
    },
    KitsuKind(.news, "news").with {
      $0.only = ["id", "created_at", "change", "author_id", "comment_id", "preview_file_id", "task_id"]
      $0.prepare = { _, _ in { row, _ in row["updated_at"] = row["created_at"] } }
    },
    KitsuKind(.playlist).with { $0.dropped = ["build_jobs"] },
    KitsuKind(.buildJob),
  ]

  /// The lists replace what is there, each for itself.
  private static func comments(_ kind: inout KitsuKind) {
    for name in ["previews", "mentions", "department_mentions", "acknowledgements", "attachment_files"] { kind.links[name] = .replaced }
    kind.isStamped = true
    kind.check = { rows, call in
      let tasks = Set(rows.compactMap { $0.record.id("object_id") })
      if try call.database.known(tasks, in: Table.task.name).count < tasks.count { throw Failure.notFound("A comment is about no task.") }
    }
    kind.event = { _, _ in
      { comment in
        (
          "comment",
          [
            "comment_id": JSON(comment.id), "task_id": JSON(comment.id("object_id")), "person_id": JSON(comment.id("person_id")),
            "for_client": .bool(comment.bool("for_client")),
          ]
        )
      }
    }
  }
}

/// A row that is stored by an import.
struct KitsuRow {
  /// Place in the body.
  let index: Int
  var record: Record
  /// As it was before; nil for a new one.
  let former: Record?
}
