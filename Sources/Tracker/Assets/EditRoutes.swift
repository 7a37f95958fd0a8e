import MariaDB
import Web

/// Edits: the cut of an episode or of a whole production.
enum EditRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/edits", "List edits", list)
    routes.get("/data/edits/all", "List edits", list)
    routes.get("/data/edits/:edit_id", "Read an edit with its tasks") {
      try WithTasksRoutes.full(try $0.readableEntity(.edit), .edit, $0)
    }
    routes.delete("/data/edits/:edit_id", "Delete an edit, or cancel it when it has tasks", delete)
    routes.get("/data/edits/:edit_id/tasks", "List the tasks of an edit") {
      EntityWork.tasks(of: try $0.readableEntity(.edit), $0)
    }
    routes.get("/data/edits/:edit_id/task-types", "List the task types of an edit's tasks") {
      EntityWork.taskTypes(of: try $0.readableEntity(.edit), $0)
    }
    routes.get("/data/edits/:edit_id/preview-files", "List the revisions of an edit by task type") {
      try EntityPreviews.answer(for: try $0.readableEntity(.edit), $0)
    }
    routes.get("/data/edits/:edit_id/versions", "List the versions of an edit") {
      EntityWork.versions(of: try $0.readableEntity(.edit), .edit, $0)
    }
    routes.get("/data/projects/:project_id/edits", "List the edits of a project") { call in
      let project = try call.teamProject()
      return try EntityList(kind: .edit, call: call, project: project, conditions: ["entity.project_id = \(project)"]).answer()
    }
    routes.post("/data/projects/:project_id/edits", "Create an edit", create)
  }

  private static func list(_ call: Call) throws -> Response {
    let project = try call.listedProject()
    return try EntityList(
      kind: .edit, call: call, project: project, conditions: try call.entityFilters() + call.assignedFilter(),
      joins: ListedFields.project, extras: [EntityList.projectName]
    ).answer()
  }

  private static func delete(_ call: Call) throws -> Response {
    let edit = try call.entity(.edit, isLocked: true)
    try call.access.removeEntity(edit)
    try EntityDeletion(call).remove(edit, .edit, isForced: call.isForced)
    return .deleted
  }

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { fields in
      (
        name: fields.name(), description: fields.description(default: ""), data: fields.document("data"),
        episode: fields.optionalID("episode_id")
      )
    }
    let project = try call.managedProject()
    try EpisodeReference.check(body.episode, in: project, call)
    let edit = try EntityCreation.ensure(
      .edit,
      EntityCreation.Plan(
        name: body.name, parent: body.episode, values: ["description": body.description.sqlValue, "data": body.data],
        eventData: ["parent_id": JSON(body.episode)]), in: project, call)
    return try call.entityRow(edit, .edit, status: 201)
  }
}
