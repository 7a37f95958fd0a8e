import Engine
import MariaDB
import Web

/// Concepts: drawings that are made before the assets they are linked to.
enum ConceptRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/concepts", "List concepts", then: list)
    KindRoutes(.concept, readable: readable).declare([.read, .remove, .tasks, .taskTypes, .previews], in: &routes)
    routes.get("/data/projects/:project_id/concepts", "List the concepts of a project") { call in
      let project = try call.teamProject()
      try refuseGuests(call)
      return try EntityList(kind: .concept, call: call, project: project, conditions: ["entity.project_id = \(project)"]).answer()
    }
    routes.post("/data/projects/:project_id/concepts", "Create a concept", then: create)
  }

  /// Concepts are nothing for vendors and clients.
  private static func refuseGuests(_ call: Call) throws {
    let access = try call.access
    try access.require(!access.isVendor && !access.isClient)
  }

  private static func readable(_ call: Call) throws -> Record {
    let concept = try call.readableEntity(.concept)
    try call.access.require(!(try call.access.isClient))
    return concept
  }

  private static func list(_ call: Call) throws -> Response {
    let project = try call.listedProject()
    try refuseGuests(call)
    return try EntityList(
      kind: .concept, call: call, project: project, conditions: try call.entityFilters() + call.assignedFilter(),
      joins: ListedFields.project, extras: [EntityList.projectName]
    ).answer()
  }

  // MARK: Creating

  private static func create(_ call: Call) throws -> Response {
    let body = try call.request.validated { fields in
      (
        name: fields.name(), data: fields.metadata(), description: fields.description(default: nil),
        links: fields.references("entity_concept_links")
      )
    }
    let project = try call.teamProject()
    try refuseGuests(call)
    let links = try body.links.map { text in
      guard let id = ID(text) else { throw Failure.notFound("There is no such entity.") }
      return id
    }
    let concept = try EntityCreation.ensure(
      .concept,
      EntityCreation.Plan(name: body.name, values: ["description": body.description.sqlValue, "data": body.data]), in: project,
      among: .project, call)
    // One that was there already stays as it is.
    let isNew = call.events.events.contains { $0.name == "concept:new" }
    if isNew, let relation = Table.entity.relation("entity_concept_links") {
      try call.database.set(relation, of: concept, to: try EntityWriting.linkable(links, from: concept, in: project, call))
    }
    return try call.entityRow(concept, .concept, status: 201)
  }
}

extension FieldReader {
  /// The ids of a list of objects; none when absent.
  fileprivate mutating func references(_ field: String) -> [String] {
    guard let value = self[field] else { return [] }
    guard let elements = value.array else {
      fail(field, "Input should be a valid list")
      return []
    }
    var references: [String] = []
    for (index, element) in elements.enumerated() {
      if element.object == nil {
        fail("\(field).\(index)", "Input should be a valid dictionary")
      } else if let id = element["id"].text {
        references.append(id)
      } else {
        fail("\(field).\(index).id", "Field required")
      }
    }
    return references
  }
}
