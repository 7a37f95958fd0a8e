import CShims
import Glibc

/// A file without a name, open for reading and writing, that vanishes with this object unless it is linked into a folder before.
///
/// It is handed on as an object, not as its descriptor: whoever is passed it has it open for as long as the call lasts.
public final class OpenFile {
  public let descriptor: Int32

  /// - Throws: errno(3), when none can be made in that folder.
  public init(in folder: String) throws(NotMade) {
    descriptor = shim_open_unnamed(folder)
    if descriptor < 0 { throw NotMade(folder: folder, code: errno) }
  }

  /// Opens one that is stored, for reading; nil when it cannot be.
  public init?(path: String) {
    let opened = shim_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard opened >= 0 else { return nil }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// In bytes.
  public var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// All that is in it. - Throws: errno(3).
  public func bytes() throws(NotMade) -> [UInt8] {
    let size = size
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, count)
        if read < 0 && errno == EINTR { continue }
        guard read > 0 else {
          code = read < 0 ? errno : EIO
          return
        }
        count += read
      }
    }
    if code != 0 { throw NotMade(folder: "/dev/fd/\(descriptor)", code: code) }
    return bytes
  }

  /// Why there is no file, for the log.
  public struct NotMade: Error, Sendable, Equatable, CustomStringConvertible {
    let folder: String
    /// errno(3).
    let code: Int32

    public var description: String { "no file can be made in \(folder): \(String(cString: strerror(code)))" }
  }
}
