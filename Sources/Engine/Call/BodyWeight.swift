/// What the body of a request to a route may weigh. nginx refuses more before it takes it in, a worker before it reads it.
package enum BodyWeight: Int, Comparable, Sendable {
  /// A document, or a form that somebody filled in: 1 MiB.
  case document
  /// Many rows at once: 64 MiB.
  case bulk
  /// Files: as many bytes as MAX_CONTENT_LENGTH says.
  case files

  package static func < (left: BodyWeight, right: BodyWeight) -> Bool { left.rawValue < right.rawValue }

  /// Bytes; the setting limits the others too. - Parameter setting: MAX_CONTENT_LENGTH, 0 for no limit.
  package func bytes(setting: Int) -> Int {
    let most = setting == 0 ? Int.max - 1 : setting
    return switch self {
    case .document: min(1 << 20, most)
    case .bulk: min(64 << 20, most)
    case .files: most
    }
  }
}
