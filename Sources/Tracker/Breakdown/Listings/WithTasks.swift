import Engine
import MariaDB
import Web

/// Single entities with their tasks.
enum WithTasks {
  /// An entity of one of these kinds as it is shown alone, with all its tasks. - Throws: 404 for a shot without a sequence.
  static func full(_ entity: Subject<EntityFacts>, _ kind: EntityKind, _ call: Call) throws -> Response {
    let data = try VendorView.data(kind, in: entity.project, entity.standing, call.database)
    let conditions: [SQL] = ["entity.id = \(entity.id)"]
    let listing: EntitiesWithTasks
    switch kind {
    case .asset:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullAsset(data: data),
        taskFields: ListedFields.tasks(ListedFields.assetTask, emptyPreview: "\"\""),
        joins: EntityJoins.project + EntityJoins.assetType, conditions: conditions)
    case .edit:
      listing = EntitiesWithTasks(
        fields: ListedFields.edit(data: data), taskFields: ListedFields.tasks(ListedFields.editTask),
        joins: EntityJoins.project + EntityJoins.episode, conditions: conditions)
    case .concept:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullConcept(), taskFields: ListedFields.tasks(ListedFields.conceptTask),
        joins: EntityJoins.project, conditions: conditions)
    default:
      listing = EntitiesWithTasks(
        fields: ListedFields.fullShot(data: data), taskFields: ListedFields.tasks(ListedFields.shotTask),
        joins: EntityJoins.project + EntityJoins.sequence, conditions: conditions)
    }
    return try listing.one(call)
  }
}
