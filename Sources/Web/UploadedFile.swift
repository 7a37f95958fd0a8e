import Glibc

/// A file that came with a request, complete, in a file without a name that vanishes unless it is linked into a folder.
public final class UploadedFile {
  /// Name of the form's field.
  public let field: String
  /// What the client calls the file, without the folders it may have put before it.
  public let name: String
  /// As the client says; nil when it does not.
  public let mediaType: String?
  /// Open for reading and writing, at its beginning; closed with this object.
  public let descriptor: Int32
  /// In bytes.
  public internal(set) var size = 0

  init(field: String, name: String, mediaType: String?, descriptor: Int32) {
    self.field = field
    self.name = name
    self.mediaType = mediaType
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// After the last dot of the name, in lower case; empty when there is none.
  public var fileExtension: String { name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? "" }

  /// The name up to its last dot.
  public var baseName: String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name }

  func rewind() { lseek(descriptor, 0, SEEK_SET) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, slice.baseAddress, slice.count)
      guard count > 0 else {
        if errno == EINTR { continue }
        throw errno == ENOSPC || errno == EDQUOT ? .plain(507, "The server has no room left for this file.") : .internalError
      }
      rest = rest.dropFirst(count)
    }
    size += bytes.count
  }
}
