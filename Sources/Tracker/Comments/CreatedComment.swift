import Engine
import MariaDB
import Web

/// Comments as those who made them get them (contract chapter 06, CommentCreated).
enum CreatedComment {
  /// - Parameter named: were the authors named, instead of being the caller?
  private static func shape(named: Bool) -> Shape {
    let attachments: SQL = """
      (SELECT JSON_ARRAYAGG(JSON_OBJECT('id', attachment_file.id, 'name', attachment_file.name, 'extension', attachment_file.extension,
      'size', attachment_file.size) ORDER BY attachment_file.id) FROM attachment_file WHERE attachment_file.comment_id = comment.id)
      """
    return Shape(.comment, relations: true).replacing("attachment_files", by: .ids(attachments))
      .adding(Shape.Key(name: "task_status", source: .nested(presence: "task_status.id", Shape(.taskStatus).keys)))
      .adding(
        Shape.Key(
          name: "person", source: .nested(presence: "person.id", (named ? PersonShape.safeWithDepartments : PersonShape.safe).keys)))
  }

  private static let shapes = (named: shape(named: true), own: shape(named: false))

  /// In the order of the ids.
  static func answer(_ comments: [ID], named: Bool, _ call: Call) throws -> [JSON] {
    if comments.isEmpty { return [] }
    let (sql, shape) = selection(comments, named: named)
    return try call.documents(sql, shape)
  }

  static func answer(_ comment: ID, named: Bool, _ call: Call) throws -> Response {
    let (sql, shape) = selection([comment], named: named)
    return try call.row(sql, shape, status: 201)
  }

  private static func selection(_ comments: [ID], named: Bool) -> (SQL, Shape) {
    let shape = named ? shapes.named : shapes.own
    return (
      """
      SELECT \(shape.select) FROM comment LEFT JOIN task_status ON task_status.id = comment.task_status_id
      LEFT JOIN person ON person.id = comment.person_id WHERE comment.id IN \(comments) ORDER BY comment.id
      """, shape
    )
  }
}
