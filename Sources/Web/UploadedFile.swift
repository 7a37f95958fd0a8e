import Glibc

/// A file that came with a request, complete, in one without a name.
public final class UploadedFile {
  /// Name of the form's field.
  public let field: String
  /// What the client calls the file, without the folders it may have put before it.
  public let name: String
  /// As the client says; nil when it does not.
  public let mediaType: String?
  public let content: OpenFile
  /// In bytes.
  public internal(set) var size = 0

  init(field: String, name: String, mediaType: String?, content: OpenFile) {
    self.field = field
    self.name = name
    self.mediaType = mediaType
    self.content = content
  }

  /// After the last dot of the name, in lower case; empty when there is none.
  public var fileExtension: String { name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? "" }

  /// The name up to its last dot.
  public var baseName: String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(content.descriptor, slice.baseAddress, slice.count)
      guard count > 0 else {
        if errno == EINTR { continue }
        throw errno == ENOSPC || errno == EDQUOT ? .plain(507, "The server has no room left for this file.") : .internalError
      }
      rest = rest.dropFirst(count)
    }
    size += bytes.count
  }
}
