import Engine
import MariaDB
import Web

/// What is in a sequence (contract chapter 05).
enum SequenceRoutes {
  static func declare(in routes: inout Routes) {
    let path = "/data/sequences/:sequence_id"
    routes.list("\(path)/shots", "List the shots of a sequence", .entity(.sequence, .team)) { call, sequence in
      let asked: [SQL] = try ["entity.parent_id = \(sequence.id)"] + call.entityFilters(ignoring: ["parent_id"])
      return try EntityList(
        kind: .shot, project: sequence.project, standing: sequence.standing,
        conditions: asked + call.assignedFilter(sequence.standing), isNamed: true
      ).listing(call)
    }
    routes.list("\(path)/scenes", "List the scenes of a sequence", .entity(.sequence, .read)) { call, sequence in
      try EntityList(
        kind: .scene, project: sequence.project, standing: sequence.standing, conditions: ["entity.parent_id = \(sequence.id)"],
        isScoped: false
      ).listing(call)
    }
    routes.list("\(path)/shot-tasks", "List the tasks of a sequence's shots", .entity(.sequence, .teamNoVendor)) { call, sequence in
      EntityWork.tasks("entity.parent_id = \(sequence.id)", relations: call.request.query.flag("relations"), for: sequence.standing)
    }
  }
}
