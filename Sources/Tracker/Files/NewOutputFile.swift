import Engine
import MariaDB
import Web

/// What is told of an output file that is to be made.
struct NewOutputFile {
  let outputType: String
  let taskType: String
  let name: String
  let person: String?
  let workingFile: String?
  let comment: String
  /// Less than 1 for the next one.
  let revision: Int
  let fileExtension: String
  let representation: String
  let elements: Int
  let separator: String
  let fileStatus: String?

  static let body = Step<NewOutputFile>.fields { fields in
    let (outputType, taskType, name) = (fields.text("output_type_id"), fields.text("task_type_id"), fields.fileName())
    // They are always output files.
    _ = fields.text("mode", default: "output")
    return NewOutputFile(
      outputType: outputType, taskType: taskType, name: name, person: fields.optionalText("person_id"),
      workingFile: fields.optionalText("working_file_id"), comment: fields.text("comment", atMost: 500_000, default: ""),
      revision: fields.integer("revision", default: 0), fileExtension: fields.text("extension", atMost: 10, default: ""),
      representation: fields.text("representation", atMost: 20, default: ""), elements: fields.integer("nb_elements", default: 1),
      separator: fields.separator(), fileStatus: fields.optionalText("file_status_id"))
  }

  /// Makes the row with its path. - Throws: 400 for what does not exist, or exists already; 404 for the task type.
  func store(for owner: OutputFileOwner, _ call: Call) throws -> Response {
    func refused(_ message: String) -> Failure { .file(owner.errorKey, message) }
    func known(_ table: Table, _ text: String) throws -> Record? { try ID(text).flatMap { try call.database.record(table, $0) } }
    guard let outputType = try known(.outputType, outputType) else { throw refused("Cannot find given output type.") }
    let taskType = try call.row(.taskType, named: taskType)
    guard let person = try known(.person, person ?? call.callerID.description)?.id else { throw refused("Cannot find given person.") }
    guard let status = try fileStatus.map({ try known(.fileStatus, $0)?.id }) ?? FileCatalogue.toReview(call) else {
      throw refused("Cannot find given file status.")
    }
    let source = try workingFile.flatMap { try known(.workingFile, $0) }?.id
    let next = try Revisions.next(ofOutput: name, outputType.id, taskType.id, where: owner.numbered, call.database)
    let revision = revision < 1 ? next : revision
    let isThere = try call.database.exists(
      """
      SELECT 1 FROM output_file WHERE \(owner.condition) AND name = \(name) AND output_type_id = \(outputType.id)
      AND task_type_id = \(taskType.id) AND representation = \(representation) AND revision = \(revision)
      AND (temporal_entity_id <=> \(owner.place))
      """)
    if isThere { throw refused("The given output file already exists.") }

    let (folder, file) = try path(owner, outputType, taskType, revision, call)
    let path = folder + separator + file + fileExtension
    guard path.unicodeScalars.count <= 400 else { throw refused("The path of the file would be longer than 400 characters.") }
    let id = try call.database.insert(
      into: .outputFile,
      [
        "name": name.sqlValue, "comment": comment.sqlValue, "extension": fileExtension.sqlValue, "revision": revision.sqlValue,
        "representation": representation.sqlValue, "nb_elements": elements.sqlValue, "path": path.sqlValue,
        "file_status_id": status.sqlValue, "entity_id": owner.entity.id.sqlValue,
        "asset_instance_id": (owner.instance?.id).sqlValue, "output_type_id": outputType.id.sqlValue,
        "task_type_id": taskType.id.sqlValue, "person_id": person.sqlValue, "source_file_id": source.sqlValue,
        "temporal_entity_id": owner.place.sqlValue,
      ])
    call.events.emit("output-file:new", ["output_file_id": JSON(id)], project: owner.entity.id("project_id"))
    let shape = OutputFileList.shape
    return try call.row(
      "SELECT \(shape.select) FROM output_file\(OutputFileList.joins) WHERE output_file.id = \(id)", shape, status: 201,
      extras: ["folder_path": .text(folder), "file_name": .text(file)])
  }

  /// Of several elements the name says how many there are; not that of an instance.
  private func path(_ owner: OutputFileOwner, _ outputType: Record, _ taskType: Record, _ revision: Int, _ call: Call) throws
    -> (folder: String, file: String)
  {
    let subject = try owner.subject(outputType, taskType, call)
    (subject.name, subject.revision, subject.representation) = (name, revision, representation)
    do {
      let folder = try subject.folder("output", separator: separator)
      let file = try subject.name("output")
      return (folder, owner.instance == nil && elements > 1 ? "\(file)_[1-\(elements)]" : file)
    } catch let problem as FileTree.Problem {
      throw Failure.file(owner.errorKey, problem.message)
    }
  }
}
