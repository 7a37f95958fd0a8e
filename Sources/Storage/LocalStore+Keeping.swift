import Glibc

extension LocalStore {
  /// Gives an uploaded file, which has no name yet, its place: complete, or not at all, and on the disk when this returns.
  /// - Parameter descriptor: of a file without a name, best on the same file system; it stays open.
  public func keep(_ descriptor: Int32, as file: StoredFile) throws(StorageError) {
    let path = path(of: file)
    try makeFolder(of: path)
    // nginx, which may be another user, reads it.
    fchmod(descriptor, 0o644)
    try place(path) { (temporary) throws(StorageError) in
      guard fsync(descriptor) == 0 else { throw StorageError(path: path, code: errno) }
      if linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 { return }
      // Another file system, or one that cannot link what has no name.
      try Self.copy(descriptor, to: temporary)
    }
  }

  /// Makes a second name of a stored file, which is never written again: both last as long as either. - Returns: is there such a file?
  public func duplicate(_ file: StoredFile, as other: StoredFile) throws(StorageError) -> Bool {
    let (source, path) = (path(of: file), path(of: other))
    guard access(source, F_OK) == 0 else { return false }
    try makeFolder(of: path)
    try place(path) { (temporary) throws(StorageError) in
      guard link(source, temporary) == 0 else { throw StorageError(path: source, code: errno) }
    }
    return true
  }

  /// Is the file there, and as long as it should be?
  public func has(_ file: StoredFile, size: Int) -> Bool {
    var status = stat()
    return stat(path(of: file), &status) == 0 && Int(status.st_size) == size
  }

  /// `write` makes a file under a temporary name, which is then renamed.
  private func place(_ path: String, _ write: (String) throws(StorageError) -> Void) throws(StorageError) {
    let temporary = "\(path).\(UInt64.random(in: 0 ... .max)).new"
    defer { unlink(temporary) }
    try write(temporary)
    guard rename(temporary, path) == 0 else { throw StorageError(path: path, code: errno) }
  }

  private func makeFolder(of path: String) throws(StorageError) {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for count in names.indices.dropFirst() {
      let folder = names[...count].joined(separator: "/")
      if mkdir(folder, 0o755) != 0 && errno != EEXIST { throw StorageError(path: folder, code: errno) }
    }
  }

  private static func copy(_ descriptor: Int32, to path: String) throws(StorageError) {
    let target = creat(path, 0o644)
    guard target >= 0 else { throw StorageError(path: path, code: errno) }
    defer { close(target) }
    var (offset, status) = (off_t(0), stat())
    fstat(descriptor, &status)
    while offset < status.st_size {
      guard sendfile(target, descriptor, &offset, Int(status.st_size - offset)) > 0 else { throw StorageError(path: path, code: errno) }
    }
    guard fsync(target) == 0 else { throw StorageError(path: path, code: errno) }
  }
}
