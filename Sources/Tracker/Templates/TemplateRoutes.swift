import Engine
import MariaDB
import Web

/// What is done with project templates beside writing their rows (contract chapter 04, 12).
enum TemplateRoutes {
  static func declare(in routes: inout Routes) {
    TemplateLinks.declare(in: &routes)
    TemplateItems.declare(in: &routes)
    let path = "/data/project-templates/:project_template_id"
    routes.put(
      "\(path)/default-preview-background-file", "Set the default preview background of a project template", .may(.admin), background,
      .projectTemplate, then: setBackground)
    routes.put(
      "\(path)/metadata-descriptors", "Set the metadata descriptors of a project template", .may(.admin), descriptors, .projectTemplate,
      then: setDescriptors)
    routes.post(
      "/data/project-templates/from-project/:project_id", "Make a project template like a project", .may(.admin), names, .templateProject,
      then: make)
    routes.post(
      "/data/projects/:project_id/apply-template/:project_template_id", "Apply a project template to a project", .may(.admin),
      .templateProject, .projectTemplate, then: apply)
  }

  private static let background = Step.fields { $0.optionalText("default_preview_background_file_id") }
  private static let names = Step.fields { fields in
    (name: fields.text("name", atLeast: 1, atMost: 80), description: fields.optionalText("description"))
  }

  /// An array, or an object that holds it; none when it is absent or null. - Throws: 400 for anything else.
  private static let descriptors = Step<[JSON]>(StepNote(body: .document)) { call in
    let document = call.request.isJSON ? try? JSON.parse(try call.request.bytes()) : nil
    switch document {
    case .array(let elements)?: return elements
    case .object(let object)?:
      guard let value = object["metadata_descriptors"], !value.isNull else { return [] }
      guard let elements = value.array else { throw Failure.fields([("metadata_descriptors", "Input should be a valid list")]) }
      return elements
    case nil, .null?: return []
    default: throw Failure.fields([("", "A list of metadata descriptors is expected.")])
    }
  }

  private static func row(_ template: ID, _ call: Call, status: Int = 200) throws -> Response {
    let shape = Shape(.projectTemplate)
    return try call.row("SELECT \(shape.select) FROM project_template WHERE id = \(template)", shape, status: status)
  }

  private static func setBackground(_ call: Call, _: Void, background: String?, of template: Record) throws -> Response {
    let id = background.flatMap { ID($0) }
    if background != nil {
      let isLinked = try call.database.exists(
        """
        SELECT 1 FROM project_template_preview_background_file_link
        WHERE project_template_id = \(template.id) AND preview_background_file_id = \(id)
        """)
      guard isLinked else { throw Failure.template(400, "default_preview_background_file_id must be one of the template's backgrounds.") }
    }
    try call.database.execute(
      """
      UPDATE project_template SET default_preview_background_file_id = \(id), updated_at = UTC_TIMESTAMP(6) WHERE id = \(template.id)
      """)
    call.announceUpdate(of: template)
    return try row(template.id, call)
  }

  private static func setDescriptors(_ call: Call, _: Void, sent: [JSON], of template: Record) throws -> Response {
    let descriptors = try sent.map { element in
      guard let object = element.object else { throw Failure.template(400, "Each metadata descriptor must be an object.") }
      return TemplateDescriptor.normalised(object)
    }
    try call.database.execute(
      """
      UPDATE project_template SET metadata_descriptors = \(JSON.array(descriptors).description), updated_at = UTC_TIMESTAMP(6)
      WHERE id = \(template.id)
      """)
    call.announceUpdate(of: template)
    return try row(template.id, call)
  }

  private static func make(
    _ call: Call, _: Void, names: (name: String, description: String?), from project: Record
  ) throws -> Response {
    if try call.database.exists("SELECT 1 FROM project_template WHERE name = \(names.name)") {
      throw Failure.template(400, "There is a project template of that name already.")
    }
    let template = try Failure.mappingIntegrity {
      try TemplateSnapshot(project, call).make(name: names.name, description: names.description)
    }
    call.events.emit("project-template:new", ["project_template_id": JSON(template)])
    return try row(template, call, status: 201)
  }

  private static func apply(_ call: Call, _: Void, to project: Record, template: Record) throws -> Response {
    try TemplateApplication(template, call).applyAll(to: project.id)
    let shape = Shape(.project)
    return try call.row("SELECT \(shape.select) FROM project WHERE id = \(project.id)", shape)
  }
}
