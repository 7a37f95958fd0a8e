/// The name of a state of what an address shows (RFC 9110 §8.8.3), so that a client that holds an answer can ask for a newer one only.
///
/// It is weak: it promises the same content, not the same bytes; nginx compresses them for some clients.
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
  /// Printable ASCII without quotes.
  public let opaque: String

  /// - Parameter opaque: printable ASCII without quotes.
  public init(weak opaque: String) {
    self.opaque = opaque
  }

  /// As the header `ETag` has it.
  public var description: String { "W/\"\(opaque)\"" }

  /// Does the value of `If-None-Match` (RFC 9110 §13.1.2), `*` or a list, name this tag? Tags are compared weakly (§8.8.3.2). What is no
  /// list of tags names nothing from where it is none.
  public func isNamed(by header: String) -> Bool {
    var rest = header.utf8[...]
    func skip(_ isSkipped: (UInt8) -> Bool) { rest = rest.drop(while: isSkipped) }
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    skip(isBlank)
    if rest.first == UInt8(ascii: "*") { return rest.dropFirst().allSatisfy(isBlank) }
    while true {
      skip { isBlank($0) || $0 == UInt8(ascii: ",") }
      if rest.starts(with: "W/".utf8) { rest = rest.dropFirst(2) }
      guard rest.first == UInt8(ascii: "\""), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) else { return false }
      if rest[rest.startIndex..<end].dropFirst().elementsEqual(opaque.utf8) { return true }
      rest = rest[end...].dropFirst()
      skip(isBlank)
      guard rest.first == UInt8(ascii: ",") else { return false }
    }
  }
}

extension Request {
  /// Does the client hold the state of that name already?
  public func holds(_ tag: EntityTag) -> Bool { header("If-None-Match").map(tag.isNamed) ?? false }
}
