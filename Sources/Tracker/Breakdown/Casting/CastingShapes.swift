import Engine
import MariaDB
import Web

/// What is shown of a casting: the link, and the asset at its end.
enum CastingShapes {
  private typealias Key = Shape.Key

  private static let assetID = Key("asset_id", "asset.id", .uuid)
  private static let assetName = Key("asset_name", "asset.name", .text)
  private static let name = Key("name", "asset.name", .text)
  private static let assetType = Key("asset_type_name", "asset_type.name", .text)
  private static let sequenceName = Key("sequence_name", "sequence.name", .text)
  private static let preview = Key("preview_file_id", "asset.preview_file_id", .uuid)
  private static let occurrences = Key("nb_occurences", "link.nb_occurences", .integer)
  private static let label = Key("label", "link.label", .text)
  private static let isShared = Key("is_shared", "asset.is_shared", .boolean)
  private static let project = Key("project_id", "asset.project_id", .uuid)

  /// CastingEntry: the casting of one entity.
  static let entry = Shape(keys: [
    assetID, assetName, assetType, Key("ready_for", "asset.ready_for", .uuid),
    Key("episode_id", "asset.source_id", .uuid), preview, occurrences, label, isShared, project,
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
    Key("shot_id", "caster.id", .uuid), Key("shot_name", "caster.name", .text),
    Key("sequence_name", "parent.name", .text),
    Key("episode_id", "COALESCE(CAST(episode.id AS CHAR), 'None')", .text),
    Key("episode_name", "episode.name", .text),
    Key("preview_file_id", "caster.preview_file_id", .uuid), occurrences,
  ])

  /// CastInAsset.
  static let inAsset = Shape(keys: [
    Key("asset_id", "caster.id", .uuid), Key("asset_name", "caster.name", .text),
    Key("asset_type_name", "caster_type.name", .text),
    Key("preview_file_id", "caster.preview_file_id", .uuid), occurrences,
  ])
}
