import Glibc
import Web

/// Where files of the studio live. A feature asks for no more than this, so that an object store can take the place of the local tree.
public protocol Store: Sendable {
  /// Puts a complete file in place, also of one that was there: whoever reads gets the old one or the new one, never a part.
  func put(_ content: OpenFile, as file: StoredFile) throws(StorageError)

  /// How the web server finds it; nil when there is none, or an empty one.
  func address(of file: StoredFile) -> FileAddress?

  /// Opens it for reading; nil when there is none.
  func open(_ file: StoredFile) -> OpenFile?

  /// Removes a file; one that is not there is removed already.
  func remove(_ file: StoredFile) throws(StorageError)

  /// A folder of the same file system, for files that are to be put.
  var stagingFolder: String { get }
}

/// A file that is there, as the web server is told of it.
public struct FileAddress: Sendable, Equatable {
  /// Below the internal location of stored files.
  public let path: String
  /// In bytes.
  public let size: Int
}

/// Files in a folder of this machine, or of a file system that all hosts share; nginx reads them there.
public struct LocalStore: Store {
  private let root: String
  private let bucketPrefix: String

  /// - Parameter root: `PREVIEW_FOLDER`.
  public init(root: String, bucketPrefix: String = "") {
    self.root = root
    self.bucketPrefix = bucketPrefix
  }

  public var stagingFolder: String { root }

  public func path(of file: StoredFile) -> String { "\(root)/\(file.path(bucketPrefix: bucketPrefix))" }

  public func address(of file: StoredFile) -> FileAddress? {
    var status = stat()
    guard stat(path(of: file), &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
    return FileAddress(path: file.path(bucketPrefix: bucketPrefix), size: Int(status.st_size))
  }

  public func open(_ file: StoredFile) -> OpenFile? { OpenFile(path: path(of: file)) }

  public func put(_ content: OpenFile, as file: StoredFile) throws(StorageError) {
    let path = path(of: file)
    guard let slash = path.lastIndex(of: "/") else { throw StorageError(path: path, code: EINVAL) }
    try makeFolder(String(path[..<slash]))
    // nginx reads it through the group of the folder; a file without a name is ours alone.
    let mask = umask(0)
    umask(mask)
    guard fchmod(content.descriptor, 0o666 & ~mask) == 0, fsync(content.descriptor) == 0 else {
      throw StorageError(path: path, code: errno)
    }
    // A link takes no other's place, a rename does: a name of its own stands between them.
    let name = "\(path[..<slash])/.\(ID.random())"
    if linkat(AT_FDCWD, "/proc/self/fd/\(content.descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0 {
      // Another file system, or one that cannot make files without names (NFS).
      try copy(content, to: name)
    }
    if rename(name, path) != 0 {
      let code = errno
      unlink(name)
      throw StorageError(path: path, code: code)
    }
  }

  /// Removes a file; one that is not there is removed already.
  public func remove(_ file: StoredFile) throws(StorageError) {
    let path = path(of: file)
    if unlink(path) != 0 && errno != ENOENT { throw StorageError(path: path, code: errno) }
  }

  /// With the folders above it, up to the root, which must be there.
  private func makeFolder(_ path: String) throws(StorageError) {
    // A root that is not there is one that is not mounted.
    guard path != root else { throw StorageError(path: path, code: ENOENT) }
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/") else { throw StorageError(path: path, code: errno) }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw StorageError(path: path, code: errno) }
  }

  private func copy(_ content: OpenFile, to path: String) throws(StorageError) {
    let target = creat(path, 0o600)
    guard target >= 0 else { throw StorageError(path: path, code: errno) }
    defer { close(target) }
    var offset = 0
    let size = content.size
    while offset < size {
      let count = sendfile(target, content.descriptor, &offset, size - offset)
      guard count > 0 else {
        let code = count == 0 ? EIO : errno
        unlink(path)
        throw StorageError(path: path, code: code)
      }
    }
    var status = stat()
    if fstat(content.descriptor, &status) == 0 { fchmod(target, status.st_mode & 0o777) }
    fsync(target)
  }
}

/// What the file system refused; for the log.
public struct StorageError: Error, Sendable, CustomStringConvertible {
  public let path: String
  /// errno(3).
  public let code: Int32

  public var description: String { "\(path): \(String(cString: strerror(code)))" }
}
