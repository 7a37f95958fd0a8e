import Glibc
import Testing

@testable import Engine

/// Names of columns in the sources: a record traps on one that its table does not have, so all of them are looked at here.
@Suite struct ColumnNamesTests {
  @Test func readersNameColumns() throws {
    let known = Set(Table.all.flatMap { $0.columns.map(\.name) })
    var seen = 0
    // The records of ShotGrid have fields of their own.
    for file in swiftFiles(in: root + "/Engine") + swiftFiles(in: root + "/Tracker") where !file.contains("/ShotGrid/") {
      // A record is asked through these; fields of bodies and query parameters have readers of the same names.
      let pattern =
        /\b(row|old|new|record|task|entity|shot|asset|sequence|episode|comment|project|person|stored|playlist|preview)\.(id|text|bool|integer|json)\("(\w+)"\)/
      for match in LocalFile.text(file).matches(of: pattern) {
        seen += 1
        #expect(known.contains(String(match.output.3)), "\(file): \(match.output.0)")
      }
    }
    #expect(seen > 100)
  }

  private let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Sources"

  private func swiftFiles(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var files: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix(".") { continue }
      if name.hasSuffix(".swift") { files.append("\(folder)/\(name)") } else { files += swiftFiles(in: "\(folder)/\(name)") }
    }
    return files
  }
}
