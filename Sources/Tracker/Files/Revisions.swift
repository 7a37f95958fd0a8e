import Engine
import MariaDB
import Web

/// The numbers of files: each new one of a name gets the next. The row that files belong to is held meanwhile, so no two get the same.
enum Revisions {
  static func next(ofWorkingFile name: String, in task: ID, _ database: Connection) throws -> Int {
    try next("working_file", "task_id = \(task) AND name = \(name) AND revision >= 0", database)
  }

  /// Whatever the representation.
  static func next(ofOutput name: String, _ outputType: ID, _ taskType: ID, where owner: SQL, _ database: Connection) throws -> Int {
    try next(
      "output_file",
      "\(owner) AND output_type_id = \(outputType) AND task_type_id = \(taskType) AND name = \(name) AND revision > 0", database)
  }

  private static func next(_ table: String, _ condition: SQL, _ database: Connection) throws -> Int {
    let last = try database.first("SELECT MAX(revision) FROM \(raw: table) WHERE \(condition)") { $0.int(0) ?? 0 } ?? 0
    guard last < Int(Int32.max) else { throw Failure.parameter("There is no revision after \(last).") }
    return Int(last) + 1
  }
}
