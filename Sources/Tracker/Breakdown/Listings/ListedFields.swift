import Engine
import MariaDB
import Web

/// What listings show of the entities of each kind, in the order and with the null conventions that clients know (contract chapter 05,
/// With-tasks entities).
enum ListedFields {
  static let project: SQL = " JOIN project ON project.id = entity.project_id"
  /// Shots without a sequence are left out.
  static let sequence: SQL =
    " JOIN entity sequence ON sequence.id = entity.parent_id LEFT JOIN entity episode ON episode.id = sequence.parent_id"
  static let episode: SQL = " LEFT JOIN entity episode ON episode.id = entity.parent_id"
  static let assetType: SQL = " JOIN entity_type ON entity_type.id = entity.entity_type_id"

  /// - Parameters:
  ///   - data: the SQL expression for what the caller may see of it.
  ///   - castingEpisodes: which episodes are listed that cast the asset; nil: none.
  static func asset(data: SQL, castingEpisodes condition: SQL?) -> [ListedField] {
    columns("id name") + [
      ListedField(.entity, "preview_file_id", whenNull: "\"\""), ListedField(.entity, "description"),
      ListedField("asset_type_name", "entity_type.name", .text), ListedField(.entity, "entity_type_id", as: "asset_type_id"),
      ListedField(.entity, "canceled"), ListedField(.entity, "ready_for", whenNull: "\"None\""),
      ListedField(.entity, "source_id", as: "episode_id", whenNull: "\"\""), castingEpisodes(condition),
    ] + columns("is_casting_standby is_shared") + [document(data), .tasks]
  }

  static func castingEpisodes(_ condition: SQL?) -> ListedField {
    guard let condition else { return ListedField("casting_episode_ids", .constant("[]")) }
    return ListedField(
      "casting_episode_ids",
      """
      (SELECT JSON_ARRAYAGG(episode.id ORDER BY episode.name, episode.id) FROM entity_link JOIN entity episode
      ON episode.id = entity_link.entity_in_id WHERE entity_link.entity_out_id = entity.id
      AND \(EntityKind.episode.condition(on: "episode")) AND \(condition))
      """, .json, whenNull: "[]")
  }

  static func shot(data: SQL) -> [ListedField] {
    [
      [ListedField(.entity, "canceled"), document(data)],
      columns("description entity_type_id"),
      [
        ListedField("episode_id", "sequence.parent_id", .uuid),
        ListedField("episode_name", "episode.name", .text, whenNull: "\"\""),
      ],
      frames(data, ["fps", "frame_in", "frame_out"]),
      columns("id name nb_frames parent_id preview_file_id project_id"),
      [
        projectName, ListedField(.entity, "parent_id", as: "sequence_id"),
        ListedField("sequence_name", "sequence.name", .text),
      ],
      columns("source_id nb_entities_out is_casting_standby"),
      [.tasks, type("Shot")],
    ].flatMap { $0 }
  }

  /// Sequences, episodes and scenes; their frame range is not kept from anybody.
  static func breakdown(data: SQL) -> [ListedField] {
    columns("id name status") + [
      ListedField(.entity, "parent_id", as: "episode_id", whenNull: "\"None\""), ListedField(.entity, "description"),
    ] + frames("entity.`data`", ["frame_in", "frame_out", "fps"]) + [
      ListedField(.entity, "preview_file_id", whenNull: "\"\""), ListedField(.entity, "canceled"), document(data), .tasks,
    ]
  }

  static func edit(data: SQL) -> [ListedField] {
    [
      [ListedField(.entity, "canceled"), document(data)],
      columns("description entity_type_id"),
      [
        ListedField("episode_id", "episode.id", .uuid), ListedField("episode_name", "episode.name", .text, whenNull: "\"\""),
      ],
      columns("id name parent_id preview_file_id project_id"),
      [projectName],
      columns("source_id nb_entities_out"),
      [.tasks, type("Edit")],
    ].flatMap { $0 }
  }

  static func concept(type: ListedField = Self.type("Concept")) -> [ListedField] {
    [
      [ListedField(.entity, "canceled"), document("entity.`data`")],
      columns("description entity_type_id"),
      frames("entity.`data`", ["fps", "frame_in", "frame_out"]),
      columns("id name nb_frames parent_id preview_file_id project_id"),
      [projectName],
      columns("source_id nb_entities_out is_casting_standby"),
      [.tasks, relation("entity_concept_links"), type],
      columns("updated_at created_at created_by"),
    ].flatMap { $0 }
  }

  // MARK: Single entities

  /// A shot as it is shown alone: the listing's fields, then what else its row holds.
  static func fullShot(data: SQL) -> [ListedField] {
    replacing(shot(data: data), "data", ListedField("data", data, .json))
      + columns("code shotgun_id is_shared status ready_for created_by")
      + ["entities_out", "entity_concept_links", "instance_casting"].map(relation) + columns("created_at updated_at") + [
        relation("entities_in")
      ]
  }

