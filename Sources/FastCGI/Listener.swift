import CShims
import Glibc

/// The listening socket that the workers share.
///
/// It is non-blocking: a worker that was woken for a connection which another one took goes back to waiting.
public struct Listener: Sendable {
  let descriptor: Int32

  /// Where it listens, for messages.
  public let address: ListenAddress

  /// Whether systemd made the socket and keeps it: it then outlives the pool, with the connections that wait in it.
  public let isInherited: Bool

  /// The socket file that we made: another server may have put its own in its place since.
  private let file: FileIdentity?

  init(descriptor: Int32, address: ListenAddress, isInherited: Bool, file: FileIdentity? = nil) {
    self.descriptor = descriptor
    self.address = address
    self.isInherited = isInherited
    self.file = file
  }

  /// Opens the socket.
  ///
  /// A socket file that a dead server left is replaced in one step, so that clients find either the old file or one that answers.
  /// - Throws: ``PoolError`` when a live server listens there, the path is not a socket's, or the system refuses.
  public init(_ address: ListenAddress) throws {
    switch address {
    case .unix(let path, let mode): self = try Self.unix(path: path, mode: mode, address: address)
    case .tcp(let host, let port): self = try Self.tcp(host: host, port: port, address: address)
    }
  }

  /// No connection reaches us from now on; those that already wait can still be accepted.
  ///
  /// systemd's socket is left alone: what waits in it is for our successor. A TCP socket cannot be closed for the new and open for
  /// the waiting (Linux resets those), so it stays open until the workers have emptied it.
  func refuseNewConnections() {
    guard !isInherited, case .unix = address else { return }
    removeFile()
    shutdown(descriptor, Int32(SHUT_RD))
  }

  /// Closes the socket and removes its file, unless the file is another server's by now.
  func close() {
    removeFile()
    Glibc.close(descriptor)
  }

  private func removeFile() {
    guard case .unix(let path, _) = address, let file else { return }
    if FileIdentity(path: path) == file { unlink(path) }
  }
}

/// Which file a path names: its device and inode.
struct FileIdentity: Equatable, Sendable {
  private let device: dev_t
  private let inode: ino_t

  /// Of the file itself, not of what a symbolic link points to; nil when there is none.
  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }
}
