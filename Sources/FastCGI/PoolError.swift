import Glibc

/// Why the pool cannot be opened or run: one sentence that says what to do, for whoever started the program.
public struct PoolError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// An error that reads as `description`.
  public init(_ description: String) {
    self.description = description
  }

  /// A system call failed: what was being done, and the system's own words for why it could not be.
  static func system(_ doing: String, code: Int32 = errno) -> PoolError {
    PoolError("\(doing): \(reason(code))")
  }

  /// The system's words for an errno value.
  static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
