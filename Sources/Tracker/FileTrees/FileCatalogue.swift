import Engine
import MariaDB
import Web

/// Software, output types and statuses of files that paths and files need: found by their names, made when they are missing.
enum FileCatalogue {
  /// What files are made with when nothing is said: working files, their paths, the paths of other files.
  enum Software: String {
    case blender = "Blender"
    case max = "3ds Max"
    case otherMax = "3dsmax"

    fileprivate var shortName: String { self == .blender ? "blender" : "max" }
    fileprivate var fileExtension: String { self == .blender ? ".blend" : ".max" }
  }

  static func software(_ software: Software, _ call: Call) throws -> Record {
    try row(
      .software, software.rawValue, ["short_name": software.shortName.sqlValue, "file_extension": software.fileExtension.sqlValue],
      announcing: "software", call)
  }

  static func outputType(_ name: String, _ call: Call) throws -> Record {
    try row(.outputType, name, ["short_name": "".sqlValue], announcing: "output_type", call)
  }

  /// The status of files that somebody is to look at.
  static func toReview(_ call: Call) throws -> ID {
    try row(.fileStatus, "To review", ["color": "#FFFFFF".sqlValue], announcing: nil, call).id
  }

  /// Of two requests that miss it at the same moment one makes it, and the other finds it.
  private static func row(_ table: Table, _ name: String, _ values: [String: Value], announcing event: String?, _ call: Call) throws
    -> Record
  {
    func find() throws -> Record? {
      try call.database.first("SELECT \(Record.selection(table)) FROM \(raw: table.name) WHERE name = \(name)") { Record(table, $0) }
    }
    if let found = try find() { return found }
    do {
      let id = try call.database.insert(into: table, values.merging(["name": name.sqlValue]) { value, _ in value })
      if let event { call.events.emit("\(event):new", ["\(table.name)_id": JSON(id)]) }
    } catch let error as DatabaseError where error.isDuplicate {}
    guard let row = try find() else { throw Failure.internalError }
    return row
  }
}
