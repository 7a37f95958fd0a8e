import Engine
import Glibc
import MariaDB

/// The migrations of the source tree.
package enum SourceMigrations {
  /// - Throws: when a number is left out or taken twice.
  package static func all() throws -> [Migration] {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/sql"
    let migrations = files(in: folder).filter { $0.hasSuffix(".sql") }.map { file in
      Migration(number: Int(file.prefix(4)) ?? 0, name: String(file.dropLast(4)), text: LocalFile.text("\(folder)/\(file)"))
    }
    guard migrations.map(\.number).sorted() == Array(1...max(migrations.count, 1)) else { throw Gap() }
    return migrations
  }

  package struct Gap: Error {}

  private static func files(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted()
  }
}
