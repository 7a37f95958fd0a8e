import Glibc

/// Files in a folder of this machine, or of a file system that all hosts share; nginx reads them there.
public struct LocalStore: Sendable {
  private let root: String
  private let bucketPrefix: String

  /// - Parameter root: `PREVIEW_FOLDER`.
  public init(root: String, bucketPrefix: String = "") {
    self.root = root
    self.bucketPrefix = bucketPrefix
  }

  public func path(of file: StoredFile) -> String { "\(root)/\(file.path(bucketPrefix: bucketPrefix))" }

  /// Removes a file; one that is not there is removed already.
  public func remove(_ file: StoredFile) throws(StorageError) {
    let path = path(of: file)
    if unlink(path) != 0 && errno != ENOENT { throw StorageError(path: path, code: errno) }
  }
}

/// What the file system refused; for the log.
public struct StorageError: Error, Sendable, CustomStringConvertible {
  public let path: String
  /// errno(3).
  public let code: Int32

  public var description: String { "\(path): \(String(cString: strerror(code)))" }
}