  static func fullConcept() -> [ListedField] {
    replacing(concept(), "data", ListedField(.entity, "data")) + columns("code shotgun_id is_shared status ready_for")
      + ["entities_out", "instance_casting", "entities_in"].map(relation)
  }

  /// An asset as it is shown alone: its row, with the fields of the listing laid over it.
  static func fullAsset(data: SQL) -> [ListedField] {
    [
      columns("id name code description shotgun_id canceled nb_entities_out is_casting_standby is_shared status project_id"),
      columns("entity_type_id parent_id"),
      [
        ListedField(.entity, "preview_file_id", whenNull: "\"\""), document(data),
        ListedField(.entity, "ready_for", whenNull: "\"None\""), ListedField(.entity, "created_by"),
      ],
      ["entities_out", "entity_concept_links", "instance_casting"].map(relation),
      columns("created_at updated_at"),
      [
        relation("entities_in"), type("Asset"), projectName, ListedField(.entity, "entity_type_id", as: "asset_type_id"),
        ListedField("asset_type_name", "entity_type.name", .text),
        ListedField(.entity, "source_id", as: "episode_id", whenNull: "\"\""), castingEpisodes("TRUE"), .tasks,
      ],
    ].flatMap { $0 }
  }

  // MARK: Tasks

  static let assetTask = """
    id due_date done_date duration entity_id estimation end_date is_subscribed last_comment_date last_preview_file_id priority \
    real_start_date retake_count start_date difficulty task_status_id task_type_id assignees data
    """
  static let shotTask = """
    id duration due_date end_date done_date entity_id estimation is_subscribed last_comment_date last_preview_file_id nb_assets_ready \
    priority real_start_date retake_count start_date difficulty nb_drawings task_status_id task_type_id assignees data
    """
  static let breakdownTask = """
    id estimation entity_id end_date due_date done_date duration last_comment_date last_preview_file_id priority real_start_date \
    retake_count start_date difficulty task_status_id task_type_id data is_subscribed assignees
    """
  static let editTask = """
    id duration due_date entity_id end_date estimation last_comment_date last_preview_file_id nb_assets_ready priority real_start_date \
    retake_count start_date task_status_id task_type_id data is_subscribed assignees
    """
  static let conceptTask = """
    id duration due_date end_date entity_id estimation last_comment_date nb_assets_ready priority real_start_date retake_count \
    start_date task_status_id task_type_id data is_subscribed assignees
    """
  static let linkedTask = """
    id duration due_date end_date entity_id estimation last_comment_date nb_assets_ready priority real_start_date retake_count \
    start_date task_status_id task_type_id assigner_id assignees
    """

  /// - Parameters:
  ///   - names: separated by blanks.
  ///   - emptyPreview: stands for a task without any preview.
  static func tasks(_ names: String, emptyPreview: String = "null") -> [ListedField] {
    names.split(separator: " ").map { name in
      switch name {
      case "assignees":
        ListedField(
          "assignees",
          // Half the work of JSON_ARRAYAGG, for ids need no escapes.
          """
          (SELECT CONCAT('["', GROUP_CONCAT(link.person_id SEPARATOR '","'), '"]') FROM task_person_link link
          WHERE link.task_id = task.id)
          """, .json, whenNull: "[]")
      case "is_subscribed": ListedField("is_subscribed", .isSubscribed)
      case "last_preview_file_id": ListedField(.task, "last_preview_file_id", whenNull: emptyPreview)
      case "priority": ListedField(.task, "priority", whenNull: "0")
      default: ListedField(.task, String(name))
      }
    }
  }

  // MARK: Parts

  private static func columns(_ names: String) -> [ListedField] { ListedField.columns(names, of: .entity) }

  private static let projectName = ListedField("project_name", "project.name", .text)

  private static func type(_ name: String) -> ListedField { ListedField("type", .constant("\"\(name)\"")) }

  private static func document(_ data: SQL) -> ListedField { ListedField("data", data, .json, whenNull: "{}") }

  /// Values that clients keep in `data`, of any type.
  private static func frames(_ data: SQL, _ names: [String]) -> [ListedField] {
    names.map { ListedField($0, .member(data, $0)) }
  }

  private static func relation(_ name: String) -> ListedField {
    let selection = Table.entity.relation(name)?.selection(of: "entity")
    return selection.map { ListedField(name, $0, .json, whenNull: "[]") } ?? ListedField(name, .constant("[]"))
  }

  private static func replacing(_ fields: [ListedField], _ name: String, _ field: ListedField) -> [ListedField] {
    fields.map { $0.name == name ? field : $0 }
  }
}
