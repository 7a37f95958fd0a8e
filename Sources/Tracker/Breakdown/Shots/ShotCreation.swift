import Engine
import MariaDB
import Web

/// Making shots: one, or many at once.
enum ShotCreation {
  private struct Fields {
    let name: String
    let sequence: ID?
    let values: [String: Value]

    init(_ fields: inout FieldReader) {
      name = fields.name()
      sequence = fields.optionalID("sequence_id")
      let data = fields.metadata()
      values = [
        "data": data, "nb_frames": fields.optionalInteger("nb_frames").sqlValue,
        "description": fields.optionalText("description").sqlValue,
      ]
    }

    func plan(_ sequences: [ID: Record]) -> EntityCreation.Plan {
      let episode = sequence.flatMap { sequences[$0]?.id("parent_id") }
      return EntityCreation.Plan(name: name, parent: sequence, values: values, eventData: ["episode_id": JSON(episode)])
    }
  }

  /// The shot of that name in the sequence; it is made when there is none.
  static func create(_ call: Call) throws -> Response {
    let shot = try call.request.validated { Fields(&$0) }
    let project = try call.managedProject()
    let sequences = try call.require(.sequence, shot.sequence, in: project)
    return try call.entityRow(try EntityCreation.ensure(.shot, shot.plan(sequences), in: project, call), .shot, status: 201)
  }

  /// The same for each row, all or nothing.
  static func createMany(_ call: Call) throws -> Response {
    let shots = try call.request.validatedRows(atMost: EntityCreation.maxRows) { Fields(&$0) }
    let project = try call.managedProject()
    let sequences = try call.database.entities(.sequence, shots.compactMap(\.sequence), in: project)
    try EntityCreation.refuseUnknown(("sequence_id", shots.map(\.sequence), Set(sequences.keys)))
    return try call.entityRows(try EntityCreation.ensure(.shot, shots.map { $0.plan(sequences) }, in: project, call), .shot)
  }
}
