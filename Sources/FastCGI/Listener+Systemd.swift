import CShims
import Glibc

extension Listener {
  /// The first descriptor that systemd passes (sd_listen_fds(3)).
  private static let firstPassedDescriptor: Int32 = 3

  /// The listening socket that systemd opened for this process, nil when it passed none.
  ///
  /// Takes `LISTEN_PID` and `LISTEN_FDS` out of the environment, so that no child takes the socket for its own.
  public static func fromSystemd() -> Listener? {
    defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
    guard
      let pid = getenv("LISTEN_PID").flatMap({ pid_t(String(cString: $0)) }), pid == getpid(),
      let count = getenv("LISTEN_FDS").flatMap({ Int(String(cString: $0)) }), count >= 1
    else { return nil }
    return Listener(passed: firstPassedDescriptor)
  }

  /// Takes over a descriptor; nil when it is not a listening stream socket.
  init?(passed descriptor: Int32) {
    var listens: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) == 0, listens == 1 else { return nil }
    let flags = shim_fcntl(descriptor, F_GETFL, 0)
    guard flags >= 0, shim_fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else { return nil }
    shim_fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard let address = ListenAddress(boundTo: descriptor) else { return nil }
    self.init(descriptor: descriptor, address: address, isInherited: true)
  }
}

extension ListenAddress {
  /// What a listening descriptor is bound to (getsockname(2)); nil when it is neither a Unix nor an IP socket.
  init?(boundTo descriptor: Int32) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let known = withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard known == 0 else { return nil }
    if storage.ss_family == sa_family_t(AF_UNIX) {
      let path = withUnsafeBytes(of: &storage) { bytes in
        bytes[..<Int(length)].dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }.map { $0 }
      }
      self = .unix(path: String(decoding: path, as: UTF8.self), mode: Self.defaultMode)
      return
    }
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let named = withUnsafePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getnameinfo(
          address, length, &host, socklen_t(host.count), &port, socklen_t(port.count), NI_NUMERICHOST | NI_NUMERICSERV)
      }
    }
    guard named == 0, let number = UInt16(text(port)) else { return nil }
    self = .tcp(host: text(host), port: number)
  }
}

/// The text of a C buffer up to its NUL.
private func text(_ buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
