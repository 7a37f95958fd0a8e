import Engine
import MariaDB
import Web

/// Previews of open productions that cannot be looked at: being made, broken or missing, with how far they are or why (chapter 07).
enum RunningPreviews {
  static func declare(in routes: inout Routes) {
    routes.get("/data/playlists/preview-files/running", "List the previews that are being made, or could not be", .may(.admin), page) {
      call, _, page in
      var condition: SQL = "preview_file.status IN ('processing', 'broken', 'missing') AND task.project_id IN \(ProjectStatus.openProjects)"
      if let after = page.after {
        // Strictly older, as the original has it: of two made at the same moment one may be passed over.
        condition =
          "\(condition) AND preview_file.created_at < (SELECT cursor_row.created_at FROM preview_file cursor_row WHERE cursor_row.id = \(after))"
      }
      return call.stream(
        """
        SELECT \(shape.select) FROM preview_file JOIN task ON task.id = preview_file.task_id
        JOIN entity ON entity.id = task.entity_id\(FullEntityName.joins)
        WHERE \(condition) ORDER BY preview_file.created_at DESC, preview_file.id DESC\(page.limit.map { " LIMIT \($0)" as SQL } ?? "")
        """, shape)
    }
  }

  private static let shape = Shape(.previewFile)
    .adding(Shape.Key("project_id", "task.project_id")).adding(Shape.Key("task_type_id", "task.task_type_id"))
    .adding(Shape.Key("full_entity_name", FullEntityName.name, .text))

  /// - Throws: 400 for a limit that is no number, for a cursor that is no preview.
  private static let page = Step<(limit: Int?, after: ID?)>(StepNote()) { call in
    let parameters = try DeclaredParameters(call.request)
    let limit = try parameters.integer("limit", default: nil).map { max(0, $0) }
    guard let text = try parameters.text("cursor_preview_file_id")?.nonEmpty else { return (limit, nil) }
    guard let id = ID(text), try call.database.exists("SELECT 1 FROM preview_file WHERE id = \(id)") else {
      throw Failure.parameter("The cursor is the id of no preview.")
    }
    return (limit, id)
  }
}
