import MariaDB
import Web

/// What a vendor sees of a production: the entities of their own tasks, without the metadata of other departments (contract chapter 05,
/// Permission vocabulary).
package enum VendorView {
  /// An SQL condition: does the entity concern one of the caller's tasks? Sequences by their shots, episodes by their shots and by the
  /// assets made for them, everything else by tasks of its own.
  package static func condition(_ kind: EntityKind, _ standing: Standing) -> SQL {
    switch kind {
    case .sequence:
      """
      entity.id IN (SELECT shot.parent_id FROM entity shot JOIN task mine ON mine.entity_id = shot.id
      WHERE \(EntityKind.shot.condition(on: "shot")) AND mine.id IN \(standing.assignments))
      """
    case .episode:
      """
      (entity.id IN (SELECT sequence.parent_id FROM entity sequence JOIN entity shot ON shot.parent_id = sequence.id
      JOIN task mine ON mine.entity_id = shot.id WHERE \(EntityKind.shot.condition(on: "shot")) AND mine.id IN \(standing.assignments))
      OR entity.id IN (SELECT asset.source_id FROM entity asset JOIN task mine ON mine.entity_id = asset.id
      WHERE \(EntityKind.asset.condition(on: "asset")) AND mine.id IN \(standing.assignments)))
      """
    default: assigned(standing)
    }
  }

  /// An SQL condition: does the caller work on one of the entity's own tasks?
  package static func assigned(_ standing: Standing) -> SQL {
    "entity.id IN (SELECT mine.entity_id FROM task mine WHERE mine.id IN \(standing.assignments))"
  }

  /// An SQL list of the projects where the caller is a vendor: in each of several the role there counts (oddity 05-29).
  package static func projects(_ standing: Standing) -> SQL {
    """
    (SELECT link.project_id FROM project_person_link link WHERE link.person_id = \(standing.person)
    AND COALESCE(NULLIF(link.role, 'admin'), \(standing.studioRole.rawValue)) = 'vendor')
    """
  }

  /// An SQL expression for `data` of the entities of a kind in a project, without what is kept from the caller: keys of descriptors that
  /// belong to departments, none of which is the caller's.
  package static func data(_ kind: EntityKind, in project: ID?, _ standing: Standing, _ database: Connection) throws -> SQL {
    guard standing.isVendor, let project else { return "entity.`data`" }
    return "COALESCE(\(try data(kind, hidden: "metadata_descriptor.project_id = \(project)", standing, database)), '{}')"
  }

  /// The same for rows of any project, and of any kind where none is given; null stays null.
  /// - Parameter projects: an SQL list of those where the caller is a vendor.
  package static func data(_ kind: EntityKind?, inProjects projects: SQL, _ standing: Standing, _ database: Connection) throws -> SQL {
    try data(kind, hidden: "metadata_descriptor.project_id IN \(projects)", standing, database)
  }

  /// The same for rows of other projects that are shown in one where the caller is this; null stays null.
  package static func data(ofAny kind: EntityKind, _ standing: Standing, _ database: Connection) throws -> SQL {
    standing.isVendor ? try data(kind, hidden: "TRUE", standing, database) : "entity.`data`"
  }

  /// - Parameter condition: on the descriptors that may be kept from the caller.
  static func data(_ kind: EntityKind?, hidden condition: SQL, _ standing: Standing, _ database: Connection) throws -> SQL {
    let mine = try standing.departments
    let isOfKind: SQL = kind.map { "metadata_descriptor.entity_type = \($0.rawValue)" } ?? "TRUE"
    let fields = try database.all(
      """
      SELECT metadata_descriptor.project_id, metadata_descriptor.entity_type, metadata_descriptor.field_name FROM metadata_descriptor
      JOIN department_metadata_descriptor_link link ON link.metadata_descriptor_id = metadata_descriptor.id
      WHERE \(condition) AND \(isOfKind)
      GROUP BY metadata_descriptor.id HAVING SUM(link.department_id IN \(mine)) IS NOT TRUE ORDER BY metadata_descriptor.id
      """
    ) { (owner: Owner(project: $0.id(0), kind: EntityKind(rawValue: $0.text(1) ?? "")), name: $0.text(2) ?? "") }
    if fields.isEmpty { return "entity.`data`" }
    let cases = Dictionary(grouping: fields, by: \.owner).sorted { $0.key.name < $1.key.name }.map { owner, fields in
      let paths = fields.map { "\("$." + JSON.text($0.name).description)" as SQL }.joined(separator: ", ")
      let isOfKind: SQL = kind == nil ? owner.kind.map { " AND \($0.condition())" } ?? " AND FALSE" : ""
      return "WHEN entity.project_id = \(owner.project)\(isOfKind) THEN JSON_REMOVE(entity.data, \(paths))" as SQL
    }
    return "CASE \(cases.joined(separator: " ")) ELSE entity.data END"
  }

  /// What descriptors are of.
  private struct Owner: Hashable {
    let project: ID?
    let kind: EntityKind?
    var name: String { "\(project?.description ?? "") \(kind?.rawValue ?? "")" }
  }
}
