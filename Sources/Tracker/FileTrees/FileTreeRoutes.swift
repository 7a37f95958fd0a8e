import Engine
import MariaDB
import Web

/// Giving a project one of the file trees that come with the server (contract chapter 07, File trees; gone in Zou 1.0.97).
enum FileTreeRoutes {
  static func declare(in routes: inout Routes) {
    routes.post(
      "/actions/projects/:project_id/set-file-tree",
      "Give a project one of the file trees: \(ShippedTrees.all.keys.sorted().joined(separator: ", "))",
      name, .project(.manager), then: setTree)
  }

  private static let name = Step.fields { fields in fields.text("tree_name", atLeast: 1) }

  private static func setTree(_ call: Call, _ name: String, _ project: Subject<Project>) throws -> Response {
    guard let tree = ShippedTrees.all[name] else { throw Failure.parameter("Selected tree is not available") }
    try call.database.execute(
      "UPDATE project SET file_tree = \(tree.description), updated_at = UTC_TIMESTAMP(6) WHERE id = \(project.id)")
    call.events.emit("project:update", [:], project: project.id)
    let shape = Shape(.project)
    return try call.row("SELECT \(shape.select) FROM project WHERE project.id = \(project.id)", shape)
  }
}
