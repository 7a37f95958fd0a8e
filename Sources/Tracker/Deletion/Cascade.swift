import Engine
import MariaDB
import Web

/// What a deletion takes with it (contract chapter 02, part C). Everything happens in the transaction of the request: all of it or
/// nothing. Children go before what they point at.
struct Cascade {
  let call: Call
  /// Do the stored files go with their rows?
  let isRemovingFiles: Bool
  /// Says nothing of what goes: the production goes with it, and its events do too.
  var isSilent = false
  var database: Connection { call.database }

  /// - Parameter forcesFiles: removes files even where `REMOVE_FILES` is off.
  init(_ call: Call, forcesFiles: Bool = false) {
    self.call = call
    isRemovingFiles = forcesFiles || call.configuration.removesFiles
  }

  func delete(from table: String, where condition: SQL) throws {
    try database.execute("DELETE FROM \(raw: table) WHERE \(condition)")
  }

  /// Sets a column to null where it is one of the ids.
  func clear(_ column: String, of table: String, in ids: [ID]) throws {
    try ids.inBatches { try database.execute("UPDATE \(raw: table) SET \(raw: column) = NULL WHERE \(raw: column) IN \($0)") }
  }
}

extension [ID] {
  /// Goes through any number of ids in lists of which a statement, which takes 65,535 values, can name several. None makes no list.
  func inBatches(_ body: ([ID]) throws -> Void) rethrows {
    for start in stride(from: 0, to: count, by: 5000) { try body(Array(self[start..<Swift.min(start + 5000, count)])) }
  }
}
