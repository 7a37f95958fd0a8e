import Engine
import MariaDB
import Web

/// The routes that entities of several kinds have in common, each answered in one way.
struct KindRoutes {
  enum Part {
    /// One with its tasks.
    case read
    /// Deleting one, or canceling it when it has tasks.
    case remove
    case tasks
    case taskTypes
    case previews
    case versions
    /// The list of a project.
    case ofProject
  }

  let kind: EntityKind
  /// The entity that the path names, for those who may read it.
  let readable: @Sendable (Call) throws -> Record

  /// - Parameter readable: where more is asked than of other kinds.
  init(_ kind: EntityKind, readable: (@Sendable (Call) throws -> Record)? = nil) {
    self.kind = kind
    self.readable = readable ?? { try $0.readableEntity(kind) }
  }

  func declare(_ parts: Set<Part>, in routes: inout Routes) {
    let (kind, readable, name) = (kind, readable, kind.eventName)
    let one = "aeiou".contains(name.prefix(1)) ? "an \(name)" : "a \(name)"
    let path = "/data/\(name)s/:\(name)_id"
    if parts.contains(.read) {
      routes.get(path, "Read \(one) with its tasks") { try WithTasksRoutes.full(try readable($0), kind, $0) }
    }
    if parts.contains(.remove) {
      routes.delete(path, "Delete \(one), or cancel it when it has tasks") { call in
        let entity = try call.entity(kind, isLocked: true)
        try call.access.removeEntity(entity)
        try EntityDeletion(call).remove(entity, kind, isForced: call.isForced)
        return .deleted
      }
    }
    if parts.contains(.tasks) {
      routes.get("\(path)/tasks", "List the tasks of \(one)") { call in
        EntityWork.tasks("entity.id = \(try readable(call).id)", relations: call.request.query.flag("relations"), call)
      }
    }
    if parts.contains(.taskTypes) {
      routes.get("\(path)/task-types", "List the task types of the tasks of \(one)") { call in
        EntityWork.taskTypes("entity.id = \(try readable(call).id)", call)
      }
    }
    if parts.contains(.previews) {
      routes.get("\(path)/preview-files", "List the revisions of \(one) by task type") {
        try EntityPreviews.answer(for: try readable($0), $0)
      }
    }
    if parts.contains(.versions) {
      routes.get("\(path)/versions", "List earlier states of \(one)") { EntityWork.versions(of: try readable($0), kind, $0) }
    }
    if parts.contains(.ofProject) {
      routes.get("/data/projects/:project_id/\(name)s", "List the \(name)s of a project") { call in
        let project = try call.teamProject()
        return try EntityList(kind: kind, call: call, project: project, conditions: ["entity.project_id = \(project)"]).answer()
      }
    }
  }
}
