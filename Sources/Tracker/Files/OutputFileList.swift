import Engine
import MariaDB
import Web

/// Lists of output files, narrowed by what is asked for.
struct OutputFileList {
  static let joins: SQL = " LEFT JOIN working_file source_file ON source_file.id = output_file.source_file_id"

  static let shape = Shape(.outputFile).adding(
    Shape.Key("source_file", .nested(presence: "source_file.id", Shape(.workingFile, as: "source_file").keys)),
    after: "source_file_id")

  /// Files of an asset or a shot itself, not of an instance of it.
  static let standing: SQL = "output_file.asset_instance_id IS NULL AND output_file.temporal_entity_id IS NULL"

  let call: Call
  /// Which files, as an SQL condition.
  let condition: SQL

  init(_ condition: SQL, _ call: Call) { (self.call, self.condition) = (call, condition) }

  /// What narrows a list: each of these, when it is not empty. - Throws: 400 for what is no id.
  private func asked() throws -> SQL {
    var conditions: [SQL] = []
    for column in ["output_type_id", "task_type_id", "file_status_id"] {
      if let id = try call.askedID(column) { conditions.append(" AND output_file.\(raw: column) = \(id)") }
    }
    for column in ["representation", "name"] {
      if let text = call.request.query[column], !text.isEmpty { conditions.append(" AND output_file.\(raw: column) = \(text)") }
    }
    return conditions.joined(separator: "")
  }

  /// The newest revision first.
  func byRevision() throws -> Response {
    rows("\(condition) AND output_file.revision >= 0\(try asked())", "output_file.revision DESC, output_file.id")
  }

  /// The newest file first.
  func byAge() throws -> Response { rows("\(condition)\(try asked())", "output_file.created_at DESC, output_file.id DESC") }

  /// Of one output type, and of one representation when that is asked for, also of the one without a name.
  func ofType(_ type: ID) -> Response {
    var condition: SQL = "\(condition) AND output_file.output_type_id = \(type)"
    if let text = call.request.query["representation"] { condition = "\(condition) AND output_file.representation = \(text)" }
    return rows(condition, "output_file.revision DESC, output_file.id")
  }

  /// The highest revision for each task type, output type, name and representation; files without any of these are in no list.
  func lastRevisions() throws -> Response {
    var columns = ["task_type_id", "output_type_id", "name", "representation"]
    if try call.askedID("file_status_id") != nil { columns.append("file_status_id") }
    let condition: SQL = "\(condition)\(try asked())"
    let join = columns.map { "last.\($0) = output_file.\($0)" }.joined(separator: " AND ")
    return call.stream(
      """
      SELECT \(Self.shape.select) FROM output_file JOIN (
        SELECT \(raw: columns.joined(separator: ", ")), MAX(revision) AS revision FROM output_file WHERE \(condition)
        GROUP BY \(raw: columns.joined(separator: ", "))
      ) last ON \(raw: join) AND last.revision = output_file.revision\(Self.joins)
      WHERE \(condition) ORDER BY output_file.id
      """, Self.shape)
  }

  /// The types that there are files of.
  func types() -> Response {
    let shape = Shape(.outputType)
    return call.stream(
      """
      SELECT \(shape.select) FROM output_type WHERE output_type.id IN (SELECT output_file.output_type_id FROM output_file WHERE \(condition))
      ORDER BY output_type.name, output_type.id
      """, shape)
  }

  private func rows(_ condition: SQL, _ order: SQL) -> Response {
    call.stream("SELECT \(Self.shape.select) FROM output_file\(Self.joins) WHERE \(condition) ORDER BY \(order)", Self.shape)
  }
}
