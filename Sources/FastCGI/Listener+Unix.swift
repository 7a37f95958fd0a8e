import CShims
import Glibc

extension Listener {
  /// The socket is made under another name, given its mode, and listens, before it takes its place: nobody ever finds one that is not
  /// ready, or open to more people than it should be.
  static func unix(path: String, mode: UInt16, address: ListenAddress) throws -> Listener {
    // Two servers that start at once must not both find the path free: the folder is the lock, and leaves no file behind.
    let folder = try FolderLock(holding: path)
    defer { folder.release() }
    try checkFree(path)

    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw PoolError.system("cannot make a socket") }
    let draft = path + ".new"
    do {
      unlink(draft)
      guard withUnixAddress(draft, { bind(descriptor, $0, $1) }) == 0 else { throw PoolError.system("cannot make the socket \(path)") }
      guard chmod(draft, mode_t(mode)) == 0 else { throw PoolError.system("cannot set the mode of \(path)") }
      guard listen(descriptor, .max) == 0 else { throw PoolError.system("cannot listen on \(path)") }
      guard let file = FileIdentity(path: draft), rename(draft, path) == 0 else {
        throw PoolError.system("cannot put the socket at \(path)")
      }
      return Listener(descriptor: descriptor, address: address, isInherited: false, file: file)
    } catch {
      Glibc.close(descriptor)
      unlink(draft)
      throw error
    }
  }

  /// Throws unless there is nothing at `path`, or a socket at which nobody answers.
  private static func checkFree(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw PoolError.system("cannot look at \(path)")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw PoolError("\(path) exists and is not a socket: remove it or choose another path")
    }
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw PoolError.system("cannot make a socket") }
    defer { Glibc.close(probe) }
    let answer = withUnixAddress(path) { connect(probe, $0, $1) }
    switch answer == 0 ? 0 : errno {
    case ECONNREFUSED, ENOENT: return
    case 0, EAGAIN: throw PoolError("another server already listens on \(path): stop it first or choose another path")
    case let code: throw PoolError.system("cannot tell whether a server listens on \(path)", code: code)
    }
  }

  /// Calls `body` with the address of `path`, which is short enough (``ListenAddress`` checks).
  static func withUnixAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}

/// An exclusive hold on the folder of a path, for as long as the socket is put there.
private struct FolderLock {
  private let descriptor: Int32

  init(holding path: String) throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    descriptor = shim_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { throw PoolError.system("cannot open the folder \(folder)") }
    flock(descriptor, LOCK_EX)
  }

  func release() { Glibc.close(descriptor) }
}
