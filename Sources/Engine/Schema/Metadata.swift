import MariaDB
import Web

/// What clients keep about an entity beside its columns: the object `data`, with members of any kind.
package enum Metadata {
  /// Bytes of the object as JSON. All of it goes with every listing of the production, so a file has no place in it.
  private static let limit = 500_000

  /// Why it cannot be stored; nil when it can. - Parameter text: the object as JSON.
  package static func problem(_ text: String) -> String? {
    let size = text.utf8.count
    return size > limit ? "data takes \(size) bytes; \(limit) are kept with an entity at most." : nil
  }
}

extension FieldReader {
  /// The object `data` as its column keeps it; the empty one when absent.
  /// - Parameter null: what null is kept as.
  package mutating func metadata(null: Value = "{}") -> Value {
    if self["data"] == nil { return "{}" }
    guard let object = optionalObject("data") else { return null }
    let text = JSON.object(object).description
    if let problem = Metadata.problem(text) { fail("data", problem) }
    return .text(text)
  }
}
