import Engine
import MariaDB
import Web

/// What the routes of working and output files have in common.
extension FieldReader {
  /// What parts the folders of a path: `/`, or another text of at most 10 characters.
  mutating func separator(_ field: String = "sep") -> String { text(field, atMost: 10, default: "/") }

  /// The name of a file, as long as the column takes it.
  mutating func fileName(default fallback: String? = "main") -> String {
    text("name", atLeast: fallback == nil ? 1 : 0, atMost: 250, default: fallback)
  }
}

extension Failure {
  /// What the routes for new files are told: `{"error":…}`, or `{"message":…}` of instances.
  static func file(_ key: String, _ message: String) -> Failure { Failure(status: 400, body: .object([key: .text(message)])) }
}

extension Call {
  /// A path that is only told. What is wrong with the file tree is answered with what was asked.
  func path(_ make: () throws -> Response) throws -> Response {
    do {
      return try make()
    } catch let problem as FileTree.Problem {
      throw Failure(
        status: 400, body: ["message": .text(problem.message), "received_data": (try? request.json()) ?? .object([:])])
    }
  }

  /// An id that narrows a list. - Returns: nil when there is none. - Throws: 400 for what is none.
  func askedID(_ name: String) throws(Failure) -> ID? {
    guard let text = request.query[name], !text.isEmpty else { return nil }
    guard let id = ID(text) else { throw .parameter("\(name) must be a UUID.") }
    return id
  }

  /// The row that a field of the body names. - Throws: 404.
  func row(_ table: Table, named id: String) throws -> Record {
    try ID(id).flatMap { try database.record(table, $0) }.found(or: "There is no such \(table.spokenName).")
  }
}
