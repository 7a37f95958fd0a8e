import Engine
import MariaDB
import Web

/// Edits: the cut of an episode or of a whole production.
enum EditRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/edits", "List edits", then: list)
    routes.get("/data/edits/all", "List edits", then: list)
    KindRoutes(.edit).declare([.read, .remove, .tasks, .taskTypes, .previews, .versions, .ofProject], in: &routes)
    routes.post("/data/projects/:project_id/edits", "Create an edit", then: create)
  }

  private static func list(_ call: Call) throws -> Response {
    let project = try call.listedProject()
    return try EntityList(
      kind: .edit, call: call, project: project, conditions: try call.entityFilters() + call.assignedFilter(),
      joins: ListedFields.project, extras: [EntityList.projectName]
    ).answer()
  }

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { fields in
      (
        name: fields.name(), description: fields.description(default: ""), data: fields.metadata(),
        episode: fields.optionalID("episode_id")
      )
    }
    let project = try call.managedProject()
    try call.require(.episode, body.episode, in: project)
    let edit = try EntityCreation.ensure(
      .edit,
      EntityCreation.Plan(
        name: body.name, parent: body.episode, values: ["description": body.description.sqlValue, "data": body.data],
        eventData: ["parent_id": JSON(body.episode)]), in: project, call)
    return try call.entityRow(edit, .edit, status: 201)
  }
}
