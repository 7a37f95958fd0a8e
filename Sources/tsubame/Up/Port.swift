import Glibc

extension Up {
  /// Sockets, as far as one looks whether something listens.
  enum Port {
    /// Refuses an address that nginx could not listen on, before anything is started.
    static func check(address: String, port: UInt16) throws {
      guard let name = Internet(address, port) else { throw Failure("--address must be an IPv4 address such as 127.0.0.1.") }
      let descriptor = socket(AF_INET, streamSocket, 0)
      guard descriptor >= 0 else { throw Failure.system("open a socket") }
      defer { close(descriptor) }
      // As nginx does: connections of the run before that are still closing are no obstacle.
      var yes: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
      if name.withPointer({ bind(descriptor, $0, $1) }) == 0 && listen(descriptor, 1) == 0 { return }
      switch errno {
      case EADDRINUSE: throw Failure("Port \(port) is already in use on \(address): stop what listens there or choose another with --port.")
      case EACCES: throw Failure("Port \(port) is reserved for root: choose one from 1024 up with --port.")
      case EADDRNOTAVAIL: throw Failure("\(address) is not an address of this machine.")
      default: throw Failure.system("listen on \(address):\(port)")
      }
    }

    static func isListening(address: String, port: UInt16) -> Bool {
      guard let name = Internet(address == "0.0.0.0" ? "127.0.0.1" : address, port) else { return false }
      let descriptor = socket(AF_INET, streamSocket, 0)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      return name.withPointer { Glibc.connect(descriptor, $0, $1) } == 0
    }

    static func isListening(socket path: String) -> Bool {
      guard let descriptor = connect(toSocket: path) else { return false }
      close(descriptor)
      return true
    }

    /// A connection to a Unix socket, which the caller closes; nil when nobody listens.
    static func connect(toSocket path: String) -> Int32? {
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      let fits = withUnsafeMutableBytes(of: &name.sun_path) { place in
        // The closing zero is already there.
        guard path.utf8.count < place.count else { return false }
        place.copyBytes(from: path.utf8)
        return true
      }
      let descriptor = fits ? socket(AF_UNIX, streamSocket, 0) : -1
      guard descriptor >= 0 else { return nil }
      let size = socklen_t(MemoryLayout<sockaddr_un>.size)
      let result = withUnsafePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
      }
      if result == 0 { return descriptor }
      close(descriptor)
      return nil
    }

    private static var streamSocket: Int32 { Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) }

    /// An IPv4 address and port in the kernel's form.
    private struct Internet {
      private let name: sockaddr_in

      init?(_ address: String, _ port: UInt16) {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &name.sin_addr) == 1 else { return nil }
        self.name = name
      }

      func withPointer(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        withUnsafePointer(to: name) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
      }
    }
  }
}
