import Engine
import MariaDB
import Web

/// A sequence, an episode or a scene as it is shown alone: its row with the names of what it belongs to.
enum ParentNames {
  /// Vendors do not see the metadata of other departments. - Throws: 404 for a scene without a sequence.
  static func answer(_ call: Call, _ entity: Subject<EntityFacts>, _ kind: EntityKind) throws -> Response {
    let data = try VendorView.data(kind, in: entity.project, entity.standing, call.database)
    let shape = kind.shape.replacing("data", by: .value(data, .json))
    let names = try names(entity.record, kind, call.database)
    return try call.row("SELECT \(shape.select) FROM entity WHERE entity.id = \(entity.id)", shape, extras: names)
  }

  private static func names(_ entity: Record, _ kind: EntityKind, _ database: Connection) throws -> JSON.Object {
    let found = try database.first(
      """
      SELECT project.name, parent.name, grandparent.id, grandparent.name FROM entity JOIN project ON project.id = entity.project_id
      LEFT JOIN entity parent ON parent.id = entity.parent_id LEFT JOIN entity grandparent ON grandparent.id = parent.parent_id
      WHERE entity.id = \(entity.id)
      """
    ) { (project: $0.text(0), parent: $0.text(1), episode: $0.id(2), episodeName: $0.text(3)) }
    var names: JSON.Object = ["project_name": JSON(found?.project)]
    switch (kind, entity.id("parent_id")) {
    case (.sequence, let episode?):
      names["episode_id"] = JSON(episode)
      names["episode_name"] = JSON(found?.parent)
    case (.scene, let sequence?):
      names["sequence_id"] = JSON(sequence)
      names["sequence_name"] = JSON(found?.parent)
      if let episode = found?.episode {
        names["episode_id"] = JSON(episode)
        names["episode_name"] = JSON(found?.episodeName)
      }
    case (.scene, nil): throw Failure.notFound("This scene belongs to no sequence.")
    default: break
    }
    return names
  }
}
