import Engine
import MariaDB
import Web

/// What is shown of a casting: the link, and the asset at its end.
enum CastingShapes {
  private typealias Key = Shape.Key

  private static let assetID = Key(name: "asset_id", source: .value("asset.id", .uuid))
  private static let assetName = Key(name: "asset_name", source: .value("asset.name", .text))
  private static let name = Key(name: "name", source: .value("asset.name", .text))
  private static let assetType = Key(name: "asset_type_name", source: .value("asset_type.name", .text))
  private static let sequenceName = Key(name: "sequence_name", source: .value("sequence.name", .text))
  private static let preview = Key(name: "preview_file_id", source: .value("asset.preview_file_id", .uuid))
  private static let occurrences = Key(name: "nb_occurences", source: .value("link.nb_occurences", .integer))
  private static let label = Key(name: "label", source: .value("link.label", .text))
  private static let isShared = Key(name: "is_shared", source: .value("asset.is_shared", .boolean))
  private static let project = Key(name: "project_id", source: .value("asset.project_id", .uuid))

  /// CastingEntry: the casting of one entity.
  static let entry = Shape(keys: [
    assetID, assetName, assetType, Key(name: "ready_for", source: .value("asset.ready_for", .uuid)),
    Key(name: "episode_id", source: .value("asset.source_id", .uuid)), preview, occurrences, label, isShared, project,
  ])

  /// EpisodeCastingEntry: one of all castings of a project.
  static let inProject = Shape(keys: [assetID, name, assetName, assetType, preview, occurrences, label, isShared, project])

  /// SequenceCastingEntry: the casting of a shot, with its sequence.
  static let inSequence = Shape(keys: [assetID, name, assetName, assetType, sequenceName, preview, occurrences, label, isShared, project])

  /// AssetTypeCastingEntry: the casting of an asset.
  static let inAssetType = Shape(keys: [assetID, name, assetName, assetType, preview, occurrences, label])

  /// Links `link` with the cast entity `asset` and its `asset_type`, without those that were canceled.
  static let source: SQL = """
    entity_link link JOIN entity asset ON asset.id = link.entity_out_id AND NOT COALESCE(asset.canceled, FALSE)
    JOIN entity_type asset_type ON asset_type.id = asset.entity_type_id
    """

  /// CastInShot: where an asset is cast, under a sequence or anything else that is a parent.
  static let inShot = Shape(keys: [
    Key(name: "shot_id", source: .value("caster.id", .uuid)), Key(name: "shot_name", source: .value("caster.name", .text)),
    Key(name: "sequence_name", source: .value("parent.name", .text)),
    Key(name: "episode_id", source: .value("COALESCE(CAST(episode.id AS CHAR), 'None')", .text)),
    Key(name: "episode_name", source: .value("episode.name", .text)),
    Key(name: "preview_file_id", source: .value("caster.preview_file_id", .uuid)), occurrences,
  ])

  /// CastInAsset.
  static let inAsset = Shape(keys: [
    Key(name: "asset_id", source: .value("caster.id", .uuid)), Key(name: "asset_name", source: .value("caster.name", .text)),
    Key(name: "asset_type_name", source: .value("caster_type.name", .text)),
    Key(name: "preview_file_id", source: .value("caster.preview_file_id", .uuid)), occurrences,
  ])
}
