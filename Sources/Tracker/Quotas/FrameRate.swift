import Engine
import MariaDB
import Web

/// The frames per second of a project.
enum FrameRate {
  /// 25 where the project says none, or what is no number of frames.
  static func of(_ project: ID, _ database: Connection) throws -> Double {
    let text = try database.first("SELECT fps FROM project WHERE id = \(project)") { $0.text(0) } ?? nil
    return text.flatMap { Double($0) }.flatMap { $0.isNormal && $0 > 0 ? $0 : nil } ?? 25
  }

  /// The nearest whole number of frames, halves to the even neighbour; nil for one that no shot can have.
  static func frames(_ number: Double) -> Int? {
    Int(exactly: number.rounded(.toNearestOrEven)).flatMap { Int32(exactly: $0) }.map { Int($0) }
  }
}
