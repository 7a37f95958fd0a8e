/// A file of the studio, by what it shows and whose it is: `pictures`, `thumbnails`, the id of a preview (contract chapter 07, Storage
/// layout).
public struct StoredFile: Sendable, Hashable {
  public enum Bucket: String, Sendable {
    case pictures, movies, files
  }

  public let bucket: Bucket
  /// What it is of its owner: `original`, `thumbnails-square`, …
  public let prefix: String
  /// The owner's row.
  public let id: String

  public init(_ bucket: Bucket, _ prefix: String, id: String) {
    self.bucket = bucket
    self.prefix = prefix
    self.id = id
  }

  /// Reads what `description` wrote; nil for anything else. An id begins at the last but four dashes.
  public init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"), let bucket = Bucket(rawValue: String(text[..<slash])) else { return nil }
    let key = text[text.index(after: slash)...]
    let id = key.suffix(36)
    guard key.count > 37, key.dropLast(36).last == "-", Self.isPlain(key), id.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12]
    else { return nil }
    self.init(bucket, String(key.dropLast(37)), id: String(id))
  }

  /// `pictures/thumbnails-<id>`: the bucket and the key, as an object store names it.
  public var description: String { "\(bucket.rawValue)/\(key)" }

  var key: String { "\(prefix)-\(id)" }

  /// Where a local tree keeps it, below its root. The key is split at its first dash, and what follows is spread over two levels of
  /// folders: `thumbnails-square-2c4f81…` is in `thumbnails/squ/are`.
  /// - Parameter bucketPrefix: stands before the name of the bucket.
  public func path(bucketPrefix: String = "") -> String {
    let first = prefix.prefix { $0 != "-" }
    let rest = String(key.dropFirst(first.count + 1))
    return "\(bucketPrefix)\(bucket.rawValue)/\(first)/\(rest.prefix(3))/\(rest.dropFirst(3).prefix(3))/\(rest)"
  }

  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
  }
}
