import Engine
import MariaDB
import Web

/// What listings show of the entities of each kind, in the order and with the null conventions that clients know (contract chapter 05,
/// With-tasks entities).
enum ListedFields {
  /// - Parameters:
  ///   - data: the SQL expression for what the caller may see of it.
  ///   - castingEpisodes: which episodes are listed that cast the asset; nil: none.
  static func asset(data: SQL, castingEpisodes condition: SQL?) -> [Shape.Key] {
    columns("id name") + [
      Shape.Key(.entity, "preview_file_id", whenNull: "\"\""), Shape.Key(.entity, "description"),
      Shape.Key("asset_type_name", "entity_type.name", .text), Shape.Key(.entity, "entity_type_id", as: "asset_type_id"),
      Shape.Key(.entity, "canceled"), Shape.Key(.entity, "ready_for", whenNull: "\"None\""),
      Shape.Key(.entity, "source_id", as: "episode_id", whenNull: "\"\""), castingEpisodes(condition),
    ] + columns("is_casting_standby is_shared") + [document(data), .tasks]
  }

  static func castingEpisodes(_ condition: SQL?) -> Shape.Key {
    guard let condition else { return Shape.Key("casting_episode_ids", .constant("[]")) }
    return Shape.Key(
      "casting_episode_ids",
      """
      (SELECT JSON_ARRAYAGG(episode.id ORDER BY episode.name, episode.id) FROM entity_link JOIN entity episode
      ON episode.id = entity_link.entity_in_id WHERE entity_link.entity_out_id = entity.id
      AND \(EntityKind.episode.condition(on: "episode")) AND \(condition))
      """, .json, whenNull: "[]")
  }

  static func shot(data: SQL) -> [Shape.Key] {
    [
      [Shape.Key(.entity, "canceled"), document(data)],
      columns("description entity_type_id"),
      [
        Shape.Key("episode_id", "sequence.parent_id", .uuid),
        Shape.Key("episode_name", "episode.name", .text, whenNull: "\"\""),
      ],
      frames(data, ["fps", "frame_in", "frame_out"]),
      columns("id name nb_frames parent_id preview_file_id project_id"),
      [
        projectName, Shape.Key(.entity, "parent_id", as: "sequence_id"),
        Shape.Key("sequence_name", "sequence.name", .text),
      ],
      columns("source_id nb_entities_out is_casting_standby"),
      [.tasks, type("Shot")],
    ].flatMap { $0 }
  }

  /// Sequences, episodes and scenes; their frame range is not kept from anybody.
  static func breakdown(data: SQL) -> [Shape.Key] {
    columns("id name status") + [
      Shape.Key(.entity, "parent_id", as: "episode_id", whenNull: "\"None\""), Shape.Key(.entity, "description"),
    ] + frames("entity.`data`", ["frame_in", "frame_out", "fps"]) + [
      Shape.Key(.entity, "preview_file_id", whenNull: "\"\""), Shape.Key(.entity, "canceled"), document(data), .tasks,
    ]
  }

  static func edit(data: SQL) -> [Shape.Key] {
    [
      [Shape.Key(.entity, "canceled"), document(data)],
      columns("description entity_type_id"),
      [
        Shape.Key("episode_id", "episode.id", .uuid), Shape.Key("episode_name", "episode.name", .text, whenNull: "\"\""),
      ],
      columns("id name parent_id preview_file_id project_id"),
      [projectName],
      columns("source_id nb_entities_out"),
      [.tasks, type("Edit")],
    ].flatMap { $0 }
  }

  static func concept(type: Shape.Key = Self.type("Concept")) -> [Shape.Key] {
    [
      [Shape.Key(.entity, "canceled"), document("entity.`data`")],
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
  static func fullShot(data: SQL) -> [Shape.Key] {
    replacing(shot(data: data), "data", Shape.Key("data", data, .json))
      + columns("code shotgun_id is_shared status ready_for created_by")
      + ["entities_out", "entity_concept_links", "instance_casting"].map(relation) + columns("created_at updated_at") + [
        relation("entities_in")
      ]
  }

  static func fullConcept() -> [Shape.Key] {
    replacing(concept(), "data", Shape.Key(.entity, "data")) + columns("code shotgun_id is_shared status ready_for")
      + ["entities_out", "instance_casting", "entities_in"].map(relation)
  }

  /// An asset as it is shown alone: its row, with the fields of the listing laid over it.
  static func fullAsset(data: SQL) -> [Shape.Key] {
    [
      columns("id name code description shotgun_id canceled nb_entities_out is_casting_standby is_shared status project_id"),
      columns("entity_type_id parent_id"),
      [
        Shape.Key(.entity, "preview_file_id", whenNull: "\"\""), document(data),
        Shape.Key(.entity, "ready_for", whenNull: "\"None\""), Shape.Key(.entity, "created_by"),
      ],
      ["entities_out", "entity_concept_links", "instance_casting"].map(relation),
      columns("created_at updated_at"),
      [
        relation("entities_in"), type("Asset"), projectName, Shape.Key(.entity, "entity_type_id", as: "asset_type_id"),
        Shape.Key("asset_type_name", "entity_type.name", .text),
        Shape.Key(.entity, "source_id", as: "episode_id", whenNull: "\"\""), castingEpisodes("TRUE"), .tasks,
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
  static func tasks(_ names: String, emptyPreview: String = "null") -> [Shape.Key] {
    names.split(separator: " ").map { name in
      switch name {
      case "assignees":
        Shape.Key(
          "assignees",
          // Half the work of JSON_ARRAYAGG, for ids need no escapes.
          """
          (SELECT CONCAT('["', GROUP_CONCAT(link.person_id SEPARATOR '","'), '"]') FROM task_person_link link
          WHERE link.task_id = task.id)
          """, .json, whenNull: "[]")
      case "is_subscribed": Shape.Key("is_subscribed", .isAmong("task.`id`"))
      case "last_preview_file_id": Shape.Key(.task, "last_preview_file_id", whenNull: emptyPreview)
      case "priority": Shape.Key(.task, "priority", whenNull: "0")
      default: Shape.Key(.task, String(name))
      }
    }
  }

  // MARK: Parts

  private static func columns(_ names: String) -> [Shape.Key] { Shape.Key.columns(names, of: .entity) }

  private static let projectName = Shape.Key("project_name", "project.name", .text)

  private static func type(_ name: String) -> Shape.Key { Shape.Key("type", .constant("\"\(name)\"")) }

  private static func document(_ data: SQL) -> Shape.Key { Shape.Key("data", data, .json, whenNull: "{}") }

  /// Values that clients keep in `data`, of any type.
  private static func frames(_ data: SQL, _ names: [String]) -> [Shape.Key] {
    names.map { Shape.Key($0, .member(data, $0)) }
  }

  private static func relation(_ name: String) -> Shape.Key {
    let selection = Table.entity.relation(name)?.selection(of: "entity")
    return selection.map { Shape.Key(name, $0, .json, whenNull: "[]") } ?? Shape.Key(name, .constant("[]"))
  }

  private static func replacing(_ fields: [Shape.Key], _ name: String, _ field: Shape.Key) -> [Shape.Key] {
    fields.map { $0.name == name ? field : $0 }
  }
}

extension Shape.Key {
  /// The tasks of an entity, which the listing writes itself.
  static let tasks = Shape.Key("tasks", .part)
}
