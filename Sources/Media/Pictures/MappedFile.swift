import Glibc
import Web

/// A file's content as memory, as long as this object lives.
final class MappedFile {
  let bytes: UnsafeRawBufferPointer

  /// Nil for an empty file and for what is no file.
  init?(_ file: OpenFile) {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file.descriptor, 0), start != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
