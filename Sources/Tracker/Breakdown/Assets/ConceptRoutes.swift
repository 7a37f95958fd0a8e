import Engine
import MariaDB
import Web

/// Making concepts: drawings that are made before the assets they are linked to.
enum ConceptRoutes {
  static func declare(in routes: inout Routes) {
    routes.post("/data/projects/:project_id/concepts", "Create a concept", body, .project(.teamNoVendorNoClient), then: create)
  }

  private typealias Body = (name: String, data: Value, description: String?, links: [String], folder: ID?)

  private static let body = Step<Body>.fields { fields in
    (
      name: fields.name(), data: fields.metadata(), description: fields.description(default: nil),
      links: fields.references("entity_concept_links"), folder: fields.optionalID("parent_id")
    )
  }

  private static func create(_ call: Call, _ body: Body, in project: Subject<Project>) throws -> Response {
    let links = try body.links.map { text in
      guard let id = ID(text) else { throw Failure.notFound("There is no such entity.") }
      return id
    }
    if let folder = body.folder { try ConceptFolders.check(folder, in: project.id, call) }
    let concept = try EntityCreation.ensure(
      .concept,
      EntityCreation.Plan(
        name: body.name, parent: body.folder, values: ["description": body.description.sqlValue, "data": body.data]),
      in: project.id, among: .project, call)
    // One that was there already stays as it is.
    let isNew = call.events.events.contains { $0.name == "concept:new" }
    if isNew, let relation = Table.entity.relation("entity_concept_links") {
      try call.database.set(relation, of: concept, to: try EntityWriting.linkable(links, from: concept, in: project.id, call))
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
