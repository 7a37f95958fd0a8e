import MariaDB

/// The name of an entity with those above it, and the episode it belongs to (contract chapter 03, FullName).
///
/// The expressions look at the tables `entity` and those of `joins`.
package enum FullEntityName {
  package static let joins: SQL = """
     LEFT JOIN entity_type ON entity_type.id = entity.entity_type_id LEFT JOIN entity parent ON parent.id = entity.parent_id
    LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
    """

  /// `Episode / Sequence / Shot`; with its type for what is not in a sequence.
  package static let name: SQL = """
    CASE entity_type.name WHEN 'Shot' THEN CONCAT_WS(' / ', grandparent.name, parent.name, entity.name)
    WHEN 'Sequence' THEN CONCAT_WS(' / ', parent.name, entity.name) WHEN 'Episode' THEN entity.name
    ELSE CONCAT_WS(' / ', entity_type.name, entity.name) END
    """

  package static let episode: SQL = """
    CASE entity_type.name WHEN 'Shot' THEN parent.parent_id WHEN 'Sequence' THEN entity.parent_id WHEN 'Episode' THEN NULL
    ELSE entity.source_id END
    """

  /// Where people work on it: in that of its sequence, the one it is made for, or the one it is directly in.
  package static let workedIn: SQL = """
    COALESCE(grandparent.id, entity.source_id, (SELECT above.id FROM entity above
    WHERE above.id = parent.id AND \(EntityKind.episode.condition(on: "above"))))
    """
}
