import MariaDB

/// What is joined to `entity` for the names of what it belongs to.
enum EntityJoins {
  static let project: SQL = " JOIN project ON project.id = entity.project_id"
  /// Shots without a sequence are left out.
  static let sequence: SQL =
    " JOIN entity sequence ON sequence.id = entity.parent_id LEFT JOIN entity episode ON episode.id = sequence.parent_id"
  static let episode: SQL = " LEFT JOIN entity episode ON episode.id = entity.parent_id"
  static let assetType: SQL = " JOIN entity_type ON entity_type.id = entity.entity_type_id"
}
