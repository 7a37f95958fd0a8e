import Engine
import MariaDB
import Web

/// What output files belong to: an entity, or an instance of an asset in another entity.
struct OutputFileOwner {
  /// The entity, or the asset that the instance shows.
  let entity: Record
  let instance: Record?
  /// What the instance is in. It need not exist where its files are only listed.
  let place: ID?

  /// Which files are its own.
  var condition: SQL {
    guard let instance else { return "output_file.entity_id = \(entity.id) AND output_file.asset_instance_id IS NULL" }
    return "output_file.asset_instance_id = \(instance.id) AND output_file.temporal_entity_id = \(place)"
  }

  /// Files that share its revisions: for an entity those of its instances too.
  var numbered: SQL { instance == nil ? "entity_id = \(entity.id)" : condition }

  /// Files whose types are the entity's.
  var typed: SQL { instance == nil ? "output_file.entity_id = \(entity.id)" : condition }

  /// The key of what is wrong with a new file.
  var errorKey: String { instance == nil ? "error" : "message" }

  /// - Throws: 403 for a caller whom the rule does not let to the entity.
  func check(_ rule: Rule<EntityFacts>, _ call: Call) throws { _ = try call.subject(entity, rule) }

  /// Where its files go, with what is known of them so far.
  func subject(_ outputType: Record, _ taskType: Record, _ call: Call) throws -> PathSubject {
    let subject: PathSubject
    if let instance {
      let place = try self.place.flatMap { try call.database.record(.entity, $0) }
      subject = try PathSubject(try place.found(or: "There is no such entity."), instance: (instance, entity), call)
    } else {
      subject = try PathSubject(entity, call)
    }
    (subject.outputType, subject.taskType) = (outputType, taskType)
    return subject
  }
}

extension Step where Value == OutputFileOwner {
  /// The entity that the path names. It is locked when the route writes. - Throws: 404.
  static var entityWithFiles: Step {
    Step<Record>.row(.entity).map { _, entity in OutputFileOwner(entity: entity, instance: nil, place: nil) }
  }

  /// The instance that the path names, and what it is in. Its asset is locked when the route writes. - Throws: 404.
  /// - Parameter isPlaced: does the path say what it is in?
  static func instanceWithFiles(isPlaced: Bool) -> Step {
    let instance = Step<String>.text("asset_instance_id").map { call, text in
      let instance = try ID(text).flatMap { try call.database.record(.assetInstance, $0) }
      guard let instance, let asset = instance.id("asset_id"),
        let entity = try call.database.record(.entity, asset, isLocked: call.isWriting)
      else { throw Failure.notFound("There is no such asset instance.") }
      return OutputFileOwner(entity: entity, instance: instance, place: nil)
    }
    guard isPlaced else { return instance }
    return instance.and(.id("temporal_entity_id", or: .notFound("There is no such entity."))).map { _, found in
      OutputFileOwner(entity: found.0.entity, instance: found.0.instance, place: found.1)
    }
  }
}
