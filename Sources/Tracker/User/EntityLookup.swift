import Engine
import MariaDB
import Web

/// Finding what a path names, for routes that have no steps yet.
extension Call {
  /// The entity that the path names by `<kind>_id`. - Throws: 404 for what is no id, unknown, or of another kind.
  func entity(_ kind: EntityKind) throws -> Record {
    guard let entity = try database.entity(kind, ID(self["\(kind.eventName)_id"])) else {
      throw Failure.notFound("There is no such \(kind.eventName).")
    }
    return entity
  }

  /// The id of the project that the path names. - Throws: 404 when there is none.
  func project() throws -> ID {
    guard let project = ID(self["project_id"]), try database.exists("SELECT 1 FROM project WHERE id = \(project)") else {
      throw Failure.notFound("There is no such project.")
    }
    return project
  }
}

extension AssetTypes {
  static func named(_ call: Call) throws -> Record { try Step.assetType.run(call) }

  static func list(_ condition: SQL, relations: Bool, _ call: Call) -> Response { call.stream(list(condition, relations: relations)) }
}
