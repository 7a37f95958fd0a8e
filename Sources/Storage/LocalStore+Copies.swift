import Glibc

extension LocalStore {
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
}
