import Glibc

/// Files that the configuration names, and those of the kernel, which have no size before they are read.
package enum LocalFile {
  /// The content; nil when it cannot be read. - Parameter limit: bytes that are read at most.
  package static func bytes(_ path: String, limit: Int = .max) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while content.count < limit {
      let count = Glibc.read(file, &buffer, min(buffer.count, limit - content.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      content += buffer.prefix(count)
    }
    return content
  }

  /// The content; empty when it cannot be read.
  package static func text(_ path: String) -> String { String(decoding: bytes(path) ?? [], as: UTF8.self) }
}
